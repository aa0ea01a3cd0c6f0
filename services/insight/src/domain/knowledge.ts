/** A word with what it weighs in its text; all of a text's together have length 1. */
export interface WeighedWord {
  readonly word: string;
  readonly weight: number;
}

/** What is looked for, and what is found: words and a category. */
export interface Matter {
  readonly words: readonly WeighedWord[];
  readonly categoryCode: string | null;
}

/** How alike two matters are (0 to 1), by which words, and by which category that they share. */
export interface Why {
  readonly likeness: number;
  readonly words: readonly string[];
  readonly categoryCode: string | null;
}

const wordsShown = 6;
/** What sharing a category adds: the same one, and the same of the first level. */
const sameCategory = 0.15;
const sameFirstLevel = 0.05;
/** Words alone of less say nothing. */
const leastWordLikeness = 0.12;
/** How far a policy's category speaks for it without a word in common. */
const policyOfCategory = 0.5;
const policyOfFirstLevel = 0.3;

/** Words weighed so that all together have length 1, the heaviest first. */
export function weighed(words: readonly WeighedWord[]): WeighedWord[] {
  const length = Math.sqrt(words.reduce((sum, { weight }) => sum + weight * weight, 0));
  return words.map(({ word, weight }) => ({ word, weight: Math.round((weight / (length || 1)) * 1e4) / 1e4 })).sort((one, other) => other.weight - one.weight);
}

function firstLevel(code: string): string {
  return code.replace(/\..*$/, '');
}

/** The category that both have: the same, or the first level of both. */
export function sharedCategory(one: string | null, other: string | null): string | null {
  if (one === null || other === null || firstLevel(one) !== firstLevel(other)) return null;
  return one === other ? one : firstLevel(one);
}

function sharedWords(one: readonly WeighedWord[], other: readonly WeighedWord[]): { readonly likeness: number; readonly words: string[] } {
  const there = new Map(other.map(({ word, weight }) => [word, weight]));
  const shared = one.map(({ word, weight }) => ({ word, share: weight * (there.get(word) ?? 0) })).filter(({ share }) => share > 0).sort((a, b) => b.share - a.share);
  return { likeness: Math.min(1, shared.reduce((sum, { share }) => sum + share, 0)), words: shared.slice(0, wordsShown).map(({ word }) => word) };
}

/** Why an answered case is shown beside another; `null` where they have too little in common. */
export function whyAlike(asked: Matter, found: Matter): Why | null {
  const { likeness, words } = sharedWords(asked.words, found.words);
  if (likeness < leastWordLikeness) return null;
  const categoryCode = sharedCategory(asked.categoryCode, found.categoryCode);
  const added = categoryCode === null ? 0 : categoryCode === found.categoryCode ? sameCategory : sameFirstLevel;
  return { likeness: rounded(likeness + added), words, categoryCode };
}

/** Why a policy is shown beside a case: it is of the case's category, or has words in common with it; `null`: neither. */
export function whyApplies(asked: Matter, policy: { readonly words: readonly WeighedWord[]; readonly categories: readonly string[] }): Why | null {
  const { likeness, words } = sharedWords(asked.words, policy.words);
  const shared = policy.categories.map((code) => sharedCategory(asked.categoryCode, code)).filter((code) => code !== null);
  const exact = shared.find((code) => code === asked.categoryCode);
  // A policy for a whole first level is meant for each category of it.
  const isWide = policy.categories.some((code) => code === shared[0]);
  const byCategory = exact !== undefined ? policyOfCategory : shared.length === 0 || !isWide ? 0 : policyOfFirstLevel;
  if (byCategory === 0 && likeness < leastWordLikeness) return null;
  return { likeness: rounded(byCategory + likeness / 2), words, categoryCode: byCategory === 0 ? null : (exact ?? shared[0] ?? null) };
}

/** The most alike first, at most so many; of equals the one that comes first. */
export function mostAlike<Found>(found: readonly Found[], whyOf: (one: Found) => Why | null, most: number): { readonly found: Found; readonly why: Why }[] {
  return found
    .flatMap((one) => {
      const why = whyOf(one);
      return why === null ? [] : [{ found: one, why }];
    })
    .sort((one, other) => other.why.likeness - one.why.likeness)
    .slice(0, most);
}

function rounded(likeness: number): number {
  return Math.round(Math.min(1, likeness) * 1000) / 1000;
}
