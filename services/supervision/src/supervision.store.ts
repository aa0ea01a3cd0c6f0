import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { levels, type CaseEvent, type CaseSnapshot, type Counts, type Level, type Transition } from '@suqiao/contracts';
import type { JurisdictionFilter } from '@suqiao/infra/auth';
import type { PagePosition } from '@suqiao/infra/http';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model, type PipelineStage } from 'mongoose';
import { countedFilters, type BoardFilter } from './domain/board';

/** A row of supervision's own view: the case as its last event told it, and what lists sort and filter by. */
interface BoardRow {
  readonly _id: string;
  snapshot: CaseSnapshot;
  sequence: number;
  timeline: Transition[];
  divisionPath: string[];
  handledBy: string[];
  state: CaseSnapshot['state'];
  level: Level;
  dueAt: Date;
  /** The yellow instant of the appeal's own due date. */
  dueSoonAt: Date;
  unsure: boolean;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, snapshot: Schema.Types.Mixed, sequence: Number, timeline: [Schema.Types.Mixed], divisionPath: [String],
    handledBy: [String], state: String, level: String, dueAt: Date, dueSoonAt: Date, unsure: Boolean,
  },
  { collection: 'supervised_cases', versionKey: false, minimize: false },
);
schema.index({ divisionPath: 1, state: 1, dueAt: 1, _id: 1 });
schema.index({ divisionPath: 1, dueAt: 1, _id: 1 });
schema.index({ divisionPath: 1, level: 1, dueAt: 1, _id: 1 });
schema.index({ handledBy: 1, dueAt: 1, _id: 1 });

/** The board's view, built from `case.*` alone. */
@Injectable()
export class SupervisionStore implements OnModuleInit {
  readonly #rows: Model<BoardRow>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#rows = connection.models['BoardRow'] ?? connection.model<BoardRow>('BoardRow', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#rows.init();
  }

  /**
   * Takes over an event, once and in order.
   * @returns whether it was new
   */
  async follow(event: CaseEvent, divisionPath: readonly string[]): Promise<boolean> {
    const { case: snapshot, transition } = event.data;
    const facts = {
      snapshot, sequence: snapshot.sequence, divisionPath: [...divisionPath], state: snapshot.state, level: snapshot.level,
      dueAt: new Date(snapshot.clocks.dueAt), unsure: snapshot.unsure.length > 0,
    };
    // A case that has risen keeps the yellow instant of its own due date: the new level's yellow is another clock.
    const yellow = snapshot.clocks.stepDueAt === snapshot.clocks.dueAt ? { dueSoonAt: new Date(snapshot.clocks.dueSoonAt) } : {};
    try {
      const written = await this.#rows.updateOne(
        { _id: snapshot.caseId, sequence: { $lt: snapshot.sequence } },
        { $set: { ...facts, ...yellow }, $push: { timeline: transition }, $addToSet: { handledBy: snapshot.unit.unitId } },
        { upsert: true },
      ).exec();
      return written.matchedCount + written.upsertedCount > 0;
    } catch (error) {
      // The upsert met the row with this sequence or a later one: the event was taken over before.
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** A page of rows, the oldest due date first, and how many there are in all. */
  async list(filters: readonly (BoardFilter | JurisdictionFilter)[], after: PagePosition | null, limit: number): Promise<{ items: CaseSnapshot[]; total: number; next: PagePosition | null }> {
    const beyond = after === null ? [] : [{ $or: [{ dueAt: { $gt: new Date(after[0]) } }, { dueAt: new Date(after[0]), _id: { $gt: after[1] } }] }];
    const [rows, total] = await Promise.all([
      this.#rows.find({ $and: [...filters, ...beyond] }, { snapshot: 1 }).sort({ dueAt: 1, _id: 1 }).limit(limit + 1).lean<BoardRow[]>().exec(),
      this.#rows.countDocuments({ $and: [...filters] }).exec(),
    ]);
    const items = rows.slice(0, limit).map((row) => row.snapshot);
    const last = items.at(-1);
    return { items, total, next: rows.length > limit && last !== undefined ? [last.clocks.dueAt, last.caseId] : null };
  }

  async find(caseId: string, jurisdiction: JurisdictionFilter): Promise<{ snapshot: CaseSnapshot; timeline: Transition[] } | null> {
    return this.#rows.findOne({ $and: [{ _id: caseId }, jurisdiction] }).lean<BoardRow>().exec();
  }

  /** The counts of the board: in all, by level, and by the divisions `below` (one place of the path), in one pass. */
  async count(filters: readonly (BoardFilter | JurisdictionFilter)[], below: readonly string[], now: Date): Promise<{ total: Counts; byLevel: Map<Level, Counts>; byDivision: Map<string, Counts> }> {
    const group = (id: unknown): PipelineStage.FacetPipelineStage => ({
      $group: { _id: id, ...Object.fromEntries(Object.entries(countedFilters(now)).map(([name, filter]) => [name, { $sum: { $cond: [condition(filter), 1, 0] } }])) },
    });
    const wanted: PipelineStage[] = [
      { $match: { $and: [...filters] } },
      { $project: { state: 1, level: 1, dueAt: 1, dueSoonAt: 1, unsure: 1, divisionPath: 1 } },
      { $facet: {
        total: [group(null)],
        byLevel: [group('$level')],
        byDivision: [{ $unwind: '$divisionPath' }, { $match: { divisionPath: { $in: [...below] } } }, group('$divisionPath')],
      } },
    ];
    const [facets] = await this.#rows.aggregate<{ total: GroupRow<null>[]; byLevel: GroupRow<Level>[]; byDivision: GroupRow<string>[] }>(wanted).exec();
    return {
      total: countsOf(facets?.total[0]),
      byLevel: new Map(levels.map((level) => [level, countsOf(facets?.byLevel.find((row) => row._id === level))])),
      byDivision: new Map(below.map((code) => [code, countsOf(facets?.byDivision.find((row) => row._id === code))])),
    };
  }
}

type GroupRow<Id> = Counts & { readonly _id: Id };

function countsOf(row: Counts | undefined): Counts {
  const { open = 0, notAccepted = 0, dueSoon = 0, overdue = 0, answered = 0, closed = 0, unsure = 0 } = row ?? {};
  return { open, notAccepted, dueSoon, overdue, answered, closed, unsure };
}

/** A list's condition as an expression, so that counts and lists can't drift apart. */
function condition(filter: BoardFilter): object {
  const clauses = Object.entries(filter).flatMap(([field, wanted]) => {
    if (typeof wanted !== 'object' || wanted === null) return [{ $eq: [`$${field}`, wanted] }];
    return Object.entries(wanted).map(([operator, value]) => ({ [operator]: [`$${field}`, value] }));
  });
  return { $and: clauses };
}
