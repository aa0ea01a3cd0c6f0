import { logarithm, type Lexicon } from './lexicon';
import { countOfWord, placeOfWord, type Profile } from './profile';
import { sharedWording } from './wording-sketch';

/**
 * How alike two messages are, from several sides, all symmetric, 0 to 1; a model weighs them: cosine of words; share of the
 * one's title that the other holds, the greater and the lesser; one writer; one writer, the less the more they write; wording;
 * topics, guessed from the words while there are no topics.
 */
export const signalNames = ['words', 'titleInOther', 'titleInOtherLeast', 'sameUser', 'sameRareUser', 'wording', 'topics'] as const;

/** Names count by their rarity squared: less than this is what only looks like a name, as in a hundred other texts. */
const leastNamesShared = 0.35;

/** Cosine of topics as it is when no word is shared: what stands for it, with the words, while there are no topics. */
const topicsOfStrangers = 0.55;

/**
 * The signals of two messages, in the order of `signalNames`.
 * @param topics cosine of what both are about in the large (`Topics`), -1 to 1; undefined when nothing is known of it
 */
export function signalsOf(a: Profile, b: Profile, lexicon: Lexicon, topics?: number): Float64Array {
  const words = cosine(a, b, lexicon);
  const [ab, ba] = [titleInOther(a, b, lexicon), titleInOther(b, a, lexicon)];
  const isSameUser = a.user >= 0 && a.user === b.user;
  return Float64Array.of(
    words, Math.max(ab, ba), Math.min(ab, ba),
    isSameUser ? 1 : 0, isSameUser ? 1 / Math.sqrt(Math.max(1, lexicon.messagesWith(a.user))) : 0,
    sharedWording(a.cells, a.namesEnd, b.cells, b.namesEnd), topics ?? Math.min(1, topicsOfStrangers + words),
  );
}

/**
 * Whether two strangers name different things: both titles have names, and neither's stand in the other's text. However alike
 * the words, two estates, firms or roads with one complaint are two matters. One writer who spells a name in two ways is heard.
 */
export function nameDifferentThings(a: Profile, b: Profile, lexicon: Lexicon): boolean {
  if (a.titleNamesEnd === a.pairsEnd || b.titleNamesEnd === b.pairsEnd || (a.user >= 0 && a.user === b.user)) return false;
  return namesInOther(a, b, lexicon) < leastNamesShared && namesInOther(b, a, lexicon) < leastNamesShared;
}

/** Cosine of the words of two messages, TF-IDF with damped counts. */
function cosine(a: Profile, b: Profile, lexicon: Lexicon): number {
  let dot = 0;
  for (let i = 0, j = 0; i < a.wordsEnd && j < b.wordsEnd; ) {
    const [left, right] = [a.cells[i] ?? 0, b.cells[j] ?? 0];
    const [place, other] = [placeOfWord(left), placeOfWord(right)];
    if (place === other) dot += weighed(left, lexicon) * weighed(right, lexicon);
    if (place <= other) i++;
    if (other <= place) j++;
  }
  return dot / (Math.sqrt(squaredLength(a, lexicon) * squaredLength(b, lexicon)) || 1);
}

function squaredLength({ cells, wordsEnd }: Profile, lexicon: Lexicon): number {
  let sum = 0;
  for (let at = 0; at < wordsEnd; at++) sum += weighed(cells[at] ?? 0, lexicon) ** 2;
  return sum;
}

function weighed(cell: number, lexicon: Lexicon): number {
  return (1 + logarithm(countOfWord(cell))) * lexicon.weightOf(placeOfWord(cell));
}

/** Share of the weight of one's title that the other's text holds too: a name in a title stands somewhere in the other's text. */
function titleInOther(a: Profile, b: Profile, lexicon: Lexicon): number {
  return contained({ cells: a.cells, from: a.wordsEnd, to: a.titleEnd }, { cells: b.cells, from: b.titleEnd, to: b.pairsEnd }, lexicon);
}

function namesInOther(a: Profile, b: Profile, lexicon: Lexicon): number {
  return contained({ cells: a.cells, from: a.pairsEnd, to: a.titleNamesEnd }, { cells: b.cells, from: b.titleNamesEnd, to: b.namesEnd }, lexicon);
}

interface Part {
  readonly cells: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** Share of the weight of `part` that `whole` holds too. */
function contained(part: Part, whole: Part, lexicon: Lexicon): number {
  let [found, all] = [0, 0];
  for (let i = part.from, j = whole.from; i < part.to; i++) {
    const place = part.cells[i] ?? 0;
    const weight = lexicon.weightOf(place) ** 2;
    while (j < whole.to && (whole.cells[j] ?? 0) < place) j++;
    all += weight;
    if (j < whole.to && whole.cells[j] === place) found += weight;
  }
  return found / (all || 1);
}
