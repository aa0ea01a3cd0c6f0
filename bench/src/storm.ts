import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { openTemporal } from '@suqiao/infra/temporal';
import { caseLifeWorkflow, caseTaskQueue } from '@suqiao/workflows';
import { caseSnapshotSchema, type CaseSnapshot } from '@suqiao/contracts';
import type { Client } from '@temporalio/client';
import { push } from './appeals';
import { until, withCallers } from './callers';
import { bareTaskQueue, limitDatabase } from './names';
import { percentile } from './rounds';
import { Running, type Places } from './running';

const startingCallers = 64;
/** Slower than workflows start on two cores, so that all wait when the first falls due. */
const startsPerSecond = 30;
const drainLimitInMs = 3_600_000;

/** How long after its instant each of many timers took effect, in milliseconds. */
export interface StormLag {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  /** From the first instant to the last effect. */
  readonly drainedInSeconds: number;
}

/** Cases that fall overdue within one minute, against bare timers with as many writes. */
export interface StormResult {
  readonly suqiao: StormLag;
  readonly limit: StormLag;
  /** Cases that did not rise exactly once. */
  readonly wrong: number;
}

interface StoredCase extends CaseSnapshot {
  _id: string;
  timeline: { type: string; at: string }[];
  outbox: unknown[];
  outboxSince: Date | null;
}

/** Runs both storms on engines of their own, one after the other. */
export async function measureStorm(places: Places, count: number, say: (line: string) => void): Promise<StormResult> {
  const running = await Running.whole(places);
  const client = openTemporal(running.environment);
  try {
    say(`bare timers: ${String(count)}`);
    const limit = await bareStorm(running, client, count);
    say(`cases: ${String(count)}`);
    return { limit, ...(await caseStorm(running, client, count)) };
  } finally {
    await client.connection.close();
    await running.stop();
  }
}

/** Instants within one minute that begins when all have been started. */
function instants(count: number): number[] {
  const beginsAtInMs = Date.now() + 10_000 + (1000 * count) / startsPerSecond;
  return Array.from({ length: count }, (_, index) => Math.round(beginsAtInMs + (60_000 * index) / count));
}

async function bareStorm(running: Running, client: Client, count: number): Promise<StormLag> {
  const dueInMs = instants(count);
  const steps = running.database(limitDatabase).collection<{ lifeId: string; step: number; at: Date }>('steps');
  const ids = dueInMs.map(() => randomUUID());
  await withCallers(startingCallers, count, async (index) => {
    await client.workflow.start('bareTimer', { workflowId: ids[index] ?? '', taskQueue: bareTaskQueue, args: [ids[index] ?? '', dueInMs[index] ?? 0] });
  });
  const own = { step: 2, lifeId: { $in: ids } };
  await until('every timer has fired', async () => (await steps.countDocuments(own)) >= count, drainLimitInMs, 1000);
  const doneAt = new Map((await steps.find(own).toArray()).map(({ lifeId, at }) => [lifeId, at.getTime()]));
  return lagOf(dueInMs, ids.map((id) => doneAt.get(id) ?? Infinity));
}

/** Copies of one real case, each due at its own instant, with a workflow each as dispatch starts it. */
async function caseStorm(running: Running, client: Client, count: number): Promise<{ suqiao: StormLag; wrong: number }> {
  const cases = running.database().collection<StoredCase>('cases');
  const caseId = await push(running.http, await running.channelKey());
  await until('the sample is a case', async () => (await cases.findOne({ _id: caseId, outboxSince: null })) !== null, 30_000);
  const sample = await cases.findOne({ _id: caseId });
  if (sample === null) throw new Error('the sample case is gone');
  const dueInMs = instants(count);
  const copies = dueInMs.map((atInMs) => copyOf(sample, randomUUID(), atInMs));
  for (let first = 0; first < count; first += 1000) await cases.insertMany(copies.slice(first, first + 1000));
  await withCallers(startingCallers, count, async (index) => {
    const copy = copies[index];
    if (copy !== undefined) await client.workflow.start(caseLifeWorkflow, { workflowId: copy._id, taskQueue: caseTaskQueue, args: [snapshotOf(copy)] });
  });
  const ids = copies.map(({ _id }) => _id);
  await until('every case has risen', async () => (await cases.countDocuments({ _id: { $in: ids }, level: 'city' })) >= count, drainLimitInMs, 1000);
  await delay(5000);
  const risen = new Map((await cases.find({ _id: { $in: ids } }).toArray()).map(({ _id, timeline }) => [_id, timeline.filter(({ type }) => type === 'escalated').map(({ at }) => Date.parse(at))]));
  return { suqiao: lagOf(dueInMs, ids.map((id) => risen.get(id)?.[0] ?? Infinity)), wrong: ids.filter((id) => risen.get(id)?.length !== 1).length };
}

function copyOf(sample: StoredCase, caseId: string, dueInMs: number): StoredCase {
  const due = new Date(dueInMs).toISOString();
  return {
    ...sample, _id: caseId, caseId, trackingNumber: caseId, outbox: [], outboxSince: null, clocks: { ...sample.clocks, dueAt: due, dueSoonAt: due, stepDueAt: due, acceptBy: due },
    fired: { acceptanceOverdue: true, dueSoon: true, overdue: false },
  };
}

function snapshotOf(stored: StoredCase): CaseSnapshot {
  return caseSnapshotSchema.parse(Object.fromEntries(caseSnapshotSchema.keyof().options.map((key) => [key, stored[key]])));
}

function lagOf(dueInMs: readonly number[], doneAtInMs: readonly number[]): StormLag {
  const lags = dueInMs.map((due, index) => (doneAtInMs[index] ?? Infinity) - due);
  return {
    count: dueInMs.length, p50: percentile(lags, 0.5), p99: percentile(lags, 0.99), max: Math.max(...lags),
    drainedInSeconds: (Math.max(...doneAtInMs) - Math.min(...dueInMs)) / 1000,
  };
}
