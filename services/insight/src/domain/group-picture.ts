import { nameOf } from './group-name';
import type { Lexicon } from './lexicon';

/** What of a message goes into the picture of its group. */
export interface Telling {
  /** Words of the title with `wordBreak` between them. */
  readonly title: string;
  readonly atMs: number;
  /** A number for the writer; -1 when nobody knows, and each such message counts as a writer of its own. */
  readonly writer: number;
  readonly division?: string;
  readonly enterprise?: string;
}

/** Stands between the words of a title. */
export const wordBreak = '\u001f';

/** A value, and how many messages of the group have it. */
export interface Share {
  readonly value: string;
  readonly messages: number;
}

/** What is shown of a group. */
export interface GroupPicture {
  /** Made from its own words: they stand so in one of its titles. */
  readonly name: string;
  readonly messages: number;
  readonly writers: number;
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  /** The most frequent first. */
  readonly divisions: readonly Share[];
  readonly enterprises: readonly Share[];
  readonly trend: Trend;
  readonly heat: Heat;
}

/** Messages of the latest 30 days against those of the 30 days before. */
export interface Trend {
  readonly recent: number;
  readonly before: number;
  readonly direction: 'rising' | 'steady' | 'falling';
  /** Messages of each 30 days that have any, counted back from the instant of the picture: 0 the latest. */
  readonly windows: readonly { readonly back: number; readonly messages: number }[];
}

/** How hot a group is, with the formula that gives it. */
export interface Heat {
  readonly value: number;
  readonly formula: string;
}

const dayInMs = 86_400_000;
const windowInDays = 30;
/** Fewer messages than this more or less are no trend. */
const leastDifference = 2;

/** Printed wherever a heat is shown. */
export const heatFormula = '热度 heat = Σ(每位反映人 each writer) (1 + ln 其件数 messages) × 0.5^(距其最近一件天数 days since the latest ÷ 30) × (1 + ln max(1, 涉及区划数 divisions))';

/** The picture of a group at an instant. @param tellings at least one, in the order in which they came */
export function pictureOf(tellings: readonly Telling[], lexicon: Lexicon, nowMs: number): GroupPicture {
  const times = tellings.map(({ atMs }) => atMs);
  const divisions = sharesOf(tellings.map(({ division }) => division));
  const writers = writersOf(tellings);
  return {
    name: nameOf(tellings.map(({ title }) => title.split(wordBreak)), lexicon),
    messages: tellings.length, writers: writers.length,
    firstAtMs: times.reduce((a, b) => Math.min(a, b)), lastAtMs: times.reduce((a, b) => Math.max(a, b)),
    divisions, enterprises: sharesOf(tellings.map(({ enterprise }) => enterprise)),
    trend: trendOf(times, nowMs), heat: { value: heatOf(writers, divisions.length, nowMs), formula: heatFormula },
  };
}

function sharesOf(values: readonly (string | undefined)[]): Share[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, messages]) => ({ value, messages })).sort((a, b) => b.messages - a.messages || (a.value < b.value ? -1 : 1));
}

interface Writer {
  readonly messages: number;
  readonly lastAtMs: number;
}

function writersOf(tellings: readonly Telling[]): Writer[] {
  const writers = new Map<string, Writer>();
  for (const [at, { writer, atMs }] of tellings.entries()) {
    const key = writer < 0 ? `unknown ${String(at)}` : String(writer);
    const { messages = 0, lastAtMs = -Infinity } = writers.get(key) ?? {};
    writers.set(key, { messages: messages + 1, lastAtMs: Math.max(lastAtMs, atMs) });
  }
  return [...writers.values()];
}

function trendOf(times: readonly number[], nowMs: number): Trend {
  const windows = new Map<number, number>();
  for (const atMs of times) {
    const back = Math.max(0, Math.floor((nowMs - atMs) / (windowInDays * dayInMs)));
    windows.set(back, (windows.get(back) ?? 0) + 1);
  }
  const [recent, before] = [windows.get(0) ?? 0, windows.get(1) ?? 0];
  const direction = recent - before >= leastDifference ? 'rising' : before - recent >= leastDifference ? 'falling' : 'steady';
  return { recent, before, direction, windows: [...windows].map(([back, messages]) => ({ back, messages })).sort((a, b) => a.back - b.back) };
}

/** As `heatFormula` says. */
function heatOf(writers: readonly Writer[], divisions: number, nowMs: number): number {
  const sum = writers.reduce((total, { messages, lastAtMs }) => total + (1 + Math.log(messages)) * 0.5 ** (Math.max(0, nowMs - lastAtMs) / dayInMs / windowInDays), 0);
  return sum * (1 + Math.log(Math.max(1, divisions)));
}
