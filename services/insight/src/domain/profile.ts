import type { Lexicon } from './lexicon';
import type { Message } from './message';

/** Tokens of one kind in rising order of their number, each with how often it occurs. */
export interface Bag {
  readonly places: Int32Array;
  readonly counts: Uint8Array;
}

/** What of a message is compared with others. */
export interface Profile {
  readonly user: string;
  readonly atMs: number;
  /** Words of title and detail; those of the title count twice. */
  readonly words: Bag;
  /** Pairs of neighbouring characters of the title: they survive a segmenter's slips in names of places and firms. */
  readonly titlePairs: Bag;
  /** Pairs of characters of title and detail. */
  readonly pairs: Bag;
}

/** Of a longer message only so many characters are read: the matter stands at the start, and memory stays bounded. */
const charactersRead = 600;
const titleFactor = 2;

/** Reads a message into bags of numbered tokens. */
export function profileOf(message: Message, lexicon: Lexicon): Profile {
  const words = new Map<number, number>();
  for (const [cut, times] of [[message.titleWords, titleFactor], [message.detailWords, 1]] as const) {
    for (const word of cut) if (isTelling(word)) add(words, lexicon.placeOf(`w${word}`), times);
  }
  const titlePairs = new Map<number, number>();
  countPairs(message.title, titlePairs, lexicon);
  const pairs = new Map(titlePairs);
  countPairs(message.detail.slice(0, charactersRead), pairs, lexicon);
  return { user: message.user, atMs: message.atMs, words: bagOf(words), titlePairs: bagOf(titlePairs), pairs: bagOf(pairs) };
}

/** Words of one character, of digits or marks say little of the matter. */
function isTelling(word: string): boolean {
  return word.length > 1 && /[\p{Script=Han}A-Za-z]/u.test(word);
}

function countPairs(text: string, counts: Map<number, number>, lexicon: Lexicon): void {
  for (const run of text.match(/[\p{Script=Han}A-Za-z0-9]+/gu) ?? []) {
    for (let at = 0; at + 1 < run.length; at++) add(counts, lexicon.placeOf(run.slice(at, at + 2)), 1);
  }
}

function add(counts: Map<number, number>, place: number, times: number): void {
  counts.set(place, (counts.get(place) ?? 0) + times);
}

function bagOf(counts: ReadonlyMap<number, number>): Bag {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  return { places: Int32Array.from(sorted, ([place]) => place), counts: Uint8Array.from(sorted, ([, count]) => Math.min(255, count)) };
}
