import { CandidateIndex } from './candidate-index';
import { inOrderOfTime } from './group-runs';
import { Lexicon } from './lexicon';
import type { Message } from './message';
import { Neighbours } from './neighbours';
import { fitPairModel, logOdds, probability, type KnownPair, type PairModel } from './pair-model';
import { leastAlike, type GroupingRules } from './pair-sameness';
import { nameDifferentThings, signalsOf } from './pair-signals';
import { placesOf, profileOf } from './profile';
import { Topics } from './topics';

/** A group of n has n(n-1)/2 pairs: each counts this over n-1, so that a large group says as much a message as a small one. */
const importancePerMessage = 4;

/** A pair that grouping compares, messages by their place in time, with the signals of both. */
interface ComparedPair {
  readonly a: number;
  readonly b: number;
  readonly signals: Float64Array;
}

/** What grouping would compare in a file: what models are fitted on. Takes as long as grouping the file does. */
export interface Comparison {
  readonly ids: readonly string[];
  readonly pairs: readonly ComparedPair[];
}

/** Compares the messages as grouping would. */
export function compareAll(messages: readonly Message[]): Comparison {
  const lexicon = new Lexicon();
  const ordered = inOrderOfTime(messages);
  const profiles = ordered.map((message) => profileOf(message, lexicon));
  const topics = new Topics(lexicon);
  for (const profile of profiles) {
    lexicon.count(placesOf(profile));
    topics.foresee(profile);
  }
  const index = new CandidateIndex(lexicon);
  const pairs = profiles.flatMap((profile, b) => {
    topics.add(b, (message) => profiles[message]);
    const found = index.candidatesOf(profile).flatMap((a): ComparedPair[] => {
      const other = profiles[a];
      return other === undefined || nameDifferentThings(other, profile, lexicon) ? [] : [{ a, b, signals: signalsOf(other, profile, lexicon, topics.shared(a, b)) }];
    });
    index.add(b, profile);
    return found;
  });
  return { ids: ordered.map(({ id }) => id), pairs };
}

/**
 * Fits both models to known groups: how alike two messages are by themselves, then what their neighbourhoods add. A message
 * without a known group is about another matter than those that have one; of two such nothing is known.
 * @param known id → group @param left messages that are not to be learned from, though they have a group
 * @throws RangeError unless there are pairs of both kinds
 */
export function fitRules(comparison: Comparison, known: ReadonlyMap<string, string>, left: ReadonlySet<string> = new Set()): Pick<GroupingRules, 'alike' | 'same'> {
  const taught = taughtBy(comparison, known, left);
  const alike = fitPairModel(taught);
  return { alike, same: fitPairModel(inContext(comparison, taught, alike)) };
}

type TaughtPair = KnownPair & ComparedPair;

function taughtBy({ ids, pairs }: Comparison, known: ReadonlyMap<string, string>, left: ReadonlySet<string>): TaughtPair[] {
  const sizes = new Map<string, number>();
  for (const group of known.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return pairs.flatMap((pair) => {
    const [x, y] = [ids[pair.a] ?? '', ids[pair.b] ?? ''];
    const [group, other] = [known.get(x), known.get(y)];
    if (left.has(x) || left.has(y) || (group === undefined && other === undefined)) return [];
    const isSame = group !== undefined && group === other;
    return [{ ...pair, isSame, importance: isSame ? importancePerMessage / ((sizes.get(group) ?? 2) - 1) : 1 }];
  });
}

/** The same pairs with what `contextNames` names for signals. */
function inContext({ ids, pairs }: Comparison, taught: readonly TaughtPair[], model: PairModel): KnownPair[] {
  const neighbours = new Neighbours();
  ids.forEach(() => { neighbours.add(); });
  for (const { a, b, signals } of pairs) {
    const alike = probability(model, signals);
    if (alike >= leastAlike) neighbours.link(a, b, alike);
  }
  const found: KnownPair[] = [];
  for (const { a, b, signals, ...rest } of taught) {
    const alike = probability(model, signals);
    neighbours.contextsOf(a, (_, __, context) => found.push({ ...rest, signals: [logOdds(alike), ...context] }), [{ message: b, probability: alike }]);
  }
  return found;
}
