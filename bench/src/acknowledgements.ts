import { randomUUID } from 'node:crypto';
import { durable } from '@suqiao/infra/mongo';
import { push } from './appeals';
import { atSteadyRate, withCallers } from './callers';
import { limitDatabase } from './names';
import { interleave, percentile, type Comparison } from './rounds';
import type { Running } from './running';

const callers = 16;

/** The fields that differ from appeal to appeal; the rest is copied as it was stored. */
interface StoredAppeal {
  _id: string;
  trackingNumber: string;
  channelReference: string;
  keys: { key: string }[];
}

/** Inserts the very document that intake stores, outbox included, into a collection without any index but `_id`. */
export type InsertCopy = () => Promise<void>;

/** Makes a copy of a stored appeal under another id. */
export type CopyAppeal = (id: string) => { _id: string };

/** Pushes one appeal, catches its insert as mongod logged it, and gives copies of it. */
export async function copiesOfAppeal(running: Running, channelKey: string): Promise<CopyAppeal> {
  const changes = running.database().collection<StoredAppeal>('appeals').watch([{ $match: { operationType: 'insert' } }]);
  try {
    // The stream begins where it is first read from.
    await changes.tryNext();
    await push(running.http, channelKey);
    const change = await changes.next();
    if (change.operationType !== 'insert') throw new Error('not an insert');
    const stored = change.fullDocument;
    return (id) => ({ ...stored, _id: id, trackingNumber: id, channelReference: id, keys: stored.keys.map((used) => ({ ...used, key: id })) });
  } finally {
    await changes.close();
  }
}

/** Single inserts of copies of an appeal. */
export async function insertOfCopies(running: Running, channelKey: string): Promise<InsertCopy> {
  const copy = await copiesOfAppeal(running, channelKey);
  const copies = running.database(limitDatabase).collection<{ _id: string }>('appeals');
  return async () => {
    await copies.insertOne(copy(randomUUID()), { writeConcern: durable });
  };
}

/**
 * Durable acknowledgements a second over 16 kept-alive connections, against 16 callers of a bare `insertOne`.
 * @param drained waits until nothing of a burst is left to do, so that the limit's next round has the machine to itself;
 * it is told how many were pushed and in how many seconds
 */
export async function compareAcknowledgements(running: Running, options: { readonly rounds: number; readonly count: number; readonly drained: (pushed: number, tookInSeconds: number) => Promise<void> }): Promise<Comparison> {
  const channelKey = await running.channelKey();
  const insertCopy = await insertOfCopies(running, channelKey);
  await options.drained(1, 0);
  const { rounds, count } = options;
  return interleave(rounds, {
    limit: async () => count / (await withCallers(callers, count, insertCopy)),
    suqiao: async () => {
      const seconds = await withCallers(callers, count, async () => {
        await push(running.http, channelKey);
      });
      await options.drained(count, seconds);
      return count / seconds;
    },
  });
}

/** Latencies in milliseconds at a steady rate. */
export interface Latencies {
  readonly limit: { readonly p50: number; readonly p99: number };
  readonly suqiao: { readonly p50: number; readonly p99: number };
}

/** How a latency is measured. */
export interface LatencyOptions {
  readonly perSecond: number;
  readonly rounds: number;
  readonly countPerRound: number;
  /** Waits until nothing of a round is left to do. */
  readonly drained: (pushed: number) => Promise<void>;
}

/** How long one push takes at a steady rate while whatever runs works on them, against a bare `insertOne` at the same rate. */
export async function compareLatencies(running: Running, { perSecond, rounds, countPerRound, drained }: LatencyOptions): Promise<Latencies> {
  const channelKey = await running.channelKey();
  const insertCopy = await insertOfCopies(running, channelKey);
  await drained(1);
  const all: { limit: number[]; suqiao: number[] } = { limit: [], suqiao: [] };
  for (let round = 0; round < rounds; round++) {
    all.limit.push(...(await atSteadyRate(perSecond, countPerRound, insertCopy)));
    all.suqiao.push(...(await atSteadyRate(perSecond, countPerRound, async () => {
      await push(running.http, channelKey);
    })));
    await drained(countPerRound);
  }
  const both = (values: readonly number[]) => ({ p50: percentile(values, 0.5), p99: percentile(values, 0.99) });
  return { limit: both(all.limit), suqiao: both(all.suqiao) };
}
