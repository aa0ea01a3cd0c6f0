import { readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { reportViewSchema, type ReportView } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { appealsCollection, quarterOf, type StoredAppeal } from '@suqiao/insight';
import { uuidv7 } from 'uuidv7';
import { seeded } from './board-rows';
import { until } from './callers';
import { Running, type Places } from './running';

const seed = 20261123;
/** Older than what grouping keeps in memory: nothing else reads these appeals. */
const quarter = '2021Q3';
const rowsPerInsert = 2000;
/** Of all appeals: in the quarter a year before, in the last one, and in the quarter itself. */
const shares = [0.25, 0.25, 0.5] as const;
/** Indexes are made at the first start. */
const readyLimitInMs = 20 * 60 * 1000;
const draftLimitInMs = 10 * 60 * 1000;
const base = '/api/v1/insight/special-reports';

/** What a run measured. */
export interface ReportResult {
  readonly at: string;
  readonly appeals: number;
  readonly seed: number;
  readonly cpuCount: number;
  readonly loadAtStart: number;
  readonly loadAtEnd: number;
  readonly filledInSeconds: number;
  /** From the request to the draft with all its figures and its text, each appeal behind them kept. */
  readonly draftedInSeconds: number;
  /** Processor time meanwhile: what it takes on a machine that does nothing else, whatever else this one did. */
  readonly processorSeconds: Readonly<Record<string, number>>;
  readonly figures: number;
  /** Of the quarter, by the report; and by counting what was written. */
  readonly total: number;
  readonly expected: number;
  readonly keptBytes: number;
  readonly docxInSeconds: number;
  readonly pdfInSeconds: number;
}

/** Drafts a quarter's report over so many appeals, through the door and the workflow, on engines of its own. */
export async function measureReport(places: Places, count: number, say: (line: string) => void): Promise<ReportResult> {
  const loadAtStart = load();
  let [filledInSeconds, expected] = [0, 0];
  const running = await Running.over(places, readyLimitInMs, () => Promise.resolve());
  try {
    const startedAt = performance.now();
    expected = await fill(running, count, say);
    filledInSeconds = secondsSince(startedAt);
    const before = processorSeconds(running.pids());
    const [view, draftedInSeconds] = await draft(running);
    const after = processorSeconds(running.pids());
    const used = Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, Math.round((seconds - (before[name] ?? 0)) * 10) / 10]));
    say(`drafted in ${draftedInSeconds.toFixed(1)} s`);
    const [kept] = await running.database().collection('insight_report_rows').aggregate<{ bytes: number }>([{ $group: { _id: null, bytes: { $sum: { $bsonSize: '$$ROOT' } } } }]).toArray();
    return {
      at: new Date().toISOString(), appeals: count, seed, cpuCount: availableParallelism(), loadAtStart, loadAtEnd: load(), filledInSeconds, draftedInSeconds, processorSeconds: used, figures: view.drawing?.figures.length ?? 0,
      total: view.drawing?.figures.find(({ figureId }) => figureId === 'total')?.count ?? 0, expected, keptBytes: kept?.bytes ?? 0, docxInSeconds: await exported(running, view, 'docx'), pdfInSeconds: await exported(running, view, 'pdf'),
    };
  } finally {
    await running.stop();
  }
}

async function draft(running: Running): Promise<[ReportView, number]> {
  const token = running.token('analyst');
  const startedAt = performance.now();
  const made = await running.http.call('POST', base, token, JSON.stringify({ quarter }));
  const { reportId } = reportViewSchema.parse(JSON.parse(made.text));
  let view: ReportView | null = null;
  await until('the report is drafted', async () => {
    view = reportViewSchema.parse(JSON.parse((await running.http.call('GET', `${base}/${reportId}`, token, null)).text));
    return view.state === 'draft';
  }, draftLimitInMs);
  if (view === null) throw new Error('no report');
  return [view, secondsSince(startedAt)];
}

async function exported(running: Running, { reportId }: ReportView, format: 'docx' | 'pdf'): Promise<number> {
  const startedAt = performance.now();
  const { status } = await running.http.call('GET', `${base}/${reportId}/exports/${format}`, running.token('analyst'), null);
  if (status !== 200) throw new Error(`${format}: ${String(status)}`);
  return secondsSince(startedAt);
}

/** @returns how many appeals of the quarter a report is to count: confidential ones are left out */
async function fill(running: Running, count: number, say: (line: string) => void): Promise<number> {
  const appeals = appealsCollection(running.mongo);
  const random = seeded(seed);
  const spans = quarterOf(quarter);
  const counties = directory.divisions.filter(({ parentCode }) => parentCode !== null);
  const categories = directory.categories.filter(({ parentCode }) => parentCode !== null);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  let expected = 0;
  // Appeals come in the order of time, and so they lie in the store.
  const appeal = (at: number): StoredAppeal => {
    const share = at / count;
    const [{ from, to }, start, length] = share < shares[0] ? [spans.yearBefore, 0, shares[0]] as const : share < shares[0] + shares[1] ? [spans.previous, shares[0], shares[1]] as const : [spans.now, shares[0] + shares[1], shares[2]] as const;
    const receivedAt = new Date(from.getTime() + Math.floor(((share - start) / length) * (to.getTime() - from.getTime())));
    const confidential = random() < 0.01;
    if (!confidential && from === spans.now.from) expected += 1;
    const { code } = pick(counties);
    const state = random() < 0.85 ? 'closed' : 'accepted';
    const _id = uuidv7();
    return {
      _id, trackingNumber: `SQ20210701-${_id.slice(0, 8).toUpperCase()}-0`, title: '', channel: pick(['hotline-12345', 'hotline-96178', 'digital-federation', 'visit', 'symposium']), appellantName: '某企业', content: null, creditCode: null,
      enterprise: `e${String(Math.floor(random() * count * 0.6))}`, categoryCode: pick(categories).code, divisionCode: code, divisionPath: directory.divisionPath(code), confidential, receivedAt, level: 'county', state,
      outcome: state === 'closed' ? 'answered' : null, handledBy: [], answeredAt: state === 'closed' ? receivedAt : null, closedAt: null, sequence: 3, groupId: null, waiting: false, changed: false, reasons: [], answers: [], outbox: [], outboxSince: null,
    };
  };
  for (let done = 0; done < count; ) {
    const batch = Array.from({ length: Math.min(rowsPerInsert, count - done) }, (_, index) => appeal(done + index));
    await appeals.insertMany(batch, { ordered: false, writeConcern: { w: 1, j: false } });
    done += batch.length;
    if (done % 100_000 === 0 || done === count) say(`${String(done)} appeals, load ${load().toFixed(2)}`);
  }
  return expected;
}

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}

const ticksPerSecond = 100;

/** User and system time of processes so far, in seconds, by name. Source: proc(5). */
function processorSeconds(pids: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => {
    const [, fields = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ');
    const values = fields.split(' ').map(Number);
    return [name, ((values[11] ?? 0) + (values[12] ?? 0)) / ticksPerSecond];
  }));
}

function load(): number {
  return loadavg()[0] ?? 0;
}
