import { availableParallelism, cpus, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { openTemporal } from '@suqiao/infra/temporal';
import { compareAcknowledgements, compareLatencies, type Latencies } from './acknowledgements';
import { until } from './callers';
import { residentMemory, type Memory } from './memory';
import type { Comparison } from './rounds';
import { Running, type Places } from './running';
import { compareLives, compareWaiting } from './workflows';

/** The machine, and how busy it was. */
export interface Machine {
  readonly cpuCount: number;
  readonly cpuModel: string;
  /** Load average of the last minute before the bench began: other people's work. */
  readonly loadAtStart: number;
  readonly loadAtEnd: number;
}

/** Everything a run measured. */
export interface BenchResult {
  readonly at: string;
  readonly tookInSeconds: number;
  readonly machine: Machine;
  readonly acknowledgementsIntakeAlone: Comparison;
  readonly acknowledgementsWholePath: Comparison;
  readonly waitingWorkflows: Comparison;
  readonly wholeLives: Comparison;
  /** Appeals a second from the first push of a burst to the last case on the board; one value a round. */
  readonly burstOnBoard: readonly number[];
  readonly latencies: Latencies;
  readonly memoryIdleAfterStart: Memory;
  readonly memoryIdleAfterLoad: Memory;
}

const rounds = 3;
const latenciesPerSecond = 50;
const idleInMs = 20_000;
const drainLimitInMs = 120_000;
/** What a drained path may still have to do: the last positions and outboxes. */
const settleInMs = 500;
const counts = { acknowledgementsIntakeAlone: 2000, acknowledgementsWholePath: 1000, waitingWorkflows: 300, wholeLives: 60, latencies: 300 } as const;

/** Runs every bench on engines of its own, one after the other; some minutes. `say` is told what goes on. */
export async function measure(places: Places, say: (line: string) => void): Promise<BenchResult> {
  const startedAt = performance.now();
  const loadAtStart = loadAverage();
  say(`load ${loadAtStart.toFixed(2)}, ${String(availableParallelism())} CPUs`);
  const acknowledgementsIntakeAlone = await onIntakeAlone(places, say);
  const whole = await onWhole(places, say);
  return {
    at: new Date().toISOString(), tookInSeconds: (performance.now() - startedAt) / 1000,
    machine: { cpuCount: availableParallelism(), cpuModel: cpus()[0]?.model ?? 'unknown', loadAtStart, loadAtEnd: loadAverage() },
    acknowledgementsIntakeAlone, ...whole,
  };
}

async function onIntakeAlone(places: Places, say: (line: string) => void): Promise<Comparison> {
  say('intake alone: starting');
  const running = await Running.intakeAlone(places);
  try {
    say('intake alone: acknowledgements');
    const appeals = running.database().collection('appeals');
    // Nobody follows, but what is published is still cleared from the outboxes.
    const drained = () => until('the outboxes are empty', async () => (await appeals.findOne({ outboxSince: { $type: 'date' } })) === null, drainLimitInMs);
    return await compareAcknowledgements(running, { rounds, count: counts.acknowledgementsIntakeAlone, drained });
  } finally {
    await running.stop();
  }
}

async function onWhole(places: Places, say: (line: string) => void): Promise<Omit<BenchResult, 'at' | 'tookInSeconds' | 'machine' | 'acknowledgementsIntakeAlone'>> {
  say('whole path: starting');
  const running = await Running.whole(places);
  const client = openTemporal(running.environment);
  try {
    say('whole path: memory when idle');
    await delay(idleInMs);
    const memoryIdleAfterStart = residentMemory(running.pids());
    const drained = drainOf(running);
    say('whole path: lives');
    const wholeLives = await compareLives(running, client, { rounds, count: counts.wholeLives, drained });
    say('whole path: workflows that wait');
    const waitingWorkflows = await compareWaiting(running, client, { rounds, count: counts.waitingWorkflows, drained });
    say('whole path: latencies');
    const latencies = await compareLatencies(running, { perSecond: latenciesPerSecond, rounds, countPerRound: counts.latencies, drained });
    say('whole path: acknowledgements');
    const bursts: number[] = [];
    const timedDrain = async (pushed: number, tookInSeconds: number) => {
      const pushedAt = performance.now();
      await drained(pushed);
      bursts.push(pushed / (tookInSeconds + (performance.now() - pushedAt - settleInMs) / 1000));
    };
    const acknowledgementsWholePath = await compareAcknowledgements(running, { rounds, count: counts.acknowledgementsWholePath, drained: timedDrain });
    // The single push that is copied, and the warm-up, are no rounds.
    const burstOnBoard = bursts.slice(-rounds);
    say('whole path: memory when idle again');
    await delay(idleInMs);
    return { acknowledgementsWholePath, waitingWorkflows, wholeLives, burstOnBoard, latencies, memoryIdleAfterStart, memoryIdleAfterLoad: residentMemory(running.pids()) };
  } finally {
    await client.connection.close();
    await running.stop();
  }
}

/** Waits until every appeal pushed so far is a case on the board, and a moment more. */
function drainOf(running: Running): (pushed: number) => Promise<void> {
  let expected = 0;
  const board = running.database().collection('supervised_cases');
  return async (pushed) => {
    expected += pushed;
    await until('every case is on the board', async () => (await board.estimatedDocumentCount()) >= expected, drainLimitInMs, 50);
    await delay(settleInMs);
  };
}

function loadAverage(): number {
  return loadavg()[0] ?? 0;
}
