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
/** For so long an inserted document's event is left to the process that inserted it. */
const announceWithinMs = 2000;
/** A process that can't publish as fast as it inserts leaves the rest to the sweep. */
const mostAnnounced = 10_000;

/**
 * `outboxSince` of a document that is inserted at `now` and announced by its own process.
 * @param announceInMs as `announce` will be told
 */
export function outboxSinceOnInsert(now: Date, announceInMs = 0): Date {
  return new Date(now.getTime() + announceInMs + announceWithinMs);
}

/**
 * Publishes what outboxes hold, oldest first, and clears it: at least once, in the order of each document. Of many
 * processes on one collection one relays at a time; the next takes over when it dies. A new document's first event has
 * nothing before it: the process that inserted it publishes it from memory, and only what it leaves is read again.
 */
export class OutboxRelay<Document extends OutboxFields & { readonly _id: string }> {
  readonly #model: Model<Document>;
  readonly #bus: EventBus;
  readonly #sweep: Sweep;
  readonly #logger: Logger;
  #announced: Pick<Document, '_id' | 'outbox'>[] = [];
  #announcing: Promise<void> | null = null;
  #later: NodeJS.Timeout | undefined;

  constructor(connection: Connection, model: Model<Document>, bus: EventBus, logger: Logger) {
    this.#model = model;
    this.#bus = bus;
    this.#logger = logger;
    this.#sweep = new Sweep(connection, { name: `outbox:${model.collection.collectionName}`, everyMs: pollInMs, batch: () => this.#publishBatch(), logger });
  }

  start(): void {
    this.#sweep.start();
  }

  /**
   * Publishes a document that was just inserted with `outboxSinceOnInsert`. What fails is the sweep's, in two seconds.
   * @param announceInMs to wait, so that publishing does not take the processor from who still inserts; what is published
   * meanwhile takes this along
   */
  announce({ _id, outbox }: Pick<Document, '_id' | 'outbox'>, announceInMs = 0): void {
    if (this.#announced.length < mostAnnounced) this.#announced.push({ _id, outbox });
    if (announceInMs === 0) this.#announceNow();
    else this.#later ??= setTimeout(() => {
      this.#announceNow();
    }, announceInMs);
  }

  /** Says that something was just written, so that it leaves now and not at the next look. */
  wake(): void {
    this.#sweep.wake();
  }

  async stop(): Promise<void> {
    if (this.#later !== undefined) this.#announceNow();
    await this.#announcing;
    await this.#sweep.stop();
  }

  #announceNow(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#announcing ??= this.#announceAll().finally(() => {
      this.#announcing = null;
    });
  }

  async #announceAll(): Promise<void> {
    while (this.#announced.length > 0) {
      const batch = this.#announced.splice(0, batchSize);
      try {
        await this.#bus.publish(batch.flatMap((document) => document.outbox));
        // Whoever has written more meanwhile is the sweep's, which keeps the order; also where the sweep was first and only
        // what came later is left.
        await this.#model.collection.updateMany(
          { _id: { $in: batch.map((document) => document._id) }, 'outbox.1': { $exists: false }, 'outbox.0.event.id': { $in: batch.flatMap(({ outbox }) => outbox.map(({ event }) => event.id)) } } as object,
          { $set: { outbox: [], outboxSince: null } } as object,
          { writeConcern: repeatable },
        );
      } catch (error) {
        this.#announced = [];
        this.#logger.debug({ err: error }, 'what was just inserted could not be published; the sweep does it');
      }
    }
  }

  async #publishBatch(): Promise<boolean> {
    const pending = await this.#model.collection
      .find<Pick<Document, '_id' | 'outbox'>>({ outboxSince: { $type: 'date', $lte: new Date() } } as object, { projection: { outbox: 1 }, sort: { outboxSince: 1 }, limit: batchSize })
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
