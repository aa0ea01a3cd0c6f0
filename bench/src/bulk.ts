import { randomUUID } from 'node:crypto';
import { bulkAppealSummarySchema, mostBulkAppeals } from '@suqiao/contracts';
import { durable } from '@suqiao/infra/mongo';
import { copiesOfAppeal } from './acknowledgements';
import { newAppeal } from './appeals';
import { until } from './callers';
import { residentMemory } from './memory';
import { limitDatabase } from './names';
import { interleave, type Comparison } from './rounds';
import { Running, type Places } from './running';

const rounds = 9;
const drainLimitInMs = 600_000;

/** Bulk pushes against a bare `insertMany` of the same documents, and intake's memory on the way. */
export interface BulkResult {
  /** Appeals a second. */
  readonly bulk: Comparison;
  readonly perCall: number;
  readonly pushed: number;
  /** Appeals a second from the first call to the last event published, without the time in which the limit was measured. */
  readonly sustainedPerSecond: number;
  /** Of intake's process, in bytes: before the first call, and after each. */
  readonly residentBytes: readonly number[];
}

/**
 * Pushes `count` appeals by NDJSON, 10,000 a call, to an intake alone. The first ten calls alternate with the limit, since either side swings by half; the
 * rest shows whether memory stays flat.
 */
export async function measureBulk(places: Places, count: number, say: (line: string) => void): Promise<BulkResult> {
  const running = await Running.intakeAlone(places);
  try {
    const channelKey = await running.channelKey();
    const appeals = running.database().collection('appeals');
    const drained = () => until('the outboxes are empty', async () => (await appeals.findOne({ outboxSince: { $type: 'date' } })) === null, drainLimitInMs);
    const copies = await copiesOfAppeal(running, channelKey);
    await drained();
    const limitCollection = running.database(limitDatabase).collection<{ _id: string }>('appeals');
    const residentBytes = [intakeBytes(running)];
    const perCall = Math.min(count, mostBulkAppeals);
    let pushed = 0;
    let busyInSeconds = 0;
    const call = async () => {
      const calledAt = performance.now();
      const seconds = await pushAll(running, channelKey, perCall);
      pushed += perCall;
      residentBytes.push(intakeBytes(running));
      await drained();
      busyInSeconds += (performance.now() - calledAt) / 1000;
      say(`${String(pushed)} pushed, ${(perCall / seconds).toFixed(0)} a second, intake ${((residentBytes.at(-1) ?? 0) / 1024 ** 2).toFixed(0)} MiB`);
      return perCall / seconds;
    };
    const bulk = await interleave(rounds, {
      limit: async () => {
        const documents = Array.from({ length: perCall }, () => copies(randomUUID()));
        const startedAt = performance.now();
        await limitCollection.insertMany(documents, { ordered: false, writeConcern: durable });
        return (perCall * 1000) / (performance.now() - startedAt);
      },
      suqiao: call,
    });
    while (pushed < count) await call();
    return { bulk, perCall, pushed, sustainedPerSecond: pushed / busyInSeconds, residentBytes };
  } finally {
    await running.stop();
  }
}

/** @returns seconds from the call to the end of its answer @throws Error unless each appeal was taken */
async function pushAll(running: Running, channelKey: string, count: number): Promise<number> {
  const body = Array.from({ length: count }, () => `${JSON.stringify(newAppeal())}\n`).join('');
  const startedAt = performance.now();
  const { status, text } = await running.http.call('POST', '/api/v1/appeals/bulk', channelKey, body, { 'content-type': 'application/x-ndjson' });
  const seconds = (performance.now() - startedAt) / 1000;
  const { summary } = bulkAppealSummarySchema.parse(JSON.parse(text.trimEnd().split('\n').at(-1) ?? ''));
  if (status !== 200 || summary.accepted !== count) throw new Error(`intake answered ${String(status)}: ${JSON.stringify(summary)}`);
  return seconds;
}

function intakeBytes(running: Running): number {
  return residentMemory(running.pids()).bytes['intake'] ?? 0;
}
