import type { Sorting, Urgency } from '@suqiao/contracts';

/** Words that make an appeal press, by urgency; `a&b` asks for both. A deployment edits them as data. */
export type UrgencyRules = Readonly<Record<Exclude<Urgency, 'ordinary'>, readonly string[]>>;

/** Default rules: danger to people and the end of an enterprise are critical; a running loss or a near date is urgent. */
export const urgencyRules: UrgencyRules = {
  critical: [
    '人员伤亡', '伤亡', '爆炸', '火灾', '安全事故', '中毒', '有毒&泄漏', '群体性', '跳楼', '自杀', '围堵', '堵门', '打砸', '濒临破产', '面临破产', '即将破产',
    '资金链断裂', '全面停产', '被迫停产', '停工停产', '发不出工资', '工资发不出', '断供', '账户被冻结', '拘留',
  ],
  urgent: [
    '停产', '停电', '停水', '停气', '抽贷', '断贷', '查封', '冻结', '违约金', '面临违约', '交货期', '限期', '紧急', '加急', '急需', '三日内', '本周内', '明天', '即将到期',
    '订单取消', '取消订单', '农民工工资', '报废', '资金链紧张', '强制拆除',
  ],
};

/** 紧急程度 by rules: the gravest word found decides, and is named. */
export function judgeUrgency(text: string, rules: UrgencyRules = urgencyRules): Sorting['urgency'] {
  for (const urgency of ['critical', 'urgent'] as const) {
    const found = rules[urgency].filter((phrase) => phrase.split('&').every((word) => text.includes(word))).map((phrase) => phrase.replaceAll('&', '…'));
    if (found.length > 0) {
      const certainty = Math.min(0.95, 0.7 + 0.1 * (found.length - 1));
      return { value: urgency, certainty, method: 'rule', reason: { zh: `出现“${found.slice(0, 4).join('”“')}”`, en: `the text says ${found.slice(0, 4).map((word) => `“${word}”`).join(', ')}` } };
    }
  }
  return { value: 'ordinary', certainty: 0.7, method: 'none', reason: { zh: '没有紧急的字样', en: 'No word of urgency' } };
}
