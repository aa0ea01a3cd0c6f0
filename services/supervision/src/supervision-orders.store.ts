import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { orderEventSchema, topics, type OrderTransition, type SupervisionOrder } from '@suqiao/contracts';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import type { PagePosition } from '@suqiao/infra/http';
import { addOutboxIndex, duplicateIndexName, isDuplicateKey, MONGO, OutboxRelay, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import { currentTraceparent, loggerFor } from '@suqiao/infra/telemetry';
import { Schema, type Connection, type Model, type mongo } from 'mongoose';
import type { OrderFilter } from './domain/order-permission';
import { orderRanks, sweepInstant, type OrderChange } from './domain/supervision-order';

/** An order as stored: itself, its history, its outbox, and what lists and the sweep ask by, in one document. */
interface OrderDocument extends OutboxFields {
  readonly _id: string;
  order: SupervisionOrder;
  timeline: OrderTransition[];
  divisionPath: string[];
  unitId: string;
  caseId: string;
  confidential: boolean;
  level: SupervisionOrder['issuedBy']['level'];
  state: SupervisionOrder['state'];
  rank: 0 | 1 | 2;
  dueAt: Date;
  /** The calendar that `dueAt` was counted by; absent where a date was given. */
  calendarVersion?: string;
  /** When the sweep has to look; null while no clock runs or the lateness is on record. */
  sweepAt: Date | null;
  issuingDivision: string;
  year: number;
  serial: number;
  /** Who issued it under which Idempotency-Key, and the digest of what was asked. */
  issuedUnder?: string;
  askedDigest?: string;
  /** `${caseId}:${cause}` of an order by rule: one each. */
  causeKey?: string;
  traceparent: string | null;
}

/** An order that was found, with its history. */
export interface FoundOrder {
  readonly order: SupervisionOrder;
  readonly timeline: readonly OrderTransition[];
  /** Of the request that issued it; every event of the order is of that trace. */
  readonly traceparent: string | null;
}

/** An order that was issued now, or before under the same key. */
export interface IssuedOrder extends FoundOrder {
  readonly fresh: boolean;
  readonly askedDigest: string | null;
}

/** A row of numbers: the issuing division's of one Shanghai year. */
export interface NumberRow {
  readonly issuingDivision: string;
  readonly year: number;
}

/** What makes an issuing the same one when it is asked again. */
export type IssuingKey =
  | { readonly kind: 'none' }
  | { readonly kind: 'idempotency'; readonly issuedUnder: string; readonly askedDigest: string }
  | { readonly kind: 'cause'; readonly causeKey: string };

/** A late order's place in the sweep. */
export interface SweepPosition {
  readonly sweepAt: Date;
  readonly orderId: string;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, order: Schema.Types.Mixed, timeline: [Schema.Types.Mixed], divisionPath: [String], unitId: String, caseId: String,
    confidential: Boolean, level: String, state: String, rank: Number, dueAt: Date, sweepAt: Date, issuingDivision: String, year: Number, serial: Number,
    calendarVersion: String, issuedUnder: String, askedDigest: String, causeKey: String, traceparent: String, ...outboxSchemaFields,
  },
  { collection: 'supervision_orders', versionKey: false, minimize: false, id: false },
);
schema.index({ issuingDivision: 1, year: 1, serial: 1 }, { name: 'order_number', unique: true });
schema.index({ issuedUnder: 1 }, { name: 'order_issued_under', unique: true, partialFilterExpression: { issuedUnder: { $type: 'string' } } });
schema.index({ causeKey: 1 }, { name: 'order_cause', unique: true, partialFilterExpression: { causeKey: { $type: 'string' } } });
schema.index({ divisionPath: 1, rank: 1, dueAt: 1, _id: 1 }, { name: 'division_urgency' });
schema.index({ unitId: 1, rank: 1, dueAt: 1, _id: 1 }, { name: 'unit_urgency' });
schema.index({ caseId: 1 }, { name: 'case' });
schema.index({ sweepAt: 1, _id: 1 }, { name: 'sweep', partialFilterExpression: { sweepAt: { $type: 'date' } } });
schema.index({ calendarVersion: 1 }, { name: 'calendar', partialFilterExpression: { rank: 0, calendarVersion: { $type: 'string' } } });
addOutboxIndex(schema);

/** Another process took the number: how long until the next look, so that its order has become a majority's. */
const numberPauseInMs = 5;

/** The only writer of supervision orders. */
@Injectable()
export class SupervisionOrdersStore implements OnModuleInit, OnModuleDestroy {
  readonly #orders: Model<OrderDocument>;
  readonly #collection: mongo.Collection<OrderDocument>;
  readonly #connection: Connection;
  readonly #relay: OutboxRelay<OrderDocument>;
  /** The end of the queue of each row of numbers in this process, so that only processes meet in a number. */
  readonly #numbering = new Map<string, Promise<unknown>>();

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#connection = connection;
    this.#orders = connection.models['SupervisionOrder'] ?? connection.model<OrderDocument>('SupervisionOrder', schema);
    this.#collection = connection.getClient().db(connection.name).collection<OrderDocument>(this.#orders.collection.collectionName);
    this.#relay = new OutboxRelay(connection, this.#orders, bus, loggerFor('supervision'));
  }

  async onModuleInit(): Promise<void> {
    await this.#orders.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /** The store's own clock, by which every step of an order is timed, whichever process takes it. */
  async now(): Promise<Date> {
    const { localTime } = await this.#connection.getClient().db(this.#connection.name).command({ hello: 1 }) as { localTime: Date };
    return localTime;
  }

  /**
   * Writes a new order under the next number of its row, in one write that only a free number takes: nothing that dies
   * leaves a gap or a double, and an order that is refused for its key uses up no number.
   * @param calendarVersion the calendar that the order's due date was counted by
   * @param numbered the order for a serial number, which is one more than the last
   * @returns the order; the first one, when the key was there already
   */
  async issue(row: NumberRow, key: IssuingKey, calendarVersion: string, divisionPath: readonly string[], numbered: (serial: number) => OrderChange): Promise<IssuedOrder> {
    const name = `${row.issuingDivision}:${String(row.year)}`;
    const before = this.#numbering.get(name) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(() => this.#insert(row, key, calendarVersion, divisionPath, numbered));
    this.#numbering.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#numbering.get(name) === mine) this.#numbering.delete(name);
    }
  }

  async #insert(row: NumberRow, key: IssuingKey, calendarVersion: string, divisionPath: readonly string[], numbered: (serial: number) => OrderChange): Promise<IssuedOrder> {
    const traceparent = currentTraceparent() ?? null;
    for (;;) {
      // Read with majority concern: a number that a dying primary might take back must not be counted from.
      const last = await this.#orders.findOne(row, { serial: 1 }).sort({ serial: -1 }).lean<Pick<OrderDocument, 'serial'>>().exec();
      const change = numbered((last?.serial ?? 0) + 1);
      try {
        await this.#collection.insertOne(documentOf(change, row, key, calendarVersion, divisionPath, traceparent));
        this.#relay.wake();
        return { order: change.order, timeline: change.steps.map(({ transition }) => transition), traceparent, fresh: true, askedDigest: key.kind === 'idempotency' ? key.askedDigest : null };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const refusedBy = duplicateIndexName(error instanceof Error ? error.message : '');
        const first = refusedBy === 'order_number' ? null : await this.findIssued(key);
        if (first !== null) return first;
        await delay(numberPauseInMs * (1 + Math.random()));
      }
    }
  }

  /** The order that was issued under a key, with the digest of what was asked then. */
  async findIssued(key: IssuingKey): Promise<IssuedOrder | null> {
    if (key.kind === 'none') return null;
    const document = await this.#orders.findOne(key.kind === 'cause' ? { causeKey: key.causeKey } : { issuedUnder: key.issuedUnder }).lean<OrderDocument>().exec();
    return document === null ? null : { ...foundOf(document), fresh: false, askedDigest: document.askedDigest ?? null };
  }

  /** An order that meets every filter, or `null`. */
  async find(orderId: string, filters: readonly OrderFilter[]): Promise<FoundOrder | null> {
    const document = await this.#orders.findOne({ $and: [{ _id: orderId }, ...filters] }).lean<OrderDocument>().exec();
    return document === null ? null : foundOf(document);
  }

  /** A case's orders that have not ended. */
  async openOf(caseId: string): Promise<FoundOrder[]> {
    const documents = await this.#orders.find({ caseId, rank: { $lt: 2 } }).lean<OrderDocument[]>().exec();
    return documents.map(foundOf);
  }

  /** A page of orders, the most urgent first: by rank, due date and id. */
  async list(filters: readonly OrderFilter[], after: UrgencyPosition | null, limit: number): Promise<{ items: SupervisionOrder[]; total: number; next: PagePosition | null }> {
    const beyond = after === null ? [] : [{ $or: [{ rank: { $gt: after.rank } }, { rank: after.rank, dueAt: { $gt: after.dueAt } }, { rank: after.rank, dueAt: after.dueAt, _id: { $gt: after.orderId } }] }];
    const [documents, total] = await Promise.all([
      this.#orders.find({ $and: [...filters, ...beyond] }, { order: 1, rank: 1, dueAt: 1 }).sort({ rank: 1, dueAt: 1, _id: 1 }).limit(limit + 1).lean<OrderDocument[]>().exec(),
      this.#orders.countDocuments({ $and: [...filters] }).exec(),
    ]);
    const page = documents.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(({ order }) => order), total, next: documents.length > limit && last !== undefined ? [`${String(last.rank)} ${last.dueAt.toISOString()}`, last._id] : null };
  }

  /**
   * Writes an order's next transitions with their events, in one write that only the sequence before them can take.
   * @returns `false` when somebody else took the sequence; nothing was written then
   */
  async advance(before: FoundOrder, change: OrderChange): Promise<boolean> {
    const { order, steps } = change;
    const outgoing = eventsOf(change, before.traceparent);
    const written = await this.#collection.updateOne(
      { _id: before.order.orderId, 'order.sequence': before.order.sequence },
      // Not `confidential`: that follows the case, by `followCase`.
      [{ $set: {
        order: { $mergeObjects: [{ $literal: order }, { confidential: '$confidential' }] },
        timeline: { $concatArrays: ['$timeline', { $literal: steps.map(({ transition }) => transition) }] },
        outbox: { $concatArrays: ['$outbox', { $literal: outgoing }] },
        outboxSince: { $ifNull: ['$outboxSince', '$$NOW'] },
        state: order.state, rank: orderRanks[order.state], dueAt: new Date(order.dueAt), sweepAt: sweepInstant(order),
      } }],
    );
    if (written.matchedCount === 0) return false;
    this.#relay.wake();
    return true;
  }

  /** Orders whose lateness is to be recorded at `now`, the oldest due date first, from a position on. */
  async late(now: Date, after: SweepPosition | null, limit: number): Promise<{ readonly orders: readonly FoundOrder[]; readonly next: SweepPosition | null }> {
    const beyond = after === null ? [] : [{ $or: [{ sweepAt: { $gt: after.sweepAt } }, { sweepAt: after.sweepAt, _id: { $gt: after.orderId } }] }];
    const documents = await this.#orders.find({ $and: [{ sweepAt: { $type: 'date', $lte: now } }, ...beyond] }).sort({ sweepAt: 1, _id: 1 }).limit(limit).lean<OrderDocument[]>().exec();
    const last = documents.at(-1);
    return { orders: documents.map(foundOf), next: documents.length < limit || last?.sweepAt == null ? null : { sweepAt: last.sweepAt, orderId: last._id } };
  }

  /** Orders whose clock runs and whose due date was counted by another calendar than the one named. */
  async countedOtherwise(calendarVersion: string, limit: number): Promise<readonly FoundOrder[]> {
    const documents = await this.#orders.find({ rank: 0, calendarVersion: { $type: 'string', $ne: calendarVersion } }).limit(limit).lean<OrderDocument[]>().exec();
    return documents.map(foundOf);
  }

  /** Notes by which calendar an order's due date was counted last. */
  async counted(orderId: string, calendarVersion: string): Promise<void> {
    await this.#orders.updateOne({ _id: orderId }, { $set: { calendarVersion } }).exec();
  }

  /** Whether a case is confidential, its orders are too; no fact of the order's own, so that nothing is announced. */
  async followCase(caseId: string, confidential: boolean): Promise<void> {
    await this.#orders.updateMany({ caseId, confidential: !confidential }, { $set: { confidential, 'order.confidential': confidential } }).exec();
  }
}

/** Where a page of orders ended. */
export interface UrgencyPosition {
  readonly rank: 0 | 1 | 2;
  readonly dueAt: Date;
  readonly orderId: string;
}

/** @returns `null` when the text that a cursor held is no position of this list */
export function urgencyPosition([key, orderId]: PagePosition): UrgencyPosition | null {
  const [, rank, dueAt = ''] = /^([012]) (.+)$/.exec(key) ?? [];
  const at = new Date(dueAt);
  return rank === undefined || Number.isNaN(at.getTime()) || at.toISOString() !== dueAt ? null : { rank: Number(rank) as 0 | 1 | 2, dueAt: at, orderId };
}

function foundOf({ order, timeline, traceparent }: OrderDocument): FoundOrder {
  return { order, timeline, traceparent };
}

function documentOf(change: OrderChange, row: NumberRow, key: IssuingKey, calendarVersion: string, divisionPath: readonly string[], traceparent: string | null): OrderDocument {
  const { order, steps } = change;
  const under = key.kind === 'idempotency' ? { issuedUnder: key.issuedUnder, askedDigest: key.askedDigest } : key.kind === 'cause' ? { causeKey: key.causeKey } : {};
  return {
    _id: order.orderId, order, timeline: steps.map(({ transition }) => transition), divisionPath: [...divisionPath], unitId: order.unit.unitId, caseId: order.caseId, confidential: order.confidential,
    level: order.issuedBy.level, state: order.state, rank: orderRanks[order.state], dueAt: new Date(order.dueAt), sweepAt: sweepInstant(order), ...row, serial: order.serial,
    ...(order.within !== undefined && { calendarVersion }), ...under, traceparent, outbox: eventsOf(change, traceparent), outboxSince: new Date(order.issuedAt),
  };
}

/** One event a step, with the order as that step left it. */
function eventsOf({ steps }: OrderChange, traceparent: string | null): OutgoingEvent[] {
  return steps.map(({ order, transition }) => {
    const event = orderEventSchema.parse({
      specversion: '1.0', id: `${order.orderId}:${String(order.sequence)}`, source: '/suqiao/supervision', type: `order.${transition.type}`, subject: order.caseId, time: transition.at,
      datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:order.${transition.type}:1`, partitionkey: order.caseId, ...(traceparent !== null && { traceparent }),
      data: { order, transition },
    });
    return { topic: topics.supervisionOrder, event };
  });
}
