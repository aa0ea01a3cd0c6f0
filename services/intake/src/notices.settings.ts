import { originIn, settingIn } from '@suqiao/infra/environment';
import { mailSettingsIn } from '@suqiao/infra/mail';
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
  const [mail, gateway] = [mailSettingsIn(environment), settingIn(environment, 'SMS_GATEWAY_URL')];
  if (gateway !== undefined && !/^https?:\/\//.test(gateway)) throw new Error('SMS_GATEWAY_URL does not begin with http:// or https://');
  return [
    ...(mail === null ? [] : [new MailOutlet(mail)]),
    ...(gateway === undefined ? [] : [new SmsOutlet({ url: gateway, template: templateIn(environment), authorization: settingIn(environment, 'SMS_GATEWAY_AUTHORIZATION') ?? null })]),
  ];
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
  const channelsOff = new Set((settingIn(environment, 'NOTICE_CHANNELS_OFF') ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''));
  return { language, origin: originIn(environment), channelsOff };
}
