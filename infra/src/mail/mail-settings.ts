import { readFileSync } from 'node:fs';
import { settingIn } from '../environment';
import type { MailSettings } from './mail-sender';

/**
 * How mail leaves, or `null` where SMTP_URL is not set: SMTP_URL, MAIL_FROM; SMTP_CA_FILE: the authorities (PEM) of a server
 * with a certificate of its own.
 * @throws Error naming the variable that is missing or not understood
 */
export function mailSettingsIn(environment: NodeJS.ProcessEnv): MailSettings | null {
  const [url, from] = [settingIn(environment, 'SMTP_URL'), settingIn(environment, 'MAIL_FROM')];
  if (url === undefined) return null;
  if (!/^smtps?:\/\//.test(url)) throw new Error('SMTP_URL does not begin with smtp:// or smtps://');
  if (from === undefined) throw new Error('MAIL_FROM is not set: the sender of the mail that SMTP_URL sends');
  return { url, from, authorities: authoritiesIn(environment) };
}

function authoritiesIn(environment: NodeJS.ProcessEnv): string | undefined {
  const path = settingIn(environment, 'SMTP_CA_FILE');
  if (path === undefined) return undefined;
  try {
    const found = readFileSync(path, 'utf8');
    if (found.includes('-----BEGIN CERTIFICATE-----')) return found;
  } catch (error) {
    throw new Error('SMTP_CA_FILE can not be read', { cause: error });
  }
  throw new Error('SMTP_CA_FILE holds no certificate in PEM');
}
