import { CandidateIndex } from './candidate-index';
import { inOrderOfTime } from './grouping';
import { Lexicon } from './lexicon';
import type { Message } from './message';
import type { KnownPair } from './pair-model';
import { signalsOf } from './pair-signals';
import { profileOf } from './profile';

/** A group of n has n(n-1)/2 pairs: each counts this over n-1, so that a large group says as much a message as a small one. */
const importancePerMessage = 4;

/**
 * The pairs that grouping would compare and of which known groups tell whether they are about the same matter: what a pair
 * model is fitted on. A message without a known group is about another matter than those that have one.
 * @param known id → group
 */
export function knownPairs(messages: readonly Message[], known: ReadonlyMap<string, string>): KnownPair[] {
  const lexicon = new Lexicon();
  const ordered = inOrderOfTime(messages);
  const profiles = ordered.map((message) => profileOf(message, lexicon));
  for (const { words, pairs } of profiles) lexicon.count([...words.places, ...pairs.places]);
  const sizes = new Map<string, number>();
  for (const group of known.values()) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const index = new CandidateIndex(lexicon);
  const pairs: KnownPair[] = [];
  for (const [number, profile] of profiles.entries()) {
    const group = known.get(ordered[number]?.id ?? '');
    for (const other of index.candidatesOf(profile)) {
      const [otherProfile, otherGroup] = [profiles[other], known.get(ordered[other]?.id ?? '')];
      if (otherProfile === undefined || (group === undefined && otherGroup === undefined)) continue;
      const isSame = group !== undefined && group === otherGroup;
      const importance = isSame ? importancePerMessage / ((sizes.get(group) ?? 2) - 1) : 1;
      pairs.push({ signals: signalsOf(profile, otherProfile, lexicon), isSame, importance });
    }
    index.add(number, profile);
  }
  return pairs;
}
