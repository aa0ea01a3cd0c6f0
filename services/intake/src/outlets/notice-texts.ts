import type { NoticeMoment } from '@suqiao/contracts';
import type { NoticeText } from './outlet';

/** Languages in which appellants are written to. */
export type NoticeLanguage = 'zh' | 'en';

/**
 * What an appellant is told: their number and where to look, nothing of the matter. `{number}` and `{link}` are filled in.
 */
export const noticeTexts: Readonly<Record<NoticeMoment, Readonly<Record<NoticeLanguage, NoticeText>>>> = {
  received: {
    zh: { subject: '您的诉求已受理 {number}', body: '【诉桥】您的诉求已受理，编号 {number}。凭编号和所留电话后四位查询进度：{link}' },
    en: { subject: 'Your appeal was received: {number}', body: '[Suqiao] Your appeal was received. Its number is {number}. Follow it with the number and the last four digits of your phone: {link}' },
  },
  answered: {
    zh: { subject: '您的诉求已有答复 {number}', body: '【诉桥】您的诉求 {number} 已有答复。请凭编号和所留电话后四位查看，并作出评价：{link}' },
    en: { subject: 'Your appeal was answered: {number}', body: '[Suqiao] Your appeal {number} was answered. Please read and rate the answer with the number and the last four digits of your phone: {link}' },
  },
  closed: {
    zh: { subject: '您的诉求已办结 {number}', body: '【诉桥】您的诉求 {number} 已办结。如有不满意，仍可凭编号和所留电话后四位评价：{link}' },
    en: { subject: 'Your appeal was closed: {number}', body: '[Suqiao] Your appeal {number} was closed. If you are not satisfied, you can still rate the answer with the number and the last four digits of your phone: {link}' },
  },
};

/** The text for one appeal. The number stands behind `#` in the link, which no server on the way is told. */
export function noticeText(moment: NoticeMoment, language: NoticeLanguage, trackingNumber: string, origin: string): NoticeText {
  const fill = (text: string) => text.replaceAll('{number}', trackingNumber).replaceAll('{link}', `${origin}/track#${trackingNumber}`);
  const { subject, body } = noticeTexts[moment][language];
  return { subject: fill(subject), body: fill(body) };
}
