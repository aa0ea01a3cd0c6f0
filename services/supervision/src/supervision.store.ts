import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { handlersOf, upgradeSnapshot, upgradeTransition, type CaseSnapshot, type Transition } from '@suqiao/contracts';
import type { JurisdictionFilter } from '@suqiao/infra/auth';
import { Batcher, isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type ClientSession, type Connection, type Model, type mongo } from 'mongoose';
import type { BoardFilter, BoardOrder, BoardPosition } from './domain/board';
import { followedBy, newestOf, stepOf, type BoardRow, type Followed, type Following, type KnownRow, type PlacedTransition } from './domain/board-row';
import { TallyChanges } from './domain/tallies';
import { boardCollection, TalliesStore } from './tallies.store';

/** A page of rows, the oldest due date first. */
export interface BoardRows {
  readonly items: readonly CaseSnapshot[];
  readonly next: BoardPosition | null;
}
/** A page of the board. `total` counts the whole list. */
export interface BoardPage extends BoardRows {
  readonly total: number;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, snapshot: Schema.Types.Mixed, sequence: Number, timeline: [Schema.Types.Mixed], divisionPath: [String], place: String,
    handledBy: [String], state: String, level: String, running: Boolean, waiting: Boolean, dueAt: Date, yellowAt: Date, unsure: Boolean, confidential: Boolean,
  },
  { collection: boardCollection, versionKey: false, minimize: false },
);
// Every list is states within a jurisdiction in the order of the due date: each state's part of an index is in that order
// already and the server merges them. The fields behind the order let it drop and count rows without reading them.
const due = { state: 1, dueAt: 1, _id: 1, yellowAt: 1, level: 1, confidential: 1 } as const;
schema.index({ divisionPath: 1, ...due }, { name: 'division_state_due_2' });
schema.index({ handledBy: 1, ...due, place: 1 }, { name: 'unit_in_order' });
schema.index({ place: 1, ...due }, { name: 'place_in_order' });
// Few of many rows: an index of their own, so that a page of them does not read past all others.
const unsure = { partialFilterExpression: { unsure: true } };
schema.index({ divisionPath: 1, ...due, unsure: 1 }, { name: 'division_unsure_in_order', ...unsure });
schema.index({ handledBy: 1, ...due, place: 1, unsure: 1 }, { name: 'unit_unsure_in_order', ...unsure });
const waiting = { partialFilterExpression: { waiting: true } };
schema.index({ divisionPath: 1, ...due, waiting: 1 }, { name: 'division_waiting_in_order', ...waiting });
schema.index({ handledBy: 1, ...due, place: 1, waiting: 1 }, { name: 'unit_waiting_in_order', ...waiting });
// Lists by the day of the answer and by number are in that order.
const answered = { 'snapshot.answeredAt': 1, _id: 1, state: 1, level: 1, confidential: 1 } as const;
schema.index({ divisionPath: 1, ...answered }, { name: 'division_answered_in_order' });
schema.index({ handledBy: 1, ...answered, place: 1 }, { name: 'unit_answered_in_order' });
schema.index({ 'snapshot.trackingNumber': 1, _id: 1, place: 1, state: 1, level: 1, confidential: 1 }, { name: 'number_in_order' });
// What came to light just now is counted from these alone; they hold no code twice, so that nothing need be read.
const running = { partialFilterExpression: { running: true } };
schema.index({ place: 1, dueAt: 1, level: 1, confidential: 1, running: 1 }, { name: 'place_running_due', ...running });
schema.index({ place: 1, yellowAt: 1, dueAt: 1, _id: 1, level: 1, confidential: 1, running: 1 }, { name: 'place_yellow_in_order', ...running });

/** What a list is sorted by. */
const orderFields: Readonly<Record<BoardOrder, string>> = { due: 'dueAt', answered: 'snapshot.answeredAt', number: 'snapshot.trackingNumber' };

/** How often a batch that met another process's write is tried again, beside what the driver itself tries. */
const attempts = 5;

/** The board's view, built from `case.*` alone. */
@Injectable()
export class SupervisionStore implements OnModuleInit {
  readonly #connection: Connection;
  readonly #rows: Model<BoardRow>;
  // One at a time: batches of one process would only meet in the same tallies.
  readonly #follower = new Batcher<Followed, boolean>({ run: (batch) => this.#followAll(batch), longestBatch: 100, mostInFlight: 1 });

  constructor(@Inject(MONGO) connection: Connection, @Inject(TalliesStore) private readonly tallies: TalliesStore) {
    this.#connection = connection;
    this.#rows = connection.models['BoardRow'] ?? connection.model<BoardRow>('BoardRow', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#rows.init();
    // Those of earlier versions, once today's are there.
    await this.#rows.cleanIndexes();
  }

  /**
   * Takes over what a case event says: the newest snapshot wins, and each step stands once in the timeline, in the case's
   * order, also when it comes late (a dead letter that was replayed).
   * @returns whether the event was the newest; `false` when it told nothing new of the case's present
   */
  follow(snapshot: CaseSnapshot, transition: Transition, divisionPath: readonly string[]): Promise<boolean> {
    return this.#follower.submit({ snapshot, transition, divisionPath });
  }

  async #followAll(batch: readonly Followed[]): Promise<boolean[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#connection.transaction((session) => this.#record(batch, session), { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } });
      } catch (error) {
        // Another process made one of these rows, or their tallies, between our look and our write.
        if (!isDuplicateKey(error) || attempt === attempts) throw error;
      }
    }
  }

  /** Many cases' events in one transaction: the rows, and the difference that they make to the tallies. */
  async #record(batch: readonly Followed[], session: ClientSession): Promise<boolean[]> {
    const known = await this.#known(batch.map(({ snapshot }) => snapshot.caseId), session);
    const changes = new TallyChanges();
    const writes: mongo.AnyBulkWriteOperation<BoardRow>[] = [];
    const told = batch.map((followed) => {
      const { caseId } = followed.snapshot;
      const before = known.get(caseId) ?? null;
      const following = followedBy(before, followed);
      if (following.step) {
        writes.push(writeOf(followed, following, before === null));
        changes.change(before?.tallied === true ? before : null, following.after.tallied ? following.after : null);
        known.set(caseId, following.after);
      }
      return following.news;
    });
    if (writes.length > 0) await this.#rows.bulkWrite(writes, { session, ordered: true });
    await this.tallies.add(changes.deltas(), session);
    return told;
  }

  async #known(caseIds: readonly string[], session: ClientSession): Promise<Map<string, KnownRow>> {
    const rows = await this.#rows.find(
      { _id: { $in: [...caseIds] } },
      { sequence: 1, 'timeline.sequence': 1, divisionPath: 1, place: 1, handledBy: 1, state: 1, level: 1, unsure: 1, confidential: 1, dueAt: 1, yellowAt: 1 },
    ).session(session).lean<(Omit<BoardRow, 'timeline' | 'place'> & { timeline: Pick<PlacedTransition, 'sequence'>[]; place?: string })[]>().exec();
    return new Map(rows.map(({ timeline, place, ...row }) => [row._id, { ...row, tallied: place !== undefined, steps: timeline.map(({ sequence }) => sequence) }]));
  }

  /** A page of rows that meet every filter, and how many there are in all. */
  async list(filters: readonly (BoardFilter | JurisdictionFilter)[], after: BoardPosition | null, limit: number): Promise<BoardPage> {
    const [page, total] = await Promise.all([this.page(filters, after, limit), this.count(filters, null)]);
    return { ...page, total };
  }

  /**
   * A page of rows that meet every filter, in an order.
   * @param byLight whether the rows are found by the instant they turn yellow, and brought into order afterwards
   */
  async page(filters: readonly (BoardFilter | JurisdictionFilter)[], after: BoardPosition | null, limit: number, order: BoardOrder = 'due', byLight = false): Promise<BoardRows> {
    const query = this.#page(filters, after, limit + 1, order);
    const rows = await (byLight ? query.hint('place_yellow_in_order') : query).lean<Pick<BoardRow, '_id' | 'snapshot' | 'dueAt'>[]>().exec();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items: items.map(({ snapshot }) => upgradeSnapshot(snapshot)), next: rows.length > limit && last !== undefined ? { key: keyOf(last, order), caseId: last._id } : null };
  }

  /** How many rows meet every filter; counting stops at `atMost`, where given. */
  count(filters: readonly (BoardFilter | JurisdictionFilter)[], atMost: number | null): Promise<number> {
    return this.#rows.countDocuments({ $and: [...filters] }, atMost === null ? {} : { limit: atMost }).exec();
  }

  /** The server's plan for a page, to prove that an index serves it. */
  async explainList(filters: readonly (BoardFilter | JurisdictionFilter)[], after: BoardPosition | null, limit: number, order: BoardOrder = 'due'): Promise<unknown> {
    return this.#page(filters, after, limit, order).explain('executionStats').exec();
  }

  #page(filters: readonly (BoardFilter | JurisdictionFilter)[], after: BoardPosition | null, limit: number, order: BoardOrder) {
    const field = orderFields[order];
    const key = after === null ? null : order === 'due' ? new Date(after.key) : after.key;
    // What lies before the position at the very same key is left out by one comparison a row.
    const beyond = after === null ? [] : [{ [field]: { $gte: key } }, { $nor: [{ [field]: key, _id: { $lte: after.caseId } }] }];
    return this.#rows.find({ $and: [...filters, ...beyond] }, { snapshot: 1, dueAt: 1 }).sort({ [field]: 1, _id: 1 }).limit(limit);
  }

  /** A case with its timeline, where `jurisdiction` lets its reader see it. */
  async find(caseId: string, jurisdiction: JurisdictionFilter): Promise<{ snapshot: CaseSnapshot; timeline: Transition[] } | null> {
    const row = await this.#rows.findOne({ $and: [{ _id: caseId }, jurisdiction] }).lean<BoardRow>().exec();
    return row === null ? null : { snapshot: upgradeSnapshot(row.snapshot), timeline: row.timeline.map(transitionOf) };
  }

  /** Rows as they are now, with who may see them. */
  async rows(caseIds: readonly string[]): Promise<BoardRow[]> {
    return this.#rows.find({ _id: { $in: [...caseIds] } }).lean<BoardRow[]>().exec();
  }
}

function keyOf({ dueAt, snapshot }: Pick<BoardRow, 'snapshot' | 'dueAt'>, order: BoardOrder): string {
  return order === 'due' ? dueAt.toISOString() : order === 'number' ? snapshot.trackingNumber : snapshot.answeredAt ?? '';
}

function writeOf(followed: Followed, { news }: Following, isFirst: boolean): mongo.AnyBulkWriteOperation<BoardRow> {
  const { snapshot } = followed;
  const record = { $push: { timeline: { $each: [stepOf(followed)], $sort: { sequence: 1 as const } } }, $addToSet: { handledBy: { $each: handlersOf(snapshot) } } };
  return { updateOne: { filter: { _id: snapshot.caseId }, update: { ...(news && { $set: newestOf(followed) }), ...record }, upsert: isFirst } };
}

/** A stored step without its place; steps of 0.1.0 come out as today's. */
export function transitionOf(placed: PlacedTransition): Transition {
  const { type, at, by, reason, text, fromState, fromUnitId, toUnitId } = upgradeTransition(placed);
  return { type, at, by, reason, text, fromState, fromUnitId, toUnitId };
}
