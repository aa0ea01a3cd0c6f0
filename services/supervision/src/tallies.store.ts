import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type ClientSession, type Connection, type Model, type mongo, type PipelineStage } from 'mongoose';
import { placeOf, runningStates, type BoardFilter, type BoardScope } from './domain/board';
import type { TalliedFacts } from './domain/board-row';
import { slotStart, flatCounts, nestedCounts, TallyChanges, tallyId, type LitGroup, type Tally, type TallyDelta, type TallyScope } from './domain/tallies';

const schema = new Schema(
  { _id: { type: String, required: true }, kind: String, area: String, unitId: String, divisionPath: [String], place: String, counts: Schema.Types.Mixed },
  { collection: 'board_tallies', versionKey: false, minimize: false, id: false },
);
schema.index({ kind: 1, area: 1 }, { name: 'kind_area' });
schema.index({ unitId: 1 }, { name: 'unit' });
schema.index({ place: 1 }, { name: 'place' });

interface StoredTally extends Tally {
  readonly place: string;
}

/** The board's rows, whose collection `SupervisionStore` owns. */
export const boardCollection = 'supervised_cases';

/** A tally that was not what its rows make it, and was mended. */
export interface MendedTally {
  readonly id: string;
  /** What was added to `level.visibility.counter`. */
  readonly added: Readonly<Record<string, number>>;
}

/** Whose figures are asked for, and where. */
export interface TallyQuestion {
  readonly scope: BoardScope;
  /** A division, where one is asked for. */
  readonly asked: string | null;
  /** Every place there may be within it. */
  readonly places: readonly string[];
}

/** What the board's figures are summed from, at one instant of the store. */
export interface TallyReading {
  readonly tallies: readonly Tally[];
  readonly lit: readonly LitGroup[];
}

/** The document that says that tallies were made of every row there was. */
const completeMark = 'complete';

const durably = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } } as const;

/** Numbers of the board's rows, written in the transaction that writes the rows: nothing that dies leaves them apart. */
@Injectable()
export class TalliesStore implements OnModuleInit {
  readonly #connection: Connection;
  readonly #tallies: Model<StoredTally>;
  /** The driver's own: mongoose leaves out of an unordered bulk write, in silence, what it can't cast. */
  readonly #collection: mongo.Collection<StoredTally>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#connection = connection;
    this.#tallies = connection.models['BoardTally'] ?? connection.model<StoredTally>('BoardTally', schema);
    this.#collection = connection.getClient().db(connection.name).collection<StoredTally>(this.#tallies.collection.collectionName);
  }

  async onModuleInit(): Promise<void> {
    await this.#tallies.init();
  }

  /** Adds changes, in a transaction that also writes the rows they come from. */
  async add(deltas: readonly TallyDelta[], session: ClientSession): Promise<void> {
    if (deltas.length === 0) return;
    await this.#collection.bulkWrite(deltas.map(({ id, scope, added }) => ({
      updateOne: {
        filter: { _id: id },
        update: { $inc: Object.fromEntries([...added].map(([counter, count]) => [`counts.${counter}`, count])), $setOnInsert: fieldsOf(scope) },
        upsert: true,
      },
    })), { session, ordered: false });
  }

  /**
   * The tallies that a scope's figures are made of, with what turned yellow or red since the slot of `now` began.
   * @param below divisions below the asked one, or below the reader's where none is asked; `null` where only the sum is asked for
   * @param lights which lights are asked for
   */
  async read(question: TallyQuestion, below: readonly string[] | null, now: Date, lights: readonly LitGroup['kind'][]): Promise<TallyReading> {
    const { scope, asked } = question;
    const lit = lights.map((kind) => ({ $unionWith: { coll: boardCollection, pipeline: litStages(kind, question, below !== null, now) } }));
    const found = await this.#collection.aggregate<StoredTally | { readonly lit: LitGroup }>([{ $match: talliesFilter(scope, asked, below ?? []) }, ...lit], { readConcern: { level: 'snapshot' } }).toArray();
    return { tallies: found.flatMap((one) => ('lit' in one ? [] : [one])), lit: found.flatMap((one) => ('lit' in one ? [one.lit] : [])) };
  }

  /** Whether every row has been counted once. */
  async isComplete(): Promise<boolean> {
    return (await this.#tallies.exists({ _id: completeMark }).exec()) !== null;
  }

  async markComplete(): Promise<void> {
    await this.#tallies.updateOne({ _id: completeMark }, { $setOnInsert: { kind: 'mark' } }, { upsert: true }).exec();
  }

  /** Every place of a row or of a tally. */
  async places(): Promise<string[]> {
    const [ofRows, ofTallies] = await Promise.all([this.#rows().distinct('place'), this.#tallies.distinct('place').exec()]);
    return [...new Set([...ofRows, ...ofTallies].filter((place) => typeof place === 'string'))].sort();
  }

  /** Gives rows of an earlier version what tallies are made from. @returns how many */
  async complete(): Promise<number> {
    const place = { $reduce: { input: '$divisionPath', initialValue: '', in: { $cond: [{ $eq: ['$$value', ''] }, '$$this', { $concat: ['$$value', '/', '$$this'] }] } } };
    const result = await this.#rows().updateMany({ place: null }, [
      { $set: { place, running: { $in: ['$state', ['dispatched', 'returned', 'accepted']] }, yellowAt: { $min: ['$yellowAt', '$dueAt'] }, confidential: { $ifNull: ['$confidential', false] }, waiting: { $eq: [{ $type: '$snapshot.request' }, 'object'] } } },
    ]);
    return result.modifiedCount;
  }

  /** Counts the rows of a place, and mends the tallies of that place, its units' too, where they differ. */
  async recountPlace(place: string): Promise<MendedTally[]> {
    return this.#connection.transaction(async (session) => {
      const changes = new TallyChanges();
      const rows = this.#rows().find({ place }, { session, projection: { divisionPath: 1, handledBy: 1, state: 1, level: 1, unsure: 1, confidential: 1, dueAt: 1, yellowAt: 1 }, batchSize: 2000 });
      for await (const row of rows) changes.change(null, row);
      const right = changes.deltas().filter(({ scope }) => scope.kind !== 'division');
      const stored = await this.#tallies.find({ place, kind: { $in: ['place', 'unit'] } }).session(session).lean<StoredTally[]>().exec();
      return this.#mend(right, stored, session);
    }, durably);
  }

  /** Sums the tallies of places, and mends the divisions' where they differ. */
  async recountDivisions(): Promise<MendedTally[]> {
    return this.#connection.transaction(async (session) => {
      const stored = await this.#tallies.find({ kind: { $in: ['place', 'division'] } }).session(session).lean<StoredTally[]>().exec();
      const sums = new Map<string, { readonly id: string; readonly scope: TallyScope; readonly added: Map<string, number> }>();
      for (const { kind, divisionPath, counts } of stored) {
        if (kind !== 'place') continue;
        for (const [index, area] of divisionPath.entries()) {
          const scope: TallyScope = { kind: 'division', area, divisionPath: divisionPath.slice(index), unitId: null };
          const sum = sums.get(tallyId(scope)) ?? { id: tallyId(scope), scope, added: new Map<string, number>() };
          sums.set(sum.id, sum);
          for (const [counter, count] of flatCounts(counts)) sum.added.set(counter, (sum.added.get(counter) ?? 0) + count);
        }
      }
      return this.#mend([...sums.values()], stored.filter(({ kind }) => kind === 'division'), session);
    }, durably);
  }

  /** Replaces what differs; zeros that a tally has gathered go with it. */
  async #mend(right: readonly TallyDelta[], stored: readonly StoredTally[], session: ClientSession): Promise<MendedTally[]> {
    const wanted = new Map(right.map((one) => [one.id, one]));
    const mended: MendedTally[] = [];
    const writes: mongo.AnyBulkWriteOperation<StoredTally>[] = [];
    for (const one of stored) if (!wanted.has(one._id)) wanted.set(one._id, { id: one._id, scope: one, added: new Map() });
    const present = new Map(stored.map((one) => [one._id, one.counts]));
    for (const { id, scope, added } of wanted.values()) {
      const is = flatCounts(present.get(id) ?? {});
      const off = [...new Set([...is.keys(), ...added.keys()])].map((counter) => [counter, (added.get(counter) ?? 0) - (is.get(counter) ?? 0)] as const).filter(([, count]) => count !== 0);
      if (off.length > 0) mended.push({ id, added: Object.fromEntries(off) });
      if (off.length > 0 || hasZeros(present.get(id))) writes.push({ replaceOne: { filter: { _id: id }, replacement: { ...fieldsOf(scope), counts: nestedCounts(added) }, upsert: true } });
    }
    if (writes.length > 0) await this.#collection.bulkWrite(writes, { session, ordered: false });
    return mended;
  }

  #rows(): mongo.Collection<TalliedFacts & { readonly _id: string; readonly place: string | null }> {
    return this.#connection.getClient().db(this.#connection.name).collection(boardCollection);
  }
}

function fieldsOf({ kind, area, divisionPath, unitId }: TallyScope): Omit<StoredTally, '_id' | 'counts'> {
  return { kind, area, divisionPath: [...divisionPath], unitId, place: placeOf(divisionPath) };
}

function hasZeros(counts: Tally['counts'] = {}): boolean {
  return Object.values(counts).some((byVisibility) => Object.values(byVisibility).some((counters) => Object.values(counters).includes(0)));
}

/** Which tallies a scope's figures are summed from; jurisdiction is part of the query. */
function talliesFilter({ divisionCode, unitId }: BoardScope, asked: string | null, below: readonly string[]): BoardFilter {
  if (unitId !== null) return { unitId, ...(asked !== null && { divisionPath: asked }) };
  const top = asked ?? divisionCode;
  const areas = [top, ...below];
  return {
    $or: [
      { kind: 'division', area: { $in: areas }, divisionPath: divisionCode },
      { kind: 'division', area: divisionCode, divisionPath: { $in: areas } },
      { kind: 'place', area: top, divisionPath: divisionCode },
    ],
  };
}

/** Running rows whose instant lies between the beginning of the present slot and now, by place; from an index alone for a division. */
function litStages(kind: LitGroup['kind'], { scope: { unitId }, asked, places }: TallyQuestion, byPlace: boolean, now: Date): PipelineStage.FacetPipelineStage[] {
  const [lit, within] = [{ $gte: slotStart(now), $lte: now }, { place: { $in: [...places] } }];
  return [
    { $match: { [kind === 'due' ? 'dueAt' : 'yellowAt']: lit, ...(unitId === null ? { running: true, ...within } : { handledBy: unitId, state: { $in: [...runningStates] }, ...(asked !== null && within) }) } },
    { $group: { _id: { place: byPlace ? '$place' : null, level: '$level', confidential: '$confidential' }, count: { $sum: 1 } } },
    { $project: { _id: 0, lit: { kind: { $literal: kind }, place: '$_id.place', level: '$_id.level', confidential: '$_id.confidential', count: '$count' } } },
  ];
}
