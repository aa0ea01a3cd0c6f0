import { Inject, Injectable } from '@nestjs/common';
import { orderChangeSchema, reminderChangeSchema, type OrderChange, type Reminder, type ReminderChange, type SupervisionOrder } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import type { Connection, mongo } from 'mongoose';
import type { OrderScope } from './supervision.stream';
import { boardCollection } from './tallies.store';

/** Something that supervision keeps was written, by whichever process. `sequence`: the step that a case took. */
export interface StoredChange {
  readonly kind: 'case' | 'order' | 'reminder';
  readonly id: string;
  readonly sequence: number | null;
}

/** Changes from one moment on, in the store's order, until they are closed. */
export interface FollowedChanges {
  readonly changes: AsyncIterable<StoredChange>;
  isClosed(): boolean;
  close(): Promise<void>;
}

const kinds = new Map<string, StoredChange['kind']>([[boardCollection, 'case'], ['supervision_orders', 'order'], ['reminders', 'reminder']]);

interface ProjectedChange {
  readonly documentKey: { readonly _id: string };
  readonly collection: string;
  readonly sequence: number | null;
}

/**
 * Which documents changed, and no more: the server sends neither a case's content nor what only an outbox did. Of a case
 * only what moved it on counts, not a step that came late.
 */
const stages = [
  { $match: { operationType: { $in: ['insert', 'update', 'replace'] }, 'ns.coll': { $in: [...kinds.keys()] } } },
  {
    $project: {
      documentKey: 1, collection: '$ns.coll', isNew: { $ne: ['$operationType', 'update'] },
      sequence: { $ifNull: ['$fullDocument.sequence', '$updateDescription.updatedFields.sequence', null] },
      fields: { $filter: { input: { $map: { input: { $objectToArray: { $ifNull: ['$updateDescription.updatedFields', {}] } }, in: '$$this.k' } }, cond: { $not: { $regexMatch: { input: '$$this', regex: '^outbox' } } } } },
    },
  },
  { $match: { $or: [{ collection: boardCollection, sequence: { $type: 'number' } }, { collection: { $ne: boardCollection }, $or: [{ isNew: true }, { 'fields.0': { $exists: true } }] }] } },
  { $project: { documentKey: 1, collection: 1, sequence: 1 } },
];

/** Follows what any process writes, by the store's own change stream. */
@Injectable()
export class ChangesStore {
  readonly #connection: Connection;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#connection = connection;
  }

  /** Follows from now on: whatever is written after this resolves will be told. */
  async follow(): Promise<FollowedChanges> {
    const database = this.#connection.getClient().db(this.#connection.name);
    // A moment of the store's own, from which its changes are told however long the stream takes to open.
    const { operationTime } = await database.command({ ping: 1 }) as { operationTime: mongo.Timestamp };
    const stream = database.watch<never, ProjectedChange & { _id: unknown }>(stages, { startAtOperationTime: operationTime, maxAwaitTimeMS: 1000 });
    return { changes: storedChanges(stream), isClosed: () => stream.closed, close: () => stream.close() };
  }

  /** Orders as they are now, with who may see them, by id. */
  async orders(ids: readonly string[]): Promise<ReadonlyMap<string, { readonly change: OrderChange; readonly scope: OrderScope }>> {
    const found = await this.#documents<OrderScope & { readonly order: SupervisionOrder }>('supervision_orders', ids, { order: 1, divisionPath: 1, unitId: 1, confidential: 1 });
    return new Map(found.map(({ _id, order, ...scope }) => [_id, { change: orderChangeSchema.parse(order), scope }]));
  }

  /** Reminders as they are now, by id. */
  async reminders(ids: readonly string[]): Promise<ReadonlyMap<string, ReminderChange>> {
    const found = await this.#documents<{ readonly reminder: Reminder }>('reminders', ids, { reminder: 1 });
    return new Map(found.map(({ _id, reminder }) => [_id, reminderChangeSchema.parse(reminder)]));
  }

  async #documents<Fields>(collection: string, ids: readonly string[], projection: Readonly<Record<string, 1>>): Promise<(Fields & { readonly _id: string })[]> {
    if (ids.length === 0) return [];
    return this.#connection.getClient().db(this.#connection.name).collection<{ _id: string }>(collection).find<Fields & { readonly _id: string }>({ _id: { $in: [...ids] } }, { projection }).toArray();
  }
}

async function* storedChanges(stream: AsyncIterable<ProjectedChange>): AsyncIterable<StoredChange> {
  for await (const { documentKey, collection, sequence } of stream) {
    const kind = kinds.get(collection);
    if (kind !== undefined) yield { kind, id: documentKey._id, sequence };
  }
}
