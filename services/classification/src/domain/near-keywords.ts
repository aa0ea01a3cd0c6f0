/** A word with what it weighs in its text: how often it stands there, and how rare it is in the language. */
export interface Keyword {
  readonly word: string;
  /** All of a text's together have length 1. */
  readonly weight: number;
}

/** Keywords with their weights brought to length 1, the heaviest first. */
export function normalized(keywords: readonly Keyword[]): Keyword[] {
  const length = Math.sqrt(keywords.reduce((sum, { weight }) => sum + weight * weight, 0));
  return keywords.map(({ word, weight }) => ({ word, weight: Math.round((weight / (length || 1)) * 10_000) / 10_000 })).sort((a, b) => b.weight - a.weight);
}

/**
 * How alike two texts are by their keywords, 0 to 1 (cosine), and the words that they share, those that say most first. Words
 * of everyday weigh little: somebody who writes often in one manner does not write of one matter.
 */
export function keywordLikeness(one: readonly Keyword[], other: readonly Keyword[]): { readonly likeness: number; readonly shared: readonly string[] } {
  const there = new Map(other.map(({ word, weight }) => [word, weight]));
  const shared = one.flatMap(({ word, weight }) => {
    const match = there.get(word);
    return match === undefined ? [] : [{ word, share: weight * match }];
  });
  const likeness = shared.reduce((sum, { share }) => sum + share, 0);
  return { likeness: Math.min(1, likeness), shared: shared.sort((a, b) => b.share - a.share).map(({ word }) => word) };
}
