import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { caseSnapshotSchema, formatSequence, topics } from '@suqiao/contracts';
import type { AppealClassified, CaseEvent, CaseSnapshot, Sorting, SuqiaoEvent, Transition } from '@suqiao/contracts';
import { caseEventSchema } from '@suqiao/contracts';
import { EventBus, type OutgoingEvent } from '@suqiao/infra/kafka';
import { addOutboxIndex, isDuplicateKey, MONGO, OutboxRelay, outboxSchemaFields, type OutboxFields } from '@suqiao/infra/mongo';
import type { PagePosition } from '@suqiao/infra/http';
import { loggerFor } from '@suqiao/infra/telemetry';
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
  traceparent: string | null;
}

/** A case that a reader may see, and whether it is this reader's to act on. */
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
    traceparent: String,
    ...outboxSchemaFields,
  },
  { collection: 'cases', versionKey: false, minimize: false },
);
schema.index({ divisionPath: 1, state: 1, 'clocks.dueAt': 1, _id: 1 });
schema.index({ 'unit.unitId': 1, state: 1, 'clocks.dueAt': 1, _id: 1 });
schema.index({ handledBy: 1, 'clocks.dueAt': 1, _id: 1 });
schema.index({ trackingNumber: 1 });
addOutboxIndex(schema);

/** The only writer of cases. */
@Injectable()
export class DispatchStore implements OnModuleInit, OnModuleDestroy {
  readonly #cases: Model<CaseDocument>;
  readonly #collection: mongo.Collection<CaseDocument>;
  readonly #relay: OutboxRelay<CaseDocument>;

  constructor(@Inject(MONGO) connection: Connection, @Inject(EventBus) bus: EventBus) {
    this.#cases = connection.models['Case'] ?? connection.model<CaseDocument>('Case', schema);
    this.#collection = connection.getClient().db(connection.name).collection<CaseDocument>(this.#cases.collection.collectionName);
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
  async open(event: AppealClassified, snapshot: CaseSnapshot, transition: Transition, divisionPath: readonly string[]): Promise<CaseSnapshot> {
    const traceparent = event.traceparent ?? null;
    const outgoing = caseEvent(snapshot, transition, traceparent);
    try {
      await this.#collection.insertOne({
        _id: snapshot.caseId, ...snapshot, content: event.data.appeal.content, sorting: event.data.sorting, timeline: [transition],
        divisionPath: [...divisionPath], handledBy: [snapshot.unit.unitId], traceparent, outbox: [outgoing], outboxSince: new Date(transition.at),
      });
      this.#relay.wake();
      return snapshot;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const stored = await this.find(snapshot.caseId);
      if (stored === null) throw error;
      return stored.snapshot;
    }
  }

  /**
   * Writes the case after a transition with its event, in one write that only the snapshot before it can take.
   * @returns the snapshot as stored; the same for every repetition of the same transition
   * @throws Error when the case is missing or has moved on by another hand, which the one writer makes impossible
   */
  async advance(before: CaseSnapshot, after: CaseSnapshot, transition: Transition, divisionPath: readonly string[]): Promise<CaseSnapshot> {
    const current = await this.find(before.caseId);
    if (current === null) throw new Error(`case ${before.caseId} is not in the store`);
    if (current.snapshot.sequence === after.sequence && sameTransition(current.case.timeline.at(-1), transition)) return current.snapshot;
    const outgoing = caseEvent(after, transition, current.case.traceparent);
    const pending = current.case.outboxSince ?? new Date();
    const written = await this.#collection.updateOne(
      { _id: before.caseId, sequence: before.sequence },
      {
        $set: { ...after, divisionPath: [...divisionPath], outboxSince: pending },
        $push: { timeline: transition, outbox: outgoing },
        $addToSet: { handledBy: after.unit.unitId },
      },
    );
    if (written.matchedCount === 0) throw new Error(`case ${before.caseId} is no longer at sequence ${String(before.sequence)}`);
    this.#relay.wake();
    return after;
  }

  /** A case by its id within `jurisdiction`, or `null` when there is none that this reader may see. */
  async find(caseId: string, jurisdiction: QueryFilter<CaseDocument> = {}): Promise<FoundCase | null> {
    const document = await this.#cases.findOne({ $and: [{ _id: caseId }, jurisdiction] }).lean<CaseDocument>().exec();
    return document === null ? null : { case: document, snapshot: toSnapshot(document) };
  }

  /** A page of cases, what is due first on top, and how many there are in all. */
  async list(filter: QueryFilter<CaseDocument>, after: PagePosition | null, limit: number): Promise<{ items: CaseSnapshot[]; total: number; next: PagePosition | null }> {
    const beyond: QueryFilter<CaseDocument> = after === null ? {} : { $or: [{ 'clocks.dueAt': { $gt: after[0] } }, { 'clocks.dueAt': after[0], _id: { $gt: after[1] } }] };
    const [documents, total] = await Promise.all([
      this.#cases.find({ $and: [filter, beyond] }, { timeline: 0, outbox: 0, content: 0, sorting: 0 }).sort({ 'clocks.dueAt': 1, _id: 1 }).limit(limit + 1).lean<CaseDocument[]>().exec(),
      this.#cases.countDocuments(filter).exec(),
    ]);
    const items = documents.slice(0, limit).map(toSnapshot);
    const last = items.at(-1);
    const next: PagePosition | null = documents.length > limit && last !== undefined ? [last.clocks.dueAt, last.caseId] : null;
    return { items, total, next };
  }
}

function toSnapshot(document: CaseDocument): CaseSnapshot {
  return caseSnapshotSchema.parse({ ...Object.fromEntries(snapshotKeys.map((key) => [key, document[key]])), caseId: document._id });
}

function sameTransition(stored: Transition | undefined, wanted: Transition): boolean {
  return stored?.type === wanted.type && stored.at === wanted.at && stored.fromUnitId === wanted.fromUnitId;
}

function caseEvent(after: CaseSnapshot, transition: Transition, traceparent: string | null): OutgoingEvent {
  const event: CaseEvent = caseEventSchema.parse({
    specversion: '1.0', id: `${after.caseId}:${String(after.sequence)}`, source: '/suqiao/dispatch', type: `case.${transition.type}`,
    subject: after.caseId, time: transition.at, datacontenttype: 'application/json', dataschema: `urn:suqiao:schema:case.${transition.type}:1`,
    sequence: formatSequence(after.sequence), partitionkey: after.caseId, ...(traceparent !== null && { traceparent }),
    data: { case: after, transition },
  } satisfies Record<keyof SuqiaoEvent | 'data', unknown> | object);
  return { topic: topics.case, event };
}
