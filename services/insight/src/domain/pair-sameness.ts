import type { Neighbours } from './neighbours';
import { logOdds, probability, type PairModel } from './pair-model';

/**
 * What grouping goes by: two models, one upon the other. No word, place or date is in them.
 */
export interface GroupingRules {
  /** How alike two messages are by themselves, over `signalNames`. */
  readonly alike: PairModel;
  /** How probably they are about the same matter, over `contextNames`. */
  readonly same: PairModel;
  /** Two clusters merge while their pairs are in the mean at least this probably about the same matter. */
  readonly threshold: number;
}

/** What the second model weighs: log odds of the first, and what `Neighbours.contextsOf` gives. */
export const contextNames = ['alike', 'rowCosine', 'sharedWeight', 'allWeight'] as const;

/** Messages that are less probably alike are no neighbours. */
export const leastAlike = 0.05;
/** Less probable pairs count as different matters. */
const leastSame = 0.02;

/** A message's neighbours and how probably each is about the same matter. */
export function samenessOf(message: number, neighbours: Neighbours, model: PairModel): Map<number, number> {
  const same = new Map<number, number>();
  neighbours.contextsOf(message, (neighbour, alike, context) => {
    const value = probability(model, [logOdds(alike), ...context]);
    if (value >= leastSame) same.set(neighbour, value);
  });
  return same;
}
