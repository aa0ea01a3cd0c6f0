import { noticeSettings, outletsIn } from './notices.settings';
import { noticeText } from './outlets/notice-texts';
import { maskedReason } from './outlets/outlet';

it('has no outlet unless one is set, and names the variable that is wrong', () => {
  expect(outletsIn({})).toEqual([]);
  expect(outletsIn({ SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'a@b.cn', SMS_GATEWAY_URL: 'http://127.0.0.1' }).map(({ name }) => name)).toEqual(['mail', 'sms']);
  expect(() => outletsIn({ SMTP_URL: 'smtp://127.0.0.1' })).toThrow('MAIL_FROM');
  expect(() => outletsIn({ SMTP_URL: 'mail.cn', MAIL_FROM: 'a@b.cn' })).toThrow('SMTP_URL');
  for (const SMTP_CA_FILE of ['/no/such/file.pem', __filename]) expect(() => outletsIn({ SMTP_URL: 'smtps://127.0.0.1', MAIL_FROM: 'a@b.cn', SMTP_CA_FILE })).toThrow('SMTP_CA_FILE');
  expect(() => outletsIn({ SMS_GATEWAY_URL: 'gateway' })).toThrow('SMS_GATEWAY_URL');
  expect(() => outletsIn({ SMS_GATEWAY_URL: 'http://127.0.0.1', SMS_GATEWAY_BODY: '{"to":"{phone}"}' })).toThrow('{text}');
  expect(() => outletsIn({ SMS_GATEWAY_URL: 'http://127.0.0.1', SMS_GATEWAY_BODY: '{phone} {text}' })).toThrow('not JSON');
  expect(() => noticeSettings({ NOTICE_LANGUAGE: 'fr' })).toThrow('NOTICE_LANGUAGE');
  expect(noticeSettings({ SUQIAO_ORIGIN: 'https://a.cn/', NOTICE_CHANNELS_OFF: 'a, b' })).toEqual({ language: 'zh', origin: 'https://a.cn', channelsOff: new Set(['a', 'b']) });
});

it('reaches mobile numbers by text message, and mail where an address was given', () => {
  const [mail, sms] = outletsIn({ SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'a@b.cn', SMS_GATEWAY_URL: 'http://127.0.0.1' });
  expect(['138-1234-5678', '+86 13812345678', '0531-86012345', null].map((phone) => sms?.recipientOf({ phone }))).toEqual(['13812345678', '13812345678', null, null]);
  expect([mail?.recipientOf({ phone: '13812345678' }), mail?.recipientOf({ phone: null, email: 'a@b.cn' })]).toEqual([null, 'a@b.cn']);
});

it('says the number and where to look, in either language, and hides whom a server names', () => {
  for (const language of ['zh', 'en'] as const) {
    for (const moment of ['received', 'answered', 'closed'] as const) {
      const { subject, body } = noticeText(moment, language, 'SQ1', 'https://a.cn');
      expect(subject).toContain('SQ1');
      expect(body).toContain('https://a.cn/track#SQ1');
      expect(/\p{Script=Han}/u.test(body)).toBe(language === 'zh');
    }
  }
  expect(maskedReason('550 <li@qiye.cn> unknown\r\n call 13812345678', 'li@qiye.cn')).toBe('550 <[masked]> unknown call [masked]');
});
