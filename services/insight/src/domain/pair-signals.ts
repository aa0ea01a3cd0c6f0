import type { Lexicon } from './lexicon';
import type { Bag, Profile } from './profile';

/** How alike two messages are, from several sides, all symmetric; a model weighs them. Cosines and shares are 0 to 1. */
export const signalNames = ['words', 'pairs', 'titleInOther', 'titleInOtherLeast', 'sameUser', 'logDays'] as const;

const dayInMs = 86_400_000;

/** The signals of two messages, in the order of `signalNames`. */
export function signalsOf(a: Profile, b: Profile, lexicon: Lexicon): Float64Array {
  const [ab, ba] = [containment(a.titlePairs, b.pairs, lexicon), containment(b.titlePairs, a.pairs, lexicon)];
  return Float64Array.of(
    cosine(a.words, b.words, lexicon), cosine(a.pairs, b.pairs, lexicon), Math.max(ab, ba), Math.min(ab, ba),
    a.user !== '' && a.user === b.user ? 1 : 0, Math.log1p(Math.abs(a.atMs - b.atMs) / dayInMs),
  );
}

/** Cosine of two bags, TF-IDF with damped counts. */
function cosine(a: Bag, b: Bag, lexicon: Lexicon): number {
  let dot = 0;
  for (let i = 0, j = 0; i < a.places.length && j < b.places.length; ) {
    const [left, right] = [a.places[i] ?? 0, b.places[j] ?? 0];
    if (left === right) dot += damped(a.counts[i]) * damped(b.counts[j]) * lexicon.weightOf(left) ** 2;
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return dot / (Math.sqrt(squaredLength(a, lexicon) * squaredLength(b, lexicon)) || 1);
}

function squaredLength({ places, counts }: Bag, lexicon: Lexicon): number {
  let sum = 0;
  for (let at = 0; at < places.length; at++) sum += (damped(counts[at]) * lexicon.weightOf(places[at] ?? 0)) ** 2;
  return sum;
}

function damped(count: number | undefined): number {
  return 1 + Math.log(count ?? 1);
}

/** Share of the weight of `part` that `whole` holds too: a name in one's title stands somewhere in the other's text. */
function containment(part: Bag, whole: Bag, lexicon: Lexicon): number {
  let [found, all] = [0, 0];
  for (let i = 0, j = 0; i < part.places.length; i++) {
    const place = part.places[i] ?? 0;
    const weight = lexicon.weightOf(place) ** 2;
    while (j < whole.places.length && (whole.places[j] ?? 0) < place) j++;
    all += weight;
    if (whole.places[j] === place) found += weight;
  }
  return found / (all || 1);
}
