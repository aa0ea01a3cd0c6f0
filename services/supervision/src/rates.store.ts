import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { CaseSnapshot, CountedOn, RatedCase } from '@suqiao/contracts';
import { Batcher, isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type ClientSession, type Connection, type Model, type mongo } from 'mongoose';
import { dayFields, type FactsFilter, type TallyField } from './domain/rate-dimensions';
import { conditionsIn, ratedFacts, type RatedFacts, type Tally } from './domain/rates';

/** Injection token of the clock that says when supervision learned something: `() => Date`. */
export const RATES_CLOCK = Symbol('clock of the rates');

/** Rated facts and when they were what supervision knew: from `validFrom`, until before `validTo`. */
interface FactsRow extends RatedFacts {
  /** `<caseId>:<sequence>`: the same event can't be recorded twice. */
  readonly _id: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** Which facts are asked for: conditions that all hold, on cases whose counted day lies in a period, as known at an instant. */
export interface FactsQuestion {
  readonly filters: readonly FactsFilter[];
  readonly countedOn: CountedOn;
  /** First and last Shanghai day. */
  readonly from: string;
  readonly to: string;
  readonly at: Date;
}

/** A tally of the cases that share a field's value. */
export interface ValuedTally extends Tally {
  readonly value: string | null;
}

/** The place of a page's end: its counted day and its case. */
export interface FactsPosition {
  readonly day: string;
  readonly caseId: string;
}

/** A page of cases. `total` counts the whole list, also the `withheld` that are confidential and were not to be shown. */
export interface FactsPage {
  readonly items: readonly RatedCase[];
  readonly total: number;
  readonly withheld: number;
  readonly next: FactsPosition | null;
}

/** `validTo` of what is known now. A date and not `null`, so that one range asks for any day. */
const openEnd = new Date('9999-12-31T00:00:00.000Z');
/** How often a first event that met another of its case is tried again; the second try already sees the other. */
const attempts = 4;

const schema = new Schema(
  {
    _id: { type: String, required: true }, caseId: String, sequence: Number, validFrom: Date, validTo: Date, divisionPath: [String], handledBy: [String],
    divisionCode: String, unitId: String, level: String, categoryCode: String, channel: String, confidential: Boolean, dispatchedDay: String, closedDay: String,
    conditions: [String], conditionBits: Number, firstAnswer: Schema.Types.Mixed, shown: Schema.Types.Mixed,
  },
  { collection: 'rated_facts', versionKey: false, minimize: false },
);
schema.index({ caseId: 1, sequence: 1 }, { name: 'case_sequence' });
// A case has one present: two first events at once can't both open one.
schema.index({ caseId: 1 }, { name: 'one_present', unique: true, partialFilterExpression: { validTo: openEnd } });
// Every question is a period within a jurisdiction at an instant; lists come in the order of day and case. The fields
// behind that order let the server drop what was not known then, or is of another level or channel, without reading it,
// and make a tally from the index alone.
const behind = { caseId: 1, validTo: 1, validFrom: 1, level: 1, unitId: 1, categoryCode: 1, channel: 1, divisionCode: 1, conditionBits: 1 } as const;
const closedOnly = { partialFilterExpression: { closedDay: { $gte: '' } } };
schema.index({ divisionPath: 1, dispatchedDay: 1, ...behind }, { name: 'division_dispatched' });
schema.index({ handledBy: 1, dispatchedDay: 1, ...behind }, { name: 'unit_dispatched' });
schema.index({ divisionPath: 1, closedDay: 1, ...behind }, { name: 'division_closed', ...closedOnly });
schema.index({ handledBy: 1, closedDay: 1, ...behind }, { name: 'unit_closed', ...closedOnly });

/** A case event to record. */
interface Followed {
  readonly snapshot: CaseSnapshot;
  readonly divisionPath: readonly string[];
}

/** What was known of every case at any time since supervision began to record: rows are added and closed, never changed. */
@Injectable()
export class RatesStore implements OnModuleInit {
  readonly #connection: Connection;
  readonly #rows: Model<FactsRow>;
  readonly #clock: () => Date;
  readonly #follower = new Batcher<Followed, boolean>({ run: (batch) => this.#followAll(batch), longestBatch: 50, mostInFlight: 1 });

  constructor(@Inject(MONGO) connection: Connection, @Inject(RATES_CLOCK) clock: () => Date) {
    this.#connection = connection;
    this.#clock = clock;
    this.#rows = connection.models['FactsRow'] ?? connection.model<FactsRow>('FactsRow', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#rows.init();
  }

  /**
   * Records what a case event says as known from now on. An event that is known already changes nothing; one that comes
   * after a later one of its case is kept, but was never what was known: what only it tells of (a unit that had the case, a
   * first answer) counts from the case's next event on.
   * @returns whether the event is what is known of the case now
   */
  follow(snapshot: CaseSnapshot, divisionPath: readonly string[]): Promise<boolean> {
    return this.#follower.submit({ snapshot, divisionPath });
  }

  async #followAll(batch: readonly Followed[]): Promise<boolean[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#connection.transaction((session) => this.#record(batch, session), { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } });
      } catch (error) {
        // Another process recorded one of these events, or another of the same case, between our look and our write.
        if (!isDuplicateKey(error) || attempt === attempts) throw error;
      }
    }
  }

  async #record(batch: readonly Followed[], session: ClientSession): Promise<boolean[]> {
    const caseIds = batch.map(({ snapshot }) => snapshot.caseId);
    const found = await this.#rows.find({ caseId: { $in: caseIds } }, { caseId: 1, sequence: 1, validFrom: 1, validTo: 1, handledBy: 1, firstAnswer: 1 }).sort({ caseId: 1, sequence: 1 }).session(session).lean<FactsRow[]>().exec();
    const byCase = Map.groupBy(found, (row) => row.caseId);
    const writes: mongo.AnyBulkWriteOperation<FactsRow>[] = [];
    const told = batch.map((followed) => {
      const known = byCase.get(followed.snapshot.caseId) ?? [];
      byCase.set(followed.snapshot.caseId, known);
      return this.#recordOne(followed, known, writes);
    });
    if (writes.length > 0) await this.#rows.collection.bulkWrite(writes as unknown as mongo.AnyBulkWriteOperation[], { session, ordered: true });
    return told;
  }

  /** Adds what one event tells to `known`, the rows of its case in their order, and to what is to be written. */
  #recordOne({ snapshot, divisionPath }: Followed, known: FactsRow[], writes: mongo.AnyBulkWriteOperation<FactsRow>[]): boolean {
    const { caseId, sequence } = snapshot;
    const present = known.find((row) => row.validTo.getTime() === openEnd.getTime());
    if (known.some((row) => row.sequence === sequence)) return present?.sequence === sequence;
    const facts = ratedFacts(snapshot, divisionPath, known.filter((row) => row.sequence < sequence));
    const isNewest = present === undefined || present.sequence < sequence;
    // A clock that went back must not make an interval end before it began.
    const validFrom = new Date(Math.max(this.#clock().getTime(), isNewest ? (present?.validFrom.getTime() ?? 0) : 0));
    if (isNewest && present !== undefined) {
      writes.push({ updateOne: { filter: { _id: present._id }, update: { $set: { validTo: validFrom } } } });
      known[known.indexOf(present)] = { ...present, validTo: validFrom };
    }
    const row: FactsRow = { _id: `${caseId}:${String(sequence)}`, ...facts, validFrom, validTo: isNewest ? openEnd : validFrom };
    writes.push({ insertOne: { document: row } });
    known.push(row);
    known.sort((one, other) => one.sequence - other.sequence);
    return isNewest;
  }

  /** How many cases meet which conditions, by the values of a field. */
  async tally(question: FactsQuestion, field: TallyField): Promise<ValuedTally[]> {
    const counted = await this.#tally(question, field).exec();
    return counted.map(({ _id: { value, bits }, count }) => ({ value: value ?? null, conditions: conditionsIn(bits), count }));
  }

  /** A page of the cases of a question by counted day and case. `confidential: false` withholds confidential ones from `items`. */
  async list(question: FactsQuestion, confidential: boolean, after: FactsPosition | null, limit: number): Promise<FactsPage> {
    const day = dayFields[question.countedOn];
    const [rows, total, withheld] = await Promise.all([
      this.#page(question, confidential, after, limit + 1).lean<FactsRow[]>().exec(),
      this.#rows.countDocuments(matching(question)).exec(),
      confidential ? 0 : this.#rows.countDocuments(matching(question, { confidential: true })).exec(),
    ]);
    const items = rows.slice(0, limit).map(({ shown, conditions }): RatedCase => ({ ...shown, conditions: [...conditions] }));
    const last = rows[limit - 1];
    return { items, total, withheld, next: rows.length > limit && last !== undefined ? { day: last[day] ?? '', caseId: last.caseId } : null };
  }

  /** The server's plans for a tally and for a page, to prove that an index serves both. */
  async explain(question: FactsQuestion, field: TallyField, limit: number): Promise<{ readonly tally: unknown; readonly page: unknown }> {
    const tally: unknown = await this.#tally(question, field).explain('executionStats');
    const page: unknown = await this.#page(question, true, null, limit).explain('executionStats');
    return { tally, page };
  }

  #tally(question: FactsQuestion, field: TallyField) {
    return this.#rows.aggregate<{ readonly _id: { readonly value?: string | null; readonly bits: number }; readonly count: number }>([
      { $match: matching(question) },
      { $group: { _id: { value: fieldExpression(question.countedOn, field), bits: '$conditionBits' }, count: { $sum: 1 } } },
    ]);
  }

  #page(question: FactsQuestion, confidential: boolean, after: FactsPosition | null, limit: number) {
    const day = dayFields[question.countedOn];
    const beyond = after === null ? [] : [{ [day]: { $gte: after.day } }, { $or: [{ [day]: { $gt: after.day } }, { caseId: { $gt: after.caseId } }] }];
    const shown = confidential ? [] : [{ confidential: false }];
    return this.#rows.find(matching(question, ...beyond, ...shown), { caseId: 1, dispatchedDay: 1, closedDay: 1, conditions: 1, shown: 1 }).sort({ [day]: 1, caseId: 1 }).limit(limit);
  }
}

function matching({ filters, countedOn, from, to, at }: FactsQuestion, ...more: readonly FactsFilter[]): { $and: FactsFilter[] } {
  return { $and: [...filters, { [dayFields[countedOn]]: { $gte: from, $lte: to } }, { validFrom: { $lte: at }, validTo: { $gt: at } }, ...more] };
}

function fieldExpression(countedOn: CountedOn, field: TallyField): unknown {
  const day = `$${dayFields[countedOn]}`;
  if (field === 'month') return { $substrBytes: [day, 0, 7] };
  return field === 'day' ? day : `$${field}`;
}
