import { availableParallelism, loadavg } from 'node:os';
import { reportViewSchema, type ReportView } from '@suqiao/contracts';
import { until } from './callers';
import { fillAppeals, quarter, seed } from './insight-rows';
import { processorSeconds } from './processor-time';
import { Running, type Places } from './running';

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
    expected = await fillAppeals(running.mongo, count, say);
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

function secondsSince(startedAt: number): number {
  return (performance.now() - startedAt) / 1000;
}

function load(): number {
  return loadavg()[0] ?? 0;
}
