import { Schema, type Connection, type Model } from 'mongoose';
import type { Logger } from 'pino';
import type { EventBus, OutgoingEvent } from '../kafka';
import { repeatable } from './settings';
import { Sweep } from './sweep';

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

const pollInMs = 100;
const batchSize = 500;

/**
 * Publishes what outboxes hold, oldest first, and clears it: at least once, in the order of each document. Of many
 * processes on one collection one relays at a time; the next takes over when it dies.
 */
export class OutboxRelay<Document extends OutboxFields & { readonly _id: string }> {
  readonly #model: Model<Document>;
  readonly #bus: EventBus;
  readonly #sweep: Sweep;

  constructor(connection: Connection, model: Model<Document>, bus: EventBus, logger: Logger) {
    this.#model = model;
    this.#bus = bus;
    this.#sweep = new Sweep(connection, { name: `outbox:${model.collection.collectionName}`, everyMs: pollInMs, batch: () => this.#publishBatch(), logger });
  }

  start(): void {
    this.#sweep.start();
  }

  /** Says that something was just written, so that it leaves now and not at the next look. */
  wake(): void {
    this.#sweep.wake();
  }

  stop(): Promise<void> {
    return this.#sweep.stop();
  }

  async #publishBatch(): Promise<boolean> {
    const pending = await this.#model.collection
      .find<Pick<Document, '_id' | 'outbox'>>({ outboxSince: { $type: 'date' } } as object, { projection: { outbox: 1 }, sort: { outboxSince: 1 }, limit: batchSize })
      .toArray();
    if (pending.length === 0) return false;
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
    return pending.length === batchSize;
  }
}
