import type { Lexicon } from './lexicon';
import type { Message } from './message';
import { namesIn } from './names';
import { sketchOf } from './wording-sketch';

/**
 * What of a message is compared with others, in one array, since a million messages are kept: words, pairs of characters of
 * the title, pairs of characters of title and detail, names in the title, names in title and detail, and a sketch of its
 * wording; each part in rising order. A word is its number in the lexicon times 16 and how often it occurs, up to 15; those of
 * the title count twice.
 */
export interface Profile {
  /** Number of the writer in the lexicon; -1 when nobody knows. */
  readonly user: number;
  readonly atMs: number;
  readonly cells: Int32Array;
  readonly wordsEnd: number;
  readonly titleEnd: number;
  readonly pairsEnd: number;
  readonly titleNamesEnd: number;
  readonly namesEnd: number;
}

/** Of a longer message only so many characters are read: the matter stands at the start, and memory stays bounded. */
const charactersRead = 600;
const titleFactor = 2;
const mostCounted = 15;
/** Addresses on the web and hidden digits say nothing of the matter. */
const withoutMeaning = /https?:\/\/[\w./-]+|\*+/gu;

export const placeOfWord = (cell: number): number => cell >> 4;
export const countOfWord = (cell: number): number => cell & mostCounted;

/** A word as the lexicon has it, apart from pairs of characters. */
export const wordToken = (word: string): string => `w${word}`;
const wordOf = (token: string): string => token.slice(1);

/** Reads a message into numbered tokens. */
export function profileOf(message: Message, lexicon: Lexicon): Profile {
  const words = new Map<number, number>();
  for (const [cut, times] of [[message.titleWords, titleFactor], [message.detailWords, 1]] as const) {
    for (const word of cut) {
      if (!isTelling(word)) continue;
      const place = lexicon.placeOf(wordToken(word));
      words.set(place, (words.get(place) ?? 0) + times);
    }
  }
  const detail = message.detail.replace(withoutMeaning, ' ').slice(0, charactersRead);
  const [titleRuns, detailRuns] = [runsOf(message.title), runsOf(detail)];
  const titlePairs = pairsOf(titleRuns, lexicon);
  const pairs = new Set([...titlePairs, ...pairsOf(detailRuns, lexicon)]);
  const placesOfNames = (names: ReadonlySet<string>) => Int32Array.from(names, (name) => lexicon.placeOf(`n${name}`));
  const titleNames = namesIn(titleRuns);
  const parts = [Int32Array.from(words, ([place, count]) => (place << 4) | Math.min(mostCounted, count)), Int32Array.from(titlePairs), Int32Array.from(pairs), placesOfNames(titleNames), placesOfNames(new Set([...titleNames, ...namesIn(detailRuns)])), sketchOf([...titleRuns, ...detailRuns])];
  const cells = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  const ends: number[] = [];
  let end = 0;
  for (const part of parts) {
    cells.set(part.sort(), end);
    end += part.length;
    ends.push(end);
  }
  const [wordsEnd = 0, titleEnd = 0, pairsEnd = 0, titleNamesEnd = 0, namesEnd = 0] = ends;
  return { user: message.user === '' ? -1 : lexicon.placeOf(`u:${message.user}`), atMs: message.atMs, cells, wordsEnd, titleEnd, pairsEnd, titleNamesEnd, namesEnd };
}

/** What is counted of a message, each once: its words, its pairs of characters, its names, its writer. */
export function* placesOf({ user, cells, wordsEnd, titleEnd, pairsEnd, titleNamesEnd, namesEnd }: Profile): Generator<number> {
  for (let at = 0; at < wordsEnd; at++) yield placeOfWord(cells[at] ?? 0);
  for (let at = titleEnd; at < pairsEnd; at++) yield cells[at] ?? 0;
  for (let at = titleNamesEnd; at < namesEnd; at++) yield cells[at] ?? 0;
  if (user >= 0) yield user;
}

/** The rarest words that both hold, at most five. */
export function sharedWords(a: Profile, b: Profile, lexicon: Lexicon): string[] {
  const theirs = new Set(Array.from(b.cells.subarray(0, b.wordsEnd), placeOfWord));
  const both = Array.from(a.cells.subarray(0, a.wordsEnd), placeOfWord).filter((place) => theirs.has(place));
  return both.sort((x, y) => lexicon.weightOf(y) - lexicon.weightOf(x) || x - y).slice(0, 5).map((place) => wordOf(lexicon.tokenAt(place)));
}

/** Words of one character, of digits or marks say little of the matter. */
export function isTelling(word: string): boolean {
  return word.length > 1 && /[\p{Script=Han}A-Za-z]/u.test(word);
}

function runsOf(text: string): string[] {
  return text.match(/[\p{Script=Han}A-Za-z0-9]+/gu) ?? [];
}

function pairsOf(runs: readonly string[], lexicon: Lexicon): Set<number> {
  const pairs = new Set<number>();
  for (const run of runs) for (let at = 0; at + 1 < run.length; at++) pairs.add(lexicon.placeOf(run.slice(at, at + 2)));
  return pairs;
}
