import type { SegmentedText } from './classifier';

/** Counts of one kind of feature; each kind is brought to length 1 for itself, so that none outweighs by its number. */
export type FeatureCounts = ReadonlyMap<string, number>;

/** A vector that keeps only what is not zero. */
export interface SparseVector {
  readonly indices: Int32Array;
  readonly values: Float64Array;
}

/** Features by name, with their place and inverse document frequency. */
export interface Vocabulary {
  readonly places: ReadonlyMap<string, number>;
  readonly inverseDocumentFrequencies: Float64Array;
}

/** A word of the title counts as often as this: it says what the matter is. */
const titleFactor = 4;
/** Share of the squared length that words have; characters have the rest. */
const wordShare = 0.4;
/** A feature of fewer texts than this is chance. */
const fewestTexts = 2;

/**
 * Words on one side, single characters and pairs on the other: words carry the matter, characters survive the
 * segmenter's slips and rare words. Digits, Latin letters and masks (`***`) are left out: they tell names, not matters.
 */
export function featuresOf(text: SegmentedText): readonly [words: FeatureCounts, characters: FeatureCounts] {
  const words = new Map<string, number>();
  const characters = new Map<string, number>();
  for (const [cut, times] of [[text.words, 1], [text.titleWords, titleFactor - 1]] as const) {
    for (const word of cut) if (/^\p{Script=Han}+$/u.test(word)) add(words, `w${word}`, times);
  }
  for (const [part, times] of [[text.title, titleFactor], [text.content, 1]] as const) {
    for (const run of part.match(/\p{Script=Han}+/gu) ?? []) countCharacters(run, times, characters);
  }
  return [words, characters];
}

function countCharacters(run: string, times: number, counts: Map<string, number>): void {
  let before = '';
  for (const character of run) {
    add(counts, `c${character}`, times);
    if (before !== '') add(counts, `c${before}${character}`, times);
    before = character;
  }
}

function add(counts: Map<string, number>, feature: string, times: number): void {
  counts.set(feature, (counts.get(feature) ?? 0) + times);
}

/** The features that enough of the texts have, with smoothed inverse document frequencies. */
export function buildVocabulary(texts: readonly (readonly FeatureCounts[])[]): Vocabulary {
  const documents = new Map<string, number>();
  for (const counts of texts) for (const kind of counts) for (const feature of kind.keys()) documents.set(feature, (documents.get(feature) ?? 0) + 1);
  const kept = [...documents].filter(([, count]) => count >= fewestTexts);
  return {
    places: new Map(kept.map(([feature], place) => [feature, place])),
    inverseDocumentFrequencies: Float64Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  };
}

/** TF-IDF of one text, sublinear in the counts; features outside the vocabulary are left out. Its length is at most 1. */
export function vectorOf(counts: readonly [FeatureCounts, FeatureCounts], vocabulary: Vocabulary): SparseVector {
  const indices: number[] = [];
  const values: number[] = [];
  for (const [kind, share] of [[counts[0], wordShare], [counts[1], 1 - wordShare]] as const) {
    const start = values.length;
    let squares = 0;
    for (const [feature, count] of kind) {
      const place = vocabulary.places.get(feature);
      if (place === undefined) continue;
      const value = (1 + Math.log(count)) * (vocabulary.inverseDocumentFrequencies[place] ?? 0);
      indices.push(place);
      values.push(value);
      squares += value * value;
    }
    const factor = Math.sqrt(share / (squares || 1));
    for (let at = start; at < values.length; at++) values[at] = (values[at] ?? 0) * factor;
  }
  return { indices: Int32Array.from(indices), values: Float64Array.from(values) };
}

/** Share of the text's words (0 to 1) that the vocabulary knows: how much of the text a model has any idea of. */
export function coverage(words: FeatureCounts, vocabulary: Vocabulary): number {
  const known = [...words.keys()].filter((word) => vocabulary.places.has(word)).length;
  return words.size === 0 ? 0 : known / words.size;
}
