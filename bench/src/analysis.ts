import { availableParallelism, loadavg } from 'node:os';
import { analysisSchema } from '@suqiao/contracts';
import { fillAppeals, seed } from './insight-rows';
import { processorSeconds } from './processor-time';
import { Running, type Places } from './running';

/** Indexes are made at the first start. */
const readyLimitInMs = 20 * 60 * 1000;
const rounds = 3;
const whole = 'from=2020-07-01&to=2021-09-30';

/** What is asked, from the widest to what a person narrows down to. */
const questions = {
  everything: whole, quarter: 'from=2021-07-01&to=2021-09-30', city: `${whole}&division=370100`, county: `${whole}&division=370102`, category: `${whole}&category=financing`, open: `${whole}&open=true`, state: `${whole}&state=closed&level=county`, day: 'from=2021-08-09&to=2021-08-09',
} as const;

/** One question's answers: the first, and the middle one of all, in milliseconds; and the store's processor time for one. */
interface Asked {
  readonly appeals: number;
  readonly firstInMs: number;
  readonly middleInMs: number;
  /** What it takes whatever else the machine does. */
  readonly storeProcessorInMs: number;
}

/** What a run measured. */
export interface AnalysisResult {
  readonly at: string;
  readonly appeals: number;
  readonly seed: number;
  readonly cpuCount: number;
  readonly loadAtStart: number;
  readonly loadAtEnd: number;
  readonly questions: Readonly<Record<string, Asked>>;
  readonly xlsxInMs: number;
  /** The list behind the total, and the one with the latest appeal of each enterprise: its first page. */
  readonly listInMs: number;
  readonly enterpriseListInMs: number;
  /** Processor time of all of it. */
  readonly processorSeconds: Readonly<Record<string, number>>;
}

/** Asks the analysis over so many appeals, through the door, on engines of its own. */
export async function measureAnalysis(places: Places, count: number, say: (line: string) => void): Promise<AnalysisResult> {
  const load = () => loadavg()[0] ?? 0;
  const loadAtStart = load();
  const running = await Running.over(places, readyLimitInMs, () => Promise.resolve());
  try {
    await fillAppeals(running.mongo, count, say);
    const before = processorSeconds(running.pids());
    const asked: Record<string, Asked> = {};
    for (const [name, query] of Object.entries(questions)) {
      asked[name] = await ask(running, query);
      say(`${name}: ${JSON.stringify(asked[name])}`);
    }
    const [xlsxInMs] = await timed(running, `/api/v1/insight/analysis/exports/xlsx?${whole}`);
    const [, text] = await timed(running, `/api/v1/insight/analysis?${whole}`);
    const { total, enterprises } = analysisSchema.parse(JSON.parse(text));
    const [listInMs] = await timed(running, total.list);
    const [enterpriseListInMs] = await timed(running, enterprises.list);
    const after = processorSeconds(running.pids());
    const used = Object.fromEntries(Object.entries(after).map(([name, seconds]) => [name, Math.round((seconds - (before[name] ?? 0)) * 10) / 10]));
    return { at: new Date().toISOString(), appeals: count, seed, cpuCount: availableParallelism(), loadAtStart, loadAtEnd: load(), questions: asked, xlsxInMs, listInMs, enterpriseListInMs, processorSeconds: used };
  } finally {
    await running.stop();
  }
}

async function ask(running: Running, query: string): Promise<Asked> {
  const times: number[] = [];
  let appeals = 0;
  const usedInMs = () => (processorSeconds(running.pids())['mongod'] ?? 0) * 1000;
  const before = usedInMs();
  for (let round = 0; round < rounds; round++) {
    const [tookInMs, text] = await timed(running, `/api/v1/insight/analysis?${query}`);
    times.push(tookInMs);
    appeals = analysisSchema.parse(JSON.parse(text)).total.count;
  }
  return { appeals, firstInMs: times[0] ?? 0, middleInMs: [...times].sort((one, other) => one - other)[Math.floor(rounds / 2)] ?? 0, storeProcessorInMs: Math.round((usedInMs() - before) / rounds) };
}

async function timed(running: Running, path: string): Promise<[number, string]> {
  const startedAt = performance.now();
  const { status, text } = await running.http.call('GET', path, running.token('analyst'), null);
  if (status !== 200) throw new Error(`${path}: ${String(status)} ${text.slice(0, 300)}`);
  return [Math.round(performance.now() - startedAt), text];
}
