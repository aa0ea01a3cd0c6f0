import { readFileSync } from 'node:fs';
import { settingIn } from '@suqiao/infra/environment';
import { MailOutlet } from './outlets/mail';
import type { NoticeLanguage } from './outlets/notice-texts';
import type { Outlet } from './outlets/outlet';
import { SmsOutlet } from './outlets/sms';

/** Injection token of `NoticeSettings`. */
export const NOTICE_SETTINGS = Symbol('notice settings');

/** What a deployment decides about word to appellants. */
export interface NoticeSettings {
  readonly language: NoticeLanguage;
  /** The address under which people reach Suqiao. */
  readonly origin: string;
  /** Channels that tell their appellants themselves. */
  readonly channelsOff: ReadonlySet<string>;
}

const usualTemplate = '{"phone":"{phone}","text":"{text}","id":"{id}"}';

/**
 * The outlets that are switched on; none unless told:
 * - SMTP_URL, MAIL_FROM: mail; SMTP_CA_FILE: the authorities (PEM) of a server with a certificate of its own
 * - SMS_GATEWAY_URL, SMS_GATEWAY_BODY (JSON with {phone}, {text}, {id}), SMS_GATEWAY_AUTHORIZATION: text messages
 * @throws Error naming the variable that is missing or not understood
 */
export function outletsIn(environment: NodeJS.ProcessEnv): readonly Outlet[] {
  const [smtp, from, gateway] = [settingIn(environment, 'SMTP_URL'), settingIn(environment, 'MAIL_FROM'), settingIn(environment, 'SMS_GATEWAY_URL')];
  if (smtp !== undefined && !/^smtps?:\/\//.test(smtp)) throw new Error('SMTP_URL does not begin with smtp:// or smtps://');
  if (smtp !== undefined && from === undefined) throw new Error('MAIL_FROM is not set: the sender of the mail that SMTP_URL sends');
  if (gateway !== undefined && !/^https?:\/\//.test(gateway)) throw new Error('SMS_GATEWAY_URL does not begin with http:// or https://');
  return [
    ...(smtp === undefined || from === undefined ? [] : [new MailOutlet({ url: smtp, from, authorities: authoritiesIn(environment) })]),
    ...(gateway === undefined ? [] : [new SmsOutlet({ url: gateway, template: templateIn(environment), authorization: settingIn(environment, 'SMS_GATEWAY_AUTHORIZATION') ?? null })]),
  ];
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

function templateIn(environment: NodeJS.ProcessEnv): unknown {
  const given = settingIn(environment, 'SMS_GATEWAY_BODY') ?? usualTemplate;
  if (!given.includes('{phone}') || !given.includes('{text}')) throw new Error('SMS_GATEWAY_BODY has no {phone} or no {text}');
  try {
    return JSON.parse(given);
  } catch (error) {
    throw new Error('SMS_GATEWAY_BODY is not JSON', { cause: error });
  }
}

/** SUQIAO_ORIGIN, NOTICE_LANGUAGE (zh or en), NOTICE_CHANNELS_OFF (names with commas). @throws Error naming the variable */
export function noticeSettings(environment: NodeJS.ProcessEnv): NoticeSettings {
  const language = settingIn(environment, 'NOTICE_LANGUAGE') ?? 'zh';
  if (language !== 'zh' && language !== 'en') throw new Error('NOTICE_LANGUAGE is neither zh nor en');
  const origin = settingIn(environment, 'SUQIAO_ORIGIN') ?? `http://127.0.0.1:${settingIn(environment, 'SUQIAO_PORT') ?? '8080'}`;
  const channelsOff = new Set((settingIn(environment, 'NOTICE_CHANNELS_OFF') ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''));
  return { language, origin: origin.replace(/\/$/, ''), channelsOff };
}
