import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { handlersOf, levels, upgradeSnapshot, upgradeTransition, type CaseSnapshot, type Counts, type Level, type Transition } from '@suqiao/contracts';
import type { JurisdictionFilter } from '@suqiao/infra/auth';
import { Batcher, duplicateKey, isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { mongo, Schema, type Connection, type Model, type PipelineStage } from 'mongoose';
import { countedFilters, lightTimes, type BoardFilter, type BoardPosition, type LightTimes } from './domain/board';

/** A transition with its place in the case's order. */
interface PlacedTransition extends Transition {
  readonly sequence: number;
}

/** A row of supervision's own view: the case as its last event told it, and what lists sort and filter by. */
interface BoardRow extends LightTimes {
  readonly _id: string;
  snapshot: CaseSnapshot;
  sequence: number;
  timeline: PlacedTransition[];
  divisionPath: string[];
  handledBy: string[];
  state: CaseSnapshot['state'];
  level: Level;
  unsure: boolean;
  confidential: boolean;
}

/** Who may see a row: its divisions, and every unit that has or had the case. */
export interface RowScope {
  readonly divisionPath: readonly string[];
  readonly handledBy: readonly string[];
}

/** A page of the board. `total` counts the whole list. */
export interface BoardPage {
  readonly items: readonly CaseSnapshot[];
  readonly total: number;
  readonly next: BoardPosition | null;
}

/** The board's figures. Every level and every division asked for is there, with zeros where there is nothing. */
export interface BoardCounts {
  readonly total: Counts;
  readonly byLevel: ReadonlyMap<Level, Counts>;
  readonly byDivision: ReadonlyMap<string, Counts>;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, snapshot: Schema.Types.Mixed, sequence: Number, timeline: [Schema.Types.Mixed], divisionPath: [String],
    handledBy: [String], state: String, level: String, dueAt: Date, yellowAt: Date, unsure: Boolean, confidential: Boolean,
  },
  { collection: 'supervised_cases', versionKey: false, minimize: false },
);
// Every list is states within a jurisdiction in the order of the due date: each state's part of an index is in that order
// already and the server merges them. The fields behind the order let it drop rows of another light or level unread.
schema.index({ divisionPath: 1, state: 1, dueAt: 1, _id: 1, yellowAt: 1, level: 1 }, { name: 'division_state_due' });
schema.index({ handledBy: 1, state: 1, dueAt: 1, _id: 1, yellowAt: 1, level: 1 }, { name: 'unit_state_due' });

/** The board's view, built from `case.*` alone. */
@Injectable()
export class SupervisionStore implements OnModuleInit {
  readonly #rows: Model<BoardRow>;
  readonly #follower = new Batcher<Followed, boolean>({ run: (batch) => this.#followAll(batch), longestBatch: 100, mostInFlight: 2 });

  constructor(@Inject(MONGO) connection: Connection) {
    this.#rows = connection.models['BoardRow'] ?? connection.model<BoardRow>('BoardRow', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#rows.init();
  }

  /**
   * Takes over what a case event says: the newest snapshot wins, and each step stands once in the timeline, in the case's
   * order, also when it comes late (a dead letter that was replayed).
   * @returns whether the event was the newest; `false` when it told nothing new of the case's present
   */
  follow(snapshot: CaseSnapshot, transition: Transition, divisionPath: readonly string[]): Promise<boolean> {
    return this.#follower.submit({ snapshot, step: { ...transition, sequence: snapshot.sequence }, divisionPath });
  }

  /** Who may see each of these rows. */
  async scopes(caseIds: readonly string[]): Promise<ReadonlyMap<string, RowScope>> {
    const rows = await this.#rows.find({ _id: { $in: [...caseIds] } }, { divisionPath: 1, handledBy: 1 }).lean<(RowScope & { _id: string })[]>().exec();
    return new Map(rows.map((row) => [row._id, row]));
  }

  /** Many cases' events in one write. A refused upsert met the row with this sequence or a later one: the step is late. */
  async #followAll(batch: readonly Followed[]): Promise<boolean[]> {
    const updates = batch.map((followed) => ({
      updateOne: { filter: { _id: followed.snapshot.caseId, sequence: { $lt: followed.snapshot.sequence } }, update: { $set: newestOf(followed), ...recordOf(followed) }, upsert: true },
    }));
    const late = await this.#rows.bulkWrite(updates, { ordered: false }).then(
      () => new Set<number>(),
      (error: unknown) => {
        if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicateKey(error)) throw error;
        const refused = Array.isArray(error.writeErrors) ? error.writeErrors : [error.writeErrors];
        if (refused.some((one) => one.code !== duplicateKey)) throw error;
        return new Set(refused.map((one) => one.index));
      },
    );
    for (const index of late) {
      const followed = batch[index];
      if (followed !== undefined) await this.#rows.updateOne({ _id: followed.snapshot.caseId, 'timeline.sequence': { $ne: followed.step.sequence } }, recordOf(followed)).exec();
    }
    return batch.map((_, index) => !late.has(index));
  }

  /** A page of rows that meet every filter, the oldest due date first, and how many there are in all. */
  async list(filters: readonly (BoardFilter | JurisdictionFilter)[], after: BoardPosition | null, limit: number): Promise<BoardPage> {
    const [rows, total] = await Promise.all([
      this.#page(filters, after, limit + 1).lean<BoardRow[]>().exec(),
      this.#rows.countDocuments({ $and: [...filters] }).exec(),
    ]);
    const items = rows.slice(0, limit).map((row) => upgradeSnapshot(row.snapshot));
    const last = rows[limit - 1];
    return { items, total, next: rows.length > limit && last !== undefined ? { dueAt: last.dueAt, caseId: last._id } : null };
  }

  /** The server's plan for a page, to prove that an index serves it. */
  async explainList(filters: readonly (BoardFilter | JurisdictionFilter)[], after: BoardPosition | null, limit: number): Promise<unknown> {
    return this.#page(filters, after, limit).explain('executionStats').exec();
  }

  #page(filters: readonly (BoardFilter | JurisdictionFilter)[], after: BoardPosition | null, limit: number) {
    const beyond = after === null ? [] : [{ dueAt: { $gte: after.dueAt } }, { $or: [{ dueAt: { $gt: after.dueAt } }, { _id: { $gt: after.caseId } }] }];
    return this.#rows.find({ $and: [...filters, ...beyond] }, { snapshot: 1, dueAt: 1 }).sort({ dueAt: 1, _id: 1 }).limit(limit);
  }

  /** A case with its timeline, where `jurisdiction` lets its reader see it. */
  async find(caseId: string, jurisdiction: JurisdictionFilter): Promise<{ snapshot: CaseSnapshot; timeline: Transition[] } | null> {
    const row = await this.#rows.findOne({ $and: [{ _id: caseId }, jurisdiction] }).lean<BoardRow>().exec();
    return row === null ? null : { snapshot: upgradeSnapshot(row.snapshot), timeline: row.timeline.map(transitionOf) };
  }

  /** The counts of the board: in all, by level, and by the divisions `below`, at one instant of the store. */
  async count(filters: readonly (BoardFilter | JurisdictionFilter)[], below: readonly string[], now: Date): Promise<BoardCounts> {
    const group = (id: unknown): PipelineStage.FacetPipelineStage => ({
      $group: { _id: id, ...Object.fromEntries(Object.entries(countedFilters(now)).map(([name, filter]) => [name, { $sum: { $cond: [condition(filter), 1, 0] } }])) },
    });
    const area = { $first: { $filter: { input: '$divisionPath', cond: { $in: ['$$this', [...below]] } } } };
    // One pass over the rows makes few groups of level and division; the sums of both kinds are made of those.
    const [first] = await this.#rows.aggregate<{ groups: CountedGroup[] }>([
      { $match: { $and: [...filters] } },
      group({ level: '$level', area }),
      { $group: { _id: null, groups: { $push: '$$ROOT' } } },
    ]).exec();
    const groups = first?.groups ?? [];
    return {
      total: sum(groups),
      byLevel: new Map(levels.map((level) => [level, sum(groups.filter((counted) => counted._id.level === level))])),
      byDivision: new Map(below.map((code) => [code, sum(groups.filter((counted) => counted._id.area === code))])),
    };
  }
}

/** A case event as the board takes it over. */
interface Followed {
  readonly snapshot: CaseSnapshot;
  readonly step: PlacedTransition;
  readonly divisionPath: readonly string[];
}

function newestOf({ snapshot, divisionPath }: Followed) {
  return {
    snapshot, sequence: snapshot.sequence, divisionPath: [...divisionPath], state: snapshot.state, level: snapshot.level,
    ...lightTimes(snapshot.clocks), unsure: snapshot.unsure.length > 0, confidential: snapshot.confidential,
  };
}

function recordOf({ snapshot, step }: Followed) {
  return { $push: { timeline: { $each: [step], $sort: { sequence: 1 as const } } }, $addToSet: { handledBy: { $each: handlersOf(snapshot) } } };
}

/** A stored step without its place; steps of 0.1.0 come out as today's. */
function transitionOf(placed: PlacedTransition): Transition {
  const { type, at, by, reason, text, fromState, fromUnitId, toUnitId } = upgradeTransition(placed);
  return { type, at, by, reason, text, fromState, fromUnitId, toUnitId };
}

interface CountedGroup extends Counts {
  readonly _id: { readonly level: Level; readonly area?: string | null };
}

function sum(groups: readonly Counts[]): Counts {
  const of = (name: keyof Counts) => groups.reduce((total, counted) => total + counted[name], 0);
  return { open: of('open'), notAccepted: of('notAccepted'), dueSoon: of('dueSoon'), overdue: of('overdue'), answered: of('answered'), closed: of('closed'), unsure: of('unsure') };
}

/** A list's condition as an expression, so that counts and lists can't drift apart. */
function condition(filter: BoardFilter): object {
  const clauses = Object.entries(filter).flatMap(([field, wanted]) => {
    if (typeof wanted !== 'object' || wanted === null) throw new TypeError(`the condition on ${field} names no operator`);
    return Object.entries(wanted).map(([operator, value]) => ({ [operator]: [`$${field}`, value] }));
  });
  return { $and: clauses };
}
