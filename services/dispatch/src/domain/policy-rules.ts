import type { CaseSnapshot, Duration, PolicyPreset } from '@suqiao/contracts';
import { addDuration, extendedBasis, refusalBy, type CaseOrder, type ExtensionRefusalRule, type Refusal } from '@suqiao/workflows';
import { basesOf, type DatingFacts } from './dates';

interface Limit {
  readonly zh: string;
  readonly en: string;
}

/** What of an order the policy limits: a window in time, or how much and how often. */
export type LimitedOrder = Pick<CaseOrder, 'command'> & Partial<Pick<CaseOrder, 'extendBy' | 'until'>>;

/**
 * The policy's word on an order that the table allows: 退回 within its window, 延期 and 挂起 within their limits and before
 * the step is late, 重办 within its window. Without `extendBy` or `until` it tells whether any could be granted.
 * @returns the refusal, with the limit in words, or `null`
 */
export function policyRefusal(snapshot: CaseSnapshot, order: LimitedOrder, facts: DatingFacts, now: Date): Refusal | null {
  const refuse = (rule: 'window' | 'allowance', limit: Limit) => refusalBy(rule, snapshot, order.command, limit);
  switch (order.command) {
    case 'return': {
      const handedOver = basesOf(snapshot, facts.policy).acceptance?.from ?? snapshot.dispatchedAt;
      const last = addDuration(facts.calendar, new Date(handedOver), facts.policy.returnWithin).at;
      return now > last ? refuse('window', { zh: `退回期限为${shanghai(last)}，已过`, en: `a return was possible until ${shanghai(last)}` }) : null;
    }
    case 'reopen': {
      const closed = new Date(snapshot.closedAt ?? snapshot.dispatchedAt);
      const last = addDuration(facts.calendar, closed, facts.policy.reopenWithin).at;
      return now > last ? refuse('window', { zh: `重办期限为${shanghai(last)}，已过`, en: `reopening was possible until ${shanghai(last)}` }) : null;
    }
    case 'requestExtension': {
      const late = lateLimit(snapshot, now);
      if (late !== null) return refuse('window', late);
      const limit = extensionLimit(snapshot, order.extendBy ?? null, facts.policy);
      return limit === null ? null : refuse('allowance', limit);
    }
    case 'requestSuspension': {
      const late = lateLimit(snapshot, now);
      if (late !== null) return refuse('window', late);
      const limit = suspensionLimit(snapshot, order.until ?? null, facts, now);
      return limit === null ? null : refuse('allowance', limit);
    }
    default:
      return null;
  }
}

/** What is late already is answered or rises; more time is asked for before. */
function lateLimit({ clocks }: CaseSnapshot, now: Date): Limit | null {
  const due = new Date(clocks.stepDueAt);
  return now > due ? { zh: `已于${shanghai(due)}超期，须在到期前申请`, en: `late since ${shanghai(due)}; it is asked for before` } : null;
}

const extensionWords: Readonly<Record<ExtensionRefusalRule, Limit>> = {
  notAllowed: { zh: '此规则不许延期', en: 'this rule allows no extension' },
  timesUsedUp: { zh: '延期次数已用完', en: 'no extension is left' },
  unitsDiffer: { zh: '延期须与办理时限用同一单位', en: 'an extension is in the unit of the rule' },
  beyondLimit: { zh: '超过可延时限', en: 'longer than the rule allows' },
  nothingAdded: { zh: '已无可延时限', en: 'nothing can be added' },
};

function extensionLimit(snapshot: CaseSnapshot, extendBy: Duration | null, policy: PolicyPreset): Limit | null {
  const smallest: Duration = { unit: policy.resolveWithin.unit, amount: 1 };
  const decision = extendedBasis(basesOf(snapshot, policy).business, policy.extension, extendBy ?? smallest, snapshot.extensions);
  if (decision.ok) return null;
  const { rule, longest } = decision.refusal;
  const most = longest === null ? { zh: '', en: '' } : { zh: `，最多再延${inWords(longest).zh}`, en: `; at most ${inWords(longest).en} more` };
  return { zh: `${extensionWords[rule].zh}${most.zh}`, en: `${extensionWords[rule].en}${most.en}` };
}

function suspensionLimit(snapshot: CaseSnapshot, until: string | null, { calendar, policy }: DatingFacts, now: Date): Limit | null {
  if (policy.suspension === null) return { zh: '此规则不许挂起', en: 'this rule allows no suspension' };
  const { atMost, times } = policy.suspension;
  const used = basesOf(snapshot, policy).business.pauses.length;
  if (used >= times) return { zh: `挂起次数已用完（${String(times)} 次）`, en: `no suspension is left of ${String(times)}` };
  if (until === null) return null;
  const last = addDuration(calendar, now, atMost).at;
  if (Date.parse(until) <= now.getTime()) return { zh: '挂起须到将来某时为止', en: 'a suspension ends in the future' };
  return new Date(until) > last ? { zh: `最多挂起${inWords(atMost).zh}，到${shanghai(last)}`, en: `at most ${inWords(atMost).en}, until ${shanghai(last)}` } : null;
}

const unitWords: Readonly<Record<Duration['unit'], Limit>> = {
  workingDays: { zh: '个工作日', en: 'working days' }, officeHours: { zh: '个工作小时', en: 'office hours' }, minutes: { zh: '分钟', en: 'minutes' }, seconds: { zh: '秒', en: 'seconds' },
};

function inWords({ unit, amount }: Duration): Limit {
  return { zh: ` ${String(amount)} ${unitWords[unit].zh}`, en: `${String(amount)} ${unitWords[unit].en}` };
}

/** `2026-11-24 17:30`, Shanghai. */
function shanghai(at: Date): string {
  return new Date(at.getTime() + 8 * 3600 * 1000).toISOString().slice(0, 16).replace('T', ' ');
}
