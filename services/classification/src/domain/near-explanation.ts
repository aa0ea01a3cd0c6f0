import type { DuplicateReason } from '@suqiao/contracts';

/** Why two appeals are proposed as one, in words: who, what they share, how far apart, through which door. */
export function explanationOf(reason: DuplicateReason, appellantName: string): { readonly zh: string; readonly en: string } {
  const { sameCreditCode, sameName, similarity, keywordLikeness, sharedWords, daysApart, sameChannel, sameReference } = reason;
  const who = sameCreditCode
    ? { zh: `同一企业（${appellantName}，统一社会信用代码相同）`, en: `The same enterprise (${appellantName}, one credit code)` }
    : sameName
      ? { zh: `企业名称相同（${appellantName}）`, en: `The same name (${appellantName})` }
      : { zh: '企业名称不同', en: 'Different names' };
  const words = { zh: sharedWords.length === 0 ? '' : `，共有词语：${sharedWords.join('、')}`, en: sharedWords.length === 0 ? '' : `; shared words: ${sharedWords.join(', ')}` };
  const what = similarity === 1
    ? { zh: '内容相同', en: 'the same text' }
    : { zh: `文字相同 ${percent(similarity)}、要点相近 ${percent(keywordLikeness)}${words.zh}`, en: `${percent(similarity)} of the wording and ${percent(keywordLikeness)} of what matters alike${words.en}` };
  const when = daysApart === 0 ? { zh: '相隔不到一天', en: 'less than a day apart' } : { zh: `相隔 ${String(daysApart)} 天`, en: `${String(daysApart)} day(s) apart` };
  const door = { zh: `${sameChannel ? '同一渠道' : '两个渠道'}${sameReference ? '、编号相同' : ''}`, en: `${sameChannel ? 'one channel' : 'two channels'}${sameReference ? ', one number' : ''}` };
  return { zh: [who.zh, what.zh, when.zh, door.zh].join('；'), en: [who.en, what.en, when.en, door.en].join('; ') };
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))}%`;
}
