import type { DuplicateReason } from '@suqiao/contracts';

/** When two appeals are merged without a person: data, chosen by SUQIAO_MERGE_RULE. */
export interface MergeRule {
  readonly name: string;
  /** How sure a proposal must be, 0 to 1; above 1 nothing is merged. */
  readonly leastScore: number;
  /** Whether the text must be the same. */
  readonly exactOnly: boolean;
  readonly withinDays: number;
}

/** The rules that a deployment chooses from. Each asks for one credit code and two channels: the same enterprise through two doors. */
export const mergeRules: readonly MergeRule[] = [
  { name: 'off', leastScore: Number.POSITIVE_INFINITY, exactOnly: true, withinDays: 0 },
  { name: 'exact', leastScore: 0, exactOnly: true, withinDays: 30 },
  { name: 'near', leastScore: 0.95, exactOnly: false, withinDays: 14 },
];

/** The rule of a name. @throws RangeError for a name that is none, listing those that are */
export function mergeRuleOf(name: string): MergeRule {
  const found = mergeRules.find((rule) => rule.name === name);
  if (found === undefined) throw new RangeError(`SUQIAO_MERGE_RULE is none of ${mergeRules.map((rule) => rule.name).join(', ')}: ${name}`);
  return found;
}

/** What is known of a proposal. */
export interface RuledProposal {
  readonly kind: 'exact' | 'near';
  readonly score: number;
  readonly reason: DuplicateReason;
  /** Of either appeal: whoever may see one may not see the other. */
  readonly confidential: boolean;
}

/**
 * Whether a rule merges two appeals by itself. One channel that pushes the same text twice may mean to hasten; a name may be
 * another's; what is confidential is a person's to decide.
 */
export function isMergedByRule({ kind, score, reason, confidential }: RuledProposal, rule: MergeRule): boolean {
  if (confidential || !reason.sameCreditCode || reason.sameChannel || reason.daysApart > rule.withinDays) return false;
  return (kind === 'exact' || !rule.exactOnly) && score >= rule.leastScore;
}
