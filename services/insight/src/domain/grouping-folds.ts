import type { Grouping } from './grouping';
import { evaluateGroups, type GroupingFigures } from './grouping-evaluation';
import { compareAll, fitRules } from './grouping-fit';
import type { Message } from './message';
import type { GroupingRules } from './pair-sameness';
import { randomOf } from './seeded-random';

/** How known groups are split: so many parts of whole groups, by a seed. */
export interface FoldPlan {
  readonly folds: number;
  readonly seed: number;
  readonly threshold: number;
}

/**
 * Judges grouping on groups that it did not learn from: each fold of groups is judged under models fitted to the other folds.
 * Messages without a known group are in every run, and count as wrongly merged.
 * @param run groups all messages under rules @returns figures of each fold
 */
export function crossValidate(messages: readonly Message[], known: ReadonlyMap<string, string>, { folds, seed, threshold }: FoldPlan, run: (messages: readonly Message[], rules: GroupingRules) => Grouping): GroupingFigures[] {
  const comparison = compareAll(messages);
  const foldOf = foldsOf(known, folds, seed);
  return Array.from({ length: folds }, (_, fold) => {
    const left = new Map([...known].filter(([, group]) => foldOf.get(group) === fold));
    const grouping = run(messages, { ...fitRules(comparison, known, new Set(left.keys())), threshold });
    return evaluateGroups(grouping.groupIds().map((group) => grouping.membersOf(group)), left);
  });
}

/** A fold for each group, shuffled by the seed, the large ones dealt first so that folds weigh about alike. */
function foldsOf(known: ReadonlyMap<string, string>, folds: number, seed: number): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const group of known.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const random = randomOf(seed);
  const shuffled = [...sizes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, size]) => ({ group, size, order: random() })).sort((a, b) => b.size - a.size || a.order - b.order);
  return new Map(shuffled.map(({ group }, at) => [group, Math.floor(at / folds) % 2 === 0 ? at % folds : folds - 1 - (at % folds)]));
}
