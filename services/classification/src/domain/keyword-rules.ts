import { categoryPhrases } from '../data/category-phrases';
import type { Classifier, Guess, SegmentedText } from './classifier';

interface Phrase {
  readonly category: string;
  readonly written: string;
  readonly words: readonly string[];
  readonly weight: number;
}

interface Hit {
  readonly phrase: Phrase;
  readonly score: number;
}

/** A phrase in the title says more of the matter than one somewhere in the body. */
const titleFactor = 2;
/** What a text must show before a rule is sure: as much as one short word. */
const doubt = 1;

/** Longer phrases are rarer and tell more: 1 for two characters, 1.5 for three, 2 for four and more, a little for each further. */
function weightOf(words: readonly string[]): number {
  const length = words.reduce((sum, word) => sum + word.length, 0);
  return Math.min(2.5, length <= 2 ? 1 : length === 3 ? 1.5 : 2 + (length - 4) * 0.1);
}

function phrasesOf(table: Readonly<Record<string, string>>): Phrase[] {
  return Object.entries(table).flatMap(([category, line]) =>
    [...new Set(line.split(' '))].map((written) => {
      const words = written.split('&');
      return { category, written: words.join('…'), words, weight: weightOf(words) };
    }),
  );
}

/** A short phrase inside a longer one of another category is part of that one's meaning, not a sign of its own. */
function withoutSwallowed(hits: readonly Hit[]): Hit[] {
  return hits.filter(({ phrase }) =>
    !hits.some(({ phrase: other }) =>
      other.category !== phrase.category && phrase.words.length === 1 &&
      other.words.some((word) => word.length > phrase.written.length && word.includes(phrase.written))),
  );
}

/**
 * Makes a classifier of keyword rules. Certainty is the category's share of all that was found, with a doubt that a single
 * short word does not overcome.
 * @param table category code → phrases separated by spaces, `a&b` for both
 */
export function rulesFrom(table: Readonly<Record<string, string>>, version: string): Classifier {
  const phrases = phrasesOf(table);
  return {
    version,
    classify: (text) => guess(withoutSwallowed(hitsIn(text, phrases))),
  };
}

function hitsIn({ title, content }: SegmentedText, phrases: readonly Phrase[]): Hit[] {
  const whole = `${title}\n${content}`;
  return phrases
    .filter(({ words }) => words.every((word) => whole.includes(word)))
    .map((phrase) => ({ phrase, score: phrase.weight * (phrase.words.every((word) => title.includes(word)) ? titleFactor : 1) }));
}

function guess(hits: readonly Hit[]): Guess[] {
  const byCategory = Map.groupBy(hits, (hit) => hit.phrase.category);
  const scores = [...byCategory].map(([code, found]) => ({ code, found, score: found.reduce((sum, hit) => sum + hit.score, 0) }));
  const total = scores.reduce((sum, { score }) => sum + score, 0);
  return scores
    .map(({ code, found, score }): Guess => ({
      code,
      certainty: score / (total + doubt),
      words: [...found].sort((a, b) => b.score - a.score).map((hit) => hit.phrase.written),
    }))
    .sort((a, b) => b.certainty - a.certainty || a.code.localeCompare(b.code));
}

/** The rules that ship. */
export const keywordRules: Classifier = rulesFrom(categoryPhrases, 'rules-2');
