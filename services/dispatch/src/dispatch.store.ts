import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { caseSnapshotSchema, formatSequence, handlersOf, topics, upgradeSnapshot } from '@suqiao/contracts';
import type { AppealClassified, CaseEvent, CaseSnapshot, Sorting, SuqiaoEvent, Transition } from '@suqiao/contracts';
import { caseEventSchema } from '@suqiao/contracts';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import { addOutboxIndex, InsertBatcher, MONGO, OutboxRelay, outboxSchemaFields, outboxSinceOnInsert, type OutboxFields } from '@suqiao/infra/mongo';
import type { PagePosition } from '@suqiao/infra/http';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { PastCase } from './domain/routing-dry-run';
import { Schema, type Connection, type Model, type mongo, type QueryFilter } from 'mongoose';

/** A case as stored: its snapshot, what only its handlers see, its timeline and its outbox, in one document. */
export interface CaseDocument extends CaseSnapshot, OutboxFields {
  readonly _id: string;
  content: string;
  sorting: Sorting;
  timeline: Transition[];
  /** Division codes, own first, then its ancestors: jurisdiction is a query on this. */
  divisionPath: string[];
  /** Every unit that has or had the case: who handled it may go on reading it. */
  handledBy: string[];
  /** By which a case is found; `null` index entries are those of a release that kept none. */
  words?: string[];
  traceparent: string | null;
  /** Ids of the last orders that were carried out. */
  orderIds?: string[];
}

/** A case that a reader may see. */
export interface FoundCase {
  readonly case: CaseDocument;
  readonly snapshot: CaseSnapshot;
}

const snapshotKeys = caseSnapshotSchema.keyof().options;

const schema = new Schema(
  {
    _id: { type: String, required: true },
    ...Object.fromEntries(snapshotKeys.map((key) => [key, Schema.Types.Mixed])),
    content: String,
    sorting: Schema.Types.Mixed,
    timeline: [Schema.Types.Mixed],
    divisionPath: [String],
    handledBy: [String],
    // No default: what an earlier release wrote stays known by its lack.
    words: { type: [String], default: undefined },
    traceparent: String,
    orderIds: [String],
    ...outboxSchemaFields,
  },
  { collection: 'cases', versionKey: false, minimize: false },
);
schema.index({ divisionPath: 1, state: 1, 'clocks.dueAt': 1, _id: 1 });
schema.index({ 'unit.unitId': 1, state: 1, 'clocks.dueAt': 1, _id: 1 });
schema.index({ handledBy: 1, 'clocks.dueAt': 1, _id: 1 });
schema.index({ trackingNumber: 1 });
schema.index({ words: 1, 'clocks.dueAt': -1, _id: -1 });
addOutboxIndex(schema);

/** Orders remembered on a case, so that one that is sent again after the workflow has ended is known. */
const ordersKept = 100;

/** The only writer of cases. */
@Injectable()
export class DispatchStore implements OnModuleInit, OnModuleDestroy {
  readonly #cases: Model<CaseDocument>;
  readonly #collection: mongo.Collection<CaseDocument>;
  readonly #batcher: InsertBatcher<CaseDocument>;
  readonly #relay: OutboxRelay<CaseDocument>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#cases = connection.models['Case'] ?? connection.model<CaseDocument>('Case', schema);
    this.#collection = connection.getClient().db(connection.name).collection<CaseDocument>(this.#cases.collection.collectionName);
    this.#batcher = new InsertBatcher(this.#cases);
    this.#relay = new OutboxRelay(connection, this.#cases, bus, loggerFor('dispatch'));
  }

  async onModuleInit(): Promise<void> {
    await this.#cases.init();
    this.#relay.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#relay.stop();
  }

  /**
   * Writes a new case with `case.dispatched`, in one write.
   * @returns the stored snapshot: the first one, when the case was there already
   */
  async open(event: AppealClassified, snapshot: CaseSnapshot, transition: Transition, divisionPath: readonly string[], words: readonly string[]): Promise<CaseSnapshot> {
    const traceparent = event.traceparent ?? null;
    const outgoing = caseEvent(snapshot, transition, traceparent);
    const opened: CaseDocument = {
      _id: snapshot.caseId, ...snapshot, content: event.data.appeal.content, sorting: event.data.sorting, timeline: [transition],
      divisionPath: [...divisionPath], handledBy: [snapshot.unit.unitId], words: [...words], traceparent, outbox: [outgoing], outboxSince: outboxSinceOnInsert(new Date()),
    };
    const outcome = await this.#batcher.insert(opened);
    if (outcome === 'inserted') {
      this.#relay.announce(opened);
      return snapshot;
    }
    const stored = await this.find(snapshot.caseId);
    if (stored === null) throw new Error(`case ${snapshot.caseId} was refused as a duplicate by ${outcome.duplicateIndex} and is not in the store`);
    return stored.snapshot;
  }

  /**
   * Writes the case after a transition with its event, in one write that only the snapshot before it can take.
   * @returns whether it was written; `false` when the store has another sequence by now, the order already, or no such case
   */
  async advance(before: CaseSnapshot, after: CaseSnapshot, transition: Transition, divisionPath: readonly string[], orderId?: string): Promise<boolean> {
    const { topic, event } = caseEvent(after, transition, null);
    // A pipeline, because the event takes over the trace that the case came with; what a person wrote goes in as it is.
    const traced = { $mergeObjects: [{ $literal: event }, { $cond: [{ $eq: [{ $type: '$traceparent' }, 'string'] }, { traceparent: '$traceparent' }, {}] }] };
    const isNew = orderId === undefined ? {} : { orderIds: { $ne: orderId } };
    const written = await this.#collection.updateOne({ _id: before.caseId, sequence: before.sequence, ...isNew }, [
      {
        $replaceWith: {
          $mergeObjects: [
            '$$ROOT', { $literal: { ...after, divisionPath: [...divisionPath] } },
            {
              timeline: { $concatArrays: ['$timeline', [{ $literal: transition }]] },
              handledBy: { $setUnion: ['$handledBy', handlersOf(after)] },
              outbox: { $concatArrays: ['$outbox', [{ topic, event: traced }]] },
              outboxSince: { $min: ['$outboxSince', '$$NOW'] },
              ...(orderId !== undefined && { orderIds: { $slice: [{ $concatArrays: [{ $ifNull: ['$orderIds', []] }, [{ $literal: orderId }]] }, -ordersKept] } }),
            },
          ],
        },
      },
    ]);
    if (written.matchedCount > 0) this.#relay.wake();
    return written.matchedCount > 0;
  }

  /** A case by its tracking number within `jurisdiction`, or `null`. */
  async findByNumber(trackingNumber: string, jurisdiction: QueryFilter<CaseDocument>): Promise<FoundCase | null> {
    const document = await this.#cases.findOne({ $and: [{ trackingNumber }, jurisdiction] }).lean<CaseDocument>().exec();
    return document === null ? null : { case: document, snapshot: toSnapshot(document) };
  }

  /** Open cases after `caseId` in the order of their ids, for work that must reach each of them. */
  async openAfter(caseId: string | null, limit: number): Promise<string[]> {
    const beyond: QueryFilter<CaseDocument> = caseId === null ? {} : { _id: { $gt: caseId } };
    const found = await this.#cases.find({ state: { $ne: 'closed' }, ...beyond }, { _id: 1 }).sort({ _id: 1 }).limit(limit).lean<{ _id: string }[]>().exec();
    return found.map(({ _id }) => _id);
  }

  /** A case by its id within `jurisdiction`, or `null` when there is none that this reader may see. */
  async find(caseId: string, jurisdiction: QueryFilter<CaseDocument> = {}): Promise<FoundCase | null> {
    const document = await this.#cases.findOne({ $and: [{ _id: caseId }, jurisdiction] }).lean<CaseDocument>().exec();
    return document === null ? null : { case: document, snapshot: toSnapshot(document) };
  }

  /** Some cases that no word leads to yet. */
  wordless(limit: number): Promise<Pick<CaseDocument, '_id' | 'title' | 'appellantName'>[]> {
    return this.#cases.find({ words: null }, { title: 1, appellantName: 1 }).limit(limit).lean<CaseDocument[]>().exec();
  }

  /** Gives cases their words. */
  async putWords(found: readonly { readonly caseId: string; readonly words: readonly string[] }[]): Promise<void> {
    await this.#collection.bulkWrite(found.map(({ caseId, words }) => ({ updateOne: { filter: { _id: caseId }, update: { $set: { words: [...words] } } } })), { ordered: false });
  }

  /** The newest cases, as far as their first unit hangs on them; the ids of cases are made in the order of intake. */
  async newest(limit: number): Promise<PastCase[]> {
    const found = await this.#cases.find({}, { trackingNumber: 1, title: 1, receivedAt: 1, sorting: 1 }).sort({ _id: -1 }).limit(limit).lean<Pick<CaseDocument, '_id' | 'trackingNumber' | 'title' | 'receivedAt' | 'sorting'>[]>().exec();
    return found.map(({ _id, trackingNumber, title, receivedAt, sorting }) => ({ caseId: _id, trackingNumber, title, receivedAt, sorting }));
  }

  /** A page of cases, by their due dates in this order, and how many there are in all. */
  async list(filter: QueryFilter<CaseDocument>, order: 'dueFirst' | 'dueLast', after: PagePosition | null, limit: number): Promise<{ items: CaseSnapshot[]; total: number; next: PagePosition | null }> {
    const [direction, past] = order === 'dueFirst' ? ([1, '$gt'] as const) : ([-1, '$lt'] as const);
    const beyond: QueryFilter<CaseDocument> = after === null ? {} : { $or: [{ 'clocks.dueAt': { [past]: after[0] } }, { 'clocks.dueAt': after[0], _id: { [past]: after[1] } }] };
    const [documents, total] = await Promise.all([
      this.#cases.find({ $and: [filter, beyond] }, { timeline: 0, outbox: 0, content: 0, sorting: 0, words: 0 }).sort({ 'clocks.dueAt': direction, _id: direction }).limit(limit + 1).lean<CaseDocument[]>().exec(),
      this.#cases.countDocuments(filter).exec(),
    ]);
    const items = documents.slice(0, limit).map(toSnapshot);
    const last = items.at(-1);
    const next: PagePosition | null = documents.length > limit && last !== undefined ? [last.clocks.dueAt, last.caseId] : null;
    return { items, total, next };
  }
}

/** A stored case's snapshot; one of 0.1.0 comes out as today's. */
function toSnapshot(document: CaseDocument): CaseSnapshot {
  const stored = Object.fromEntries(snapshotKeys.flatMap((key) => (document[key] === undefined ? [] : [[key, document[key]]])));
  return caseSnapshotSchema.parse({ ...upgradeSnapshot(stored as CaseSnapshot), caseId: document._id });
}

/** `case.*` after a transition, as it leaves. @param traceparent of the request that the case came with, when it is known here */
export function caseEvent(after: CaseSnapshot, transition: Transition, traceparent: string | null): OutgoingEvent {
  const event: CaseEvent = caseEventSchema.parse({
    specversion: '1.0', id: `${after.caseId}:${String(after.sequence)}`, source: '/suqiao/dispatch', type: `case.${transition.type}`,
    subject: after.caseId, time: transition.at, datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:case.${transition.type}:2`,
    sequence: formatSequence(after.sequence), partitionkey: after.caseId, ...(traceparent !== null && { traceparent }),
    data: { case: after, transition },
  } satisfies Record<keyof SuqiaoEvent | 'data', unknown> | object);
  return { topic: topics.case, event };
}
