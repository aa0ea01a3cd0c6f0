import { availableParallelism, loadavg } from 'node:os';
import { boardCollection, type BoardRow } from '@suqiao/supervision';
import type { mongo } from 'mongoose';
import { z } from 'zod';
import { boardQuestions, type AskedOf, type BoardBenchQuestion } from './board-questions';
import { RowMaker, seeded } from './board-rows';
import { percentile } from './rounds';
import { Running, type Places } from './running';

const seed = 20261123;
const rowsPerInsert = 2000;
const rounds = 40;
const warmUpRounds = 3;
const pageSize = 50;
/** Indexes and tallies of a million rows are made at the first start. */
const readyLimitInMs = 40 * 60 * 1000;

/** How long answers to one question took, in milliseconds, and an indexed find of as many rows by the bare driver beside each. */
export interface QuestionTimes {
  readonly name: string;
  readonly reader: string;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
  readonly limitP50: number;
  readonly limitP95: number;
  /** The question's median over the limit's. */
  readonly ratio: number;
  readonly answerBytes: number;
}

/** What a run of the board's bench measured. */
export interface BoardResult {
  readonly at: string;
  readonly rows: number;
  readonly cpuCount: number;
  readonly loadAtStart: number;
  readonly loadAtEnd: number;
  readonly filledInSeconds: number;
  /** From the start of the services over a full board to their first answer: all indexes and tallies are made in it. */
  readonly preparedInSeconds: number;
  readonly storage: { readonly dataBytes: number; readonly storedBytes: number; readonly indexBytes: Readonly<Record<string, number>>; readonly cacheBytes: number };
  readonly questions: readonly QuestionTimes[];
  /** How often the server read each index of the board during the questions. */
  readonly indexUses: Readonly<Record<string, number>>;
  /** Figures of the summary that differ from a count of the rows. */
  readonly wrongFigures: readonly string[];
}

/** Fills a board on engines of its own, and asks what its pages ask. */
export async function measureBoard(places: Places, count: number, say: (line: string) => void): Promise<BoardResult> {
  const loadAtStart = load();
  let filledInSeconds = 0;
  let filledAt = 0;
  const running = await Running.over(places, readyLimitInMs, async (mongoClient) => {
    const startedAt = performance.now();
    await fill(mongoClient.db('suqiao').collection<BoardRow>(boardCollection), count, say);
    filledAt = performance.now();
    filledInSeconds = (filledAt - startedAt) / 1000;
    say('indexes and tallies are made');
  });
  try {
    const preparedInSeconds = (performance.now() - filledAt) / 1000;
    const rows = running.database().collection<BoardRow>(boardCollection);
    const before = await indexUses(rows);
    const questions = await ask(running, rows, say);
    const uses = await indexUses(rows);
    return {
      at: new Date().toISOString(), rows: await rows.estimatedDocumentCount(), cpuCount: availableParallelism(), loadAtStart, loadAtEnd: load(), filledInSeconds, preparedInSeconds,
      storage: await storageOf(running, rows), questions, indexUses: Object.fromEntries([...uses].map(([name, ops]) => [name, ops - (before.get(name) ?? 0)])), wrongFigures: await wrongFigures(running),
    };
  } finally {
    await running.stop();
  }
}

async function fill(rows: mongo.Collection<BoardRow>, count: number, say: (line: string) => void): Promise<void> {
  const maker = new RowMaker(seeded(seed), Date.now());
  for (let done = 0; done < count; ) {
    const batch = Array.from({ length: Math.min(rowsPerInsert, count - done) }, () => maker.row());
    await rows.insertMany(batch, { ordered: false, writeConcern: { w: 1, j: false } });
    done += batch.length;
    if (done % 100_000 === 0 || done === count) say(`${String(done)} rows, load ${load().toFixed(2)}`);
  }
}

/** Question after question, round after round, each with the bare limit right before it. */
async function ask(running: Running, rows: mongo.Collection<BoardRow>, say: (line: string) => void): Promise<QuestionTimes[]> {
  const random = seeded(seed + 1);
  const asked: AskedOf = { random, rows, nowInMs: Date.now(), http: running.http, token: (username) => running.token(username) };
  const questions = await boardQuestions(asked);
  const times = new Map(questions.map((question) => [question, { own: [] as number[], limits: [] as number[], bytes: 0 }]));
  for (let round = -warmUpRounds; round < rounds; round++) {
    if (round % 10 === 0) say(`round ${String(round)}, load ${load().toFixed(2)}`);
    for (const question of questions) {
      const limit = await timed(() => bareFind(rows, random));
      const { path, reader } = { path: question.path(), reader: question.reader };
      const took = await timed(async () => {
        const { status, text } = await running.http.call('GET', path, running.token(reader), null);
        if (status !== 200) throw new Error(`${path} was answered with ${String(status)}: ${text.slice(0, 300)}`);
        const entry = times.get(question);
        if (entry !== undefined) entry.bytes = text.length;
      });
      if (round < 0) continue;
      times.get(question)?.own.push(took);
      times.get(question)?.limits.push(limit);
    }
  }
  return questions.map((question) => timesOf(question, times.get(question) ?? { own: [], limits: [], bytes: 0 }));
}

function timesOf({ name, reader }: BoardBenchQuestion, { own, limits, bytes }: { readonly own: readonly number[]; readonly limits: readonly number[]; readonly bytes: number }): QuestionTimes {
  const limitP50 = percentile(limits, 0.5);
  return { name, reader, p50: percentile(own, 0.5), p95: percentile(own, 0.95), max: Math.max(...own), limitP50, limitP95: percentile(limits, 0.95), ratio: percentile(own, 0.5) / limitP50, answerBytes: bytes };
}

/** A page of one county's open cases, in order, from an index: what the store itself needs for a page. */
async function bareFind(rows: mongo.Collection<BoardRow>, random: () => number): Promise<void> {
  const county = `37${String(1 + Math.floor(random() * 9)).padStart(2, '0')}02`;
  await rows.find({ divisionPath: county, state: 'accepted' }, { projection: { snapshot: 1, dueAt: 1 } }).sort({ dueAt: 1, _id: 1 }).limit(pageSize).toArray();
}

async function timed(run: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await run();
  return performance.now() - startedAt;
}

const usesSchema = z.array(z.object({ name: z.string(), accesses: z.object({ ops: z.coerce.number() }) }));

async function indexUses(rows: mongo.Collection<BoardRow>): Promise<Map<string, number>> {
  return new Map(usesSchema.parse(await rows.aggregate([{ $indexStats: {} }]).toArray()).map(({ name, accesses }) => [name, accesses.ops]));
}

const statsSchema = z.array(z.object({ storageStats: z.object({ size: z.coerce.number(), storageSize: z.coerce.number(), indexSizes: z.record(z.string(), z.coerce.number()) }) }));
const cacheSchema = z.object({ wiredTiger: z.object({ cache: z.object({ 'maximum bytes configured': z.coerce.number() }) }) });

async function storageOf(running: Running, rows: mongo.Collection<BoardRow>): Promise<BoardResult['storage']> {
  const [stats] = statsSchema.parse(await rows.aggregate([{ $collStats: { storageStats: {} } }]).toArray());
  const { wiredTiger } = cacheSchema.parse(await running.database('admin').command({ serverStatus: 1 }));
  return { dataBytes: stats?.storageStats.size ?? 0, storedBytes: stats?.storageStats.storageSize ?? 0, indexBytes: stats?.storageStats.indexSizes ?? {}, cacheBytes: wiredTiger.cache['maximum bytes configured'] };
}

const summarySchema = z.object({ at: z.iso.datetime(), total: z.record(z.string(), z.number()) });

/** The province's figures against a count of every row: what a million rows come to must be exact too. */
async function wrongFigures(running: Running): Promise<string[]> {
  const { text } = await running.http.call('GET', '/api/v1/supervision/summary', running.token('supervisor-province'), null);
  const { at, total } = summarySchema.parse(JSON.parse(text));
  const now = new Date(at);
  const rows = running.database().collection(boardCollection);
  const ticking = { state: { $in: ['dispatched', 'returned', 'accepted'] } };
  const conditions = {
    open: { state: { $ne: 'closed' } }, closed: { state: 'closed' }, answered: { state: 'answered' }, notAccepted: { state: { $in: ['dispatched', 'returned'] } },
    overdue: { ...ticking, dueAt: { $lte: now } }, dueSoon: { ...ticking, dueAt: { $gt: now }, yellowAt: { $lte: now } }, unsure: { ...ticking, unsure: true },
  } satisfies Record<string, mongo.Filter<mongo.Document>>;
  const found = await Promise.all(Object.entries(conditions).map(async ([name, condition]) => ({ name, count: await rows.countDocuments(condition) })));
  return found.filter(({ name, count }) => total[name] !== count).map(({ name, count }) => `${name}: ${String(total[name])}, counted ${String(count)}`);
}

function load(): number {
  return loadavg()[0] ?? 0;
}

/** The most that the 95th percentile of any question may take. */
export const boardTargetInMs = 100;

/** The result as a Markdown table. */
export function boardReport(result: BoardResult): string {
  const ms = (value: number) => value.toFixed(1);
  const mebibytes = (bytes: number) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
  const indexes = Object.entries(result.storage.indexBytes).map(([name, bytes]) => `${name} ${mebibytes(bytes)} (${String(result.indexUses[name] ?? 0)})`).join(', ');
  return [
    `${result.rows.toLocaleString('en')} rows; ${String(result.cpuCount)} CPUs, load ${result.loadAtStart.toFixed(2)} → ${result.loadAtEnd.toFixed(2)}; mongod cache ${mebibytes(result.storage.cacheBytes)}; data ${mebibytes(result.storage.dataBytes)}, stored ${mebibytes(result.storage.storedBytes)}`,
    `filled in ${result.filledInSeconds.toFixed(0)} s; indexes and tallies made, services ready in ${result.preparedInSeconds.toFixed(0)} s; figures of the summary that differ from a count: ${result.wrongFigures.length === 0 ? 'none' : result.wrongFigures.join('; ')}`,
    `indexes, and how often they were read: ${indexes}`,
    '',
    '| 页面 page | 读者 reader | p50 ms | p95 ms | max ms | 极限 limit p50 / p95 ms | 比值 ratio | < 100 ms |',
    '|---|---|---|---|---|---|---|---|',
    ...result.questions.map(({ name, reader, p50, p95, max, limitP50, limitP95, ratio }) => `| ${name} | ${reader} | ${ms(p50)} | ${ms(p95)} | ${ms(max)} | ${ms(limitP50)} / ${ms(limitP95)} | ${ratio.toFixed(1)} | ${p95 < boardTargetInMs ? '✓' : '✗'} |`),
  ].join('\n');
}
