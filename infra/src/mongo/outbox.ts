import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Schema, type Connection, type Model } from 'mongoose';
import type { Logger } from 'pino';
import type { EventBus, OutgoingEvent } from '../kafka';
import { repeatable } from './settings';
import { isDuplicateKey } from './errors';

/**
 * The outbox lies inside the document whose change it announces, so that one write stores both or neither.
 * `outboxSince` is the time of the oldest entry that was not published yet; null when there is none.
 */
export interface OutboxFields {
  outbox: OutgoingEvent[];
  outboxSince: Date | null;
}

/** Spread into a mongoose schema; `addOutboxIndex` goes with it. */
export const outboxSchemaFields = {
  outbox: { type: [Schema.Types.Mixed], default: [] },
  outboxSince: { type: Date, default: null },
};

/** An index that holds only documents with something to publish: empty, and free, almost always. */
export function addOutboxIndex(schema: Schema): void {
  schema.index({ outboxSince: 1 }, { name: 'outbox_pending', partialFilterExpression: { outboxSince: { $type: 'date' } } });
}

interface Lease {
  _id: string;
  holder: string;
  until: Date;
}
const leaseSchema = new Schema<Lease>({ _id: String, holder: String, until: Date }, { collection: 'leases', versionKey: false });

const leaseInMs = 6000;
const renewAfterInMs = 2000;
const pollInMs = 100;
const followerPollInMs = 1000;
const longestBackoffInMs = 5000;
const batchSize = 500;

/**
 * Publishes what outboxes hold, oldest first, and clears it: at least once, in the order of each document. Of many
 * processes on one collection one relays at a time, by a lease in the store's own clock; the next takes over when it dies.
 */
export class OutboxRelay<Document extends OutboxFields & { readonly _id: string }> {
  readonly #model: Model<Document>;
  readonly #leases: Model<Lease>;
  readonly #bus: EventBus;
  readonly #name: string;
  readonly #holder = randomUUID();
  readonly #logger: Logger;
  readonly #abort = new AbortController();
  #running: Promise<void> | null = null;
  #wake: (() => void) | null = null;
  #leaseHeldUntil = 0;

  constructor(connection: Connection, model: Model<Document>, bus: EventBus, logger: Logger) {
    this.#model = model;
    this.#bus = bus;
    this.#logger = logger;
    this.#name = `outbox:${model.collection.collectionName}`;
    this.#leases = connection.models['Lease'] ?? connection.model<Lease>('Lease', leaseSchema);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Says that something was just written, so that it leaves now and not at the next look. */
  wake(): void {
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#wake?.();
    await this.#running;
    await this.#leases.deleteOne({ _id: this.#name, holder: this.#holder }).catch(() => undefined);
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#abort.signal.aborted) {
      try {
        const leader = await this.#holdLease();
        const published = leader ? await this.#publishBatch() : 0;
        failures = 0;
        if (published < batchSize) await this.#rest(leader ? pollInMs : followerPollInMs);
      } catch (error) {
        if (failures++ === 0) this.#logger.warn({ err: error, relay: this.#name }, 'the outbox could not be published; it waits and tries again');
        await this.#rest(Math.min(longestBackoffInMs, 100 * 2 ** Math.min(failures, 6)));
      }
    }
  }

  async #holdLease(): Promise<boolean> {
    if (Date.now() < this.#leaseHeldUntil - leaseInMs + renewAfterInMs) return true;
    const asked = Date.now();
    const until = { $dateAdd: { startDate: '$$NOW', unit: 'millisecond', amount: leaseInMs } };
    // A lease that is not there yet has no `until`, which sorts before every date.
    const free = { $or: [{ $eq: ['$holder', this.#holder] }, { $lt: ['$until', '$$NOW'] }] };
    const lease = await this.#leases
      .findOneAndUpdate(
        { _id: this.#name },
        [{ $set: { free } }, { $set: { holder: { $cond: ['$free', this.#holder, '$holder'] }, until: { $cond: ['$free', until, '$until'] } } }, { $unset: 'free' }],
        { upsert: true, returnDocument: 'after', updatePipeline: true },
      )
      .lean()
      .exec()
      .catch((error: unknown) => {
        // Two made the first lease at once; the other has it.
        if (isDuplicateKey(error)) return null;
        throw error;
      });
    if (lease?.holder !== this.#holder) return false;
    this.#leaseHeldUntil = asked + leaseInMs;
    return true;
  }

  async #publishBatch(): Promise<number> {
    const pending = await this.#model.collection
      .find<Pick<Document, '_id' | 'outbox'>>({ outboxSince: { $type: 'date' } } as object, { projection: { outbox: 1 }, sort: { outboxSince: 1 }, limit: batchSize })
      .toArray();
    if (pending.length === 0) return 0;
    const outgoing = pending.flatMap((document) => document.outbox);
    await this.#bus.publish(outgoing);
    const publishedIds = outgoing.map(({ event }) => event.id);
    const rest = { $filter: { input: '$outbox', cond: { $not: [{ $in: ['$$this.event.id', publishedIds] }] } } };
    await this.#model.collection.updateMany(
      { _id: { $in: pending.map((document) => document._id) } } as object,
      [
        { $set: { outbox: rest } },
        { $set: { outboxSince: { $cond: [{ $eq: [{ $size: '$outbox' }, 0] }, null, '$outboxSince'] } } },
      ],
      { writeConcern: repeatable },
    );
    return pending.length;
  }

  async #rest(longestInMs: number): Promise<void> {
    const nap = new AbortController();
    const woken = new Promise<void>((resolve) => (this.#wake = resolve));
    await Promise.race([woken, delay(longestInMs, undefined, { signal: nap.signal }).catch(() => undefined)]);
    nap.abort();
    this.#wake = null;
  }
}
