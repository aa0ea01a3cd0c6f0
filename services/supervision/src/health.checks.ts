import { consumers, type HealthPart } from '@suqiao/contracts';
import type { EventBus } from '@suqiao/infra/kafka';
import type { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import type { Measured } from './domain/health';

/** Something that is asked how it is, apart from all others. */
export interface HealthCheck {
  readonly kind: HealthPart['kind'];
  readonly name: string;
  measure(): Promise<readonly Measured[]>;
}

const outboxLease = 'outbox:';
/** Of parts that were taken out of service for good nobody needs to hear for ever. */
const forgottenAfterInMs = 7 * 24 * 3600 * 1000;
const workflowTask = 1;
const known: ReadonlySet<string> = new Set(consumers);

/** The store, the leases that lie in it, and the outboxes that they name. */
export function storeChecks(connection: Connection): readonly HealthCheck[] {
  const leases = () => connection.collection<{ _id: string; until: Date }>('leases').find({ until: { $gt: new Date(Date.now() - forgottenAfterInMs) } }).sort({ _id: 1 }).toArray();
  return [
    {
      kind: 'store', name: 'MongoDB',
      measure: async () => {
        const startedAt = performance.now();
        const hello = await connection.getClient().db('admin').command({ hello: 1 });
        const answeredInMs = performance.now() - startedAt;
        const { fsUsedSize, fsTotalSize }: { fsUsedSize?: unknown; fsTotalSize?: unknown } = await connection.getClient().db(connection.name).command({ dbStats: 1 });
        const freeShare = typeof fsUsedSize === 'number' && typeof fsTotalSize === 'number' && fsTotalSize > 0 ? 1 - fsUsedSize / fsTotalSize : 1;
        return [{ kind: 'store', answeredInMs, isWritable: hello['isWritablePrimary'] === true, freeShare }];
      },
    },
    {
      kind: 'outbox', name: 'outboxes',
      measure: async () => Promise.all((await leases()).filter(({ _id }) => _id.startsWith(outboxLease)).map(async ({ _id }): Promise<Measured> => {
        const name = _id.slice(outboxLease.length);
        const due = { outboxSince: { $type: 'date' as const, $lte: new Date() } };
        const [waiting, oldest] = await Promise.all([
          connection.collection(name).countDocuments(due, { hint: 'outbox_pending' }),
          connection.collection<{ outboxSince: Date }>(name).find(due, { projection: { outboxSince: 1 } }).hint('outbox_pending').sort({ outboxSince: 1 }).limit(1).next(),
        ]);
        return { kind: 'outbox', name, waiting, oldest: oldest?.outboxSince ?? null };
      })),
    },
    { kind: 'sweep', name: 'sweeps', measure: async () => (await leases()).filter(({ _id }) => !_id.startsWith(outboxLease)).map(({ _id, until }) => ({ kind: 'sweep', name: _id, heldUntil: until })) },
    {
      kind: 'deadLetters', name: 'dead letters',
      measure: async () => {
        const letters = connection.collection<{ at: string; replayedAt: string | null }>('dead_letters');
        const [open, oldest] = await Promise.all([letters.countDocuments({ replayedAt: null }), letters.find({ replayedAt: null }).sort({ at: 1 }).limit(1).next()]);
        return [{ kind: 'deadLetters', open, oldest: oldest?.at ?? null }];
      },
    },
  ];
}

/** The broker, and every group that reads from it. */
export function brokerChecks(bus: EventBus): readonly HealthCheck[] {
  return [
    {
      kind: 'broker', name: 'Kafka',
      measure: async () => {
        const startedAt = performance.now();
        await bus.isReady();
        return [{ kind: 'broker', answeredInMs: performance.now() - startedAt }];
      },
    },
    { kind: 'consumer', name: 'consumers', measure: async () => (await bus.lags()).filter(({ consumer }) => known.has(consumer)).sort((a, b) => a.consumer.localeCompare(b.consumer)).map(({ consumer, isRead, behind }) => ({ kind: 'consumer', name: consumer, isRead, behind })) },
  ];
}

/** Whether some process carries out the orders of each task queue. */
export function orderChecks(client: Client, taskQueues: readonly string[]): readonly HealthCheck[] {
  return taskQueues.map((name) => ({
    kind: 'orders', name,
    measure: async () => {
      const { pollers } = await client.workflowService.describeTaskQueue({ namespace: client.options.namespace, taskQueue: { name }, taskQueueType: workflowTask });
      return [{ kind: 'orders', name, workers: pollers?.length ?? 0 }];
    },
  }));
}
