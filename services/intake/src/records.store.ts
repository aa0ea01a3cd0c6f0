import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Reader, RecordContent, RecordKind, RecordState } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import type { PagePosition } from '@suqiao/infra/http';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model, type QueryFilter } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import type { Amendment, RecordAuthor } from './domain/record';
import { isFederationOfficer, withinDivision } from './domain/record-access';

/** A record as stored: its content, its versions before, and what lists ask by. What was said off it lies elsewhere. */
export interface RecordDocument {
  readonly _id: string;
  kind: RecordKind;
  state: RecordState;
  content: RecordContent;
  /** The content's day: lists sort by it. */
  date: string;
  creditCodes: string[];
  /** The divisions of its place and of its author, with those above them. */
  divisionPath: string[];
  author: RecordAuthor;
  version: number;
  createdAt: string;
  updatedAt: string;
  finishedAt: string | null;
  history: Amendment[];
  /** Who made it under which Idempotency-Key, and the digest of what was asked. */
  createdUnder?: string;
  createdDigest?: string;
}
export type RecordFilter = QueryFilter<RecordDocument>;

/** A line of a record from which an appeal is raised. Whether it was received, intake's appeals tell. */
export interface RaisedLine {
  readonly _id: string;
  recordId: string;
  lineId: string;
  raisedAt: string;
  raisedByName: string;
}

/** What makes a new record the same one when it is sent again. */
export interface CreationKey {
  readonly createdUnder: string;
  readonly createdDigest: string;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, kind: String, state: String, content: Schema.Types.Mixed, date: String, creditCodes: [String], divisionPath: [String], author: Schema.Types.Mixed,
    version: Number, createdAt: String, updatedAt: String, finishedAt: String, history: [Schema.Types.Mixed], createdUnder: String, createdDigest: String,
  },
  { collection: 'records', versionKey: false, minimize: false, id: false },
);
schema.index({ divisionPath: 1, state: 1, date: -1, _id: -1 }, { name: 'division_day' });
schema.index({ 'author.subject': 1, date: -1, _id: -1 }, { name: 'author_day' });
schema.index({ creditCodes: 1, date: -1, _id: -1 }, { name: 'enterprise_day' });
schema.index({ createdUnder: 1 }, { name: 'created_under', unique: true, partialFilterExpression: { createdUnder: { $type: 'string' } } });
const lineSchema = new Schema({ _id: { type: String, required: true }, recordId: String, lineId: String, raisedAt: String, raisedByName: String }, { collection: 'record_lines', versionKey: false });
lineSchema.index({ recordId: 1, raisedAt: 1 }, { name: 'record' });

/** What a reader may see of records: finished ones within their division, and their own. Nothing for who is no officer. */
export function readableRecords(reader: Pick<Reader, 'subject' | 'role' | 'unitId' | 'divisionCode'>): RecordFilter {
  if (!isFederationOfficer(reader)) return { _id: { $in: [] } };
  return { $or: [{ 'author.subject': reader.subject }, { state: 'finished', ...withinDivision(reader) }] };
}

/** 走访、座谈、问卷、社情民意 as officers write them down. */
@Injectable()
export class RecordsStore implements OnModuleInit {
  readonly #records: Model<RecordDocument>;
  readonly #lines: Model<RaisedLine>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#records = connection.models['OfficerRecord'] ?? connection.model<RecordDocument>('OfficerRecord', schema);
    this.#lines = connection.models['RecordLine'] ?? connection.model<RaisedLine>('RecordLine', lineSchema);
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.#records.init(), this.#lines.init()]);
  }

  /** Makes a draft. @returns the first one, when the key was used before */
  async create(kind: RecordKind, content: RecordContent, author: RecordAuthor, key: CreationKey | null, now: Date): Promise<RecordDocument> {
    const at = now.toISOString();
    const draft: RecordDocument = { _id: uuidv7(), kind, state: 'draft', content, ...indexed(content, author), author, version: 1, createdAt: at, updatedAt: at, finishedAt: null, history: [], ...key };
    try {
      await this.#records.create(draft);
      return draft;
    } catch (error) {
      const first = isDuplicateKey(error) && key !== null ? await this.#records.findOne({ createdUnder: key.createdUnder }).lean<RecordDocument>().exec() : null;
      if (first === null) throw error;
      return first;
    }
  }

  /** A record that meets every filter, or `null`. */
  find(id: string, filters: readonly RecordFilter[]): Promise<RecordDocument | null> {
    return this.#records.findOne({ $and: [{ _id: id }, ...filters] }).lean<RecordDocument>().exec();
  }

  /** A page of records, the newest day first. */
  async list(filters: readonly RecordFilter[], after: PagePosition | null, limit: number): Promise<{ items: RecordDocument[]; total: number; next: PagePosition | null }> {
    const beyond: RecordFilter[] = after === null ? [] : [{ $or: [{ date: { $lt: after[0] } }, { date: after[0], _id: { $lt: after[1] } }] }];
    const [found, total] = await Promise.all([
      this.#records.find({ $and: [...filters, ...beyond] }, { history: 0 }).sort({ date: -1, _id: -1 }).limit(limit + 1).lean<RecordDocument[]>().exec(),
      this.#records.countDocuments({ $and: [...filters] }).exec(),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last.date, last._id] : null };
  }

  /** How many records an enterprise takes part in, within a filter. */
  count(filters: readonly RecordFilter[]): Promise<number> {
    return this.#records.countDocuments({ $and: [...filters] }).exec();
  }

  /**
   * Replaces the content if the record is still at the version that the change is based on.
   * @param amendment the version before, where it stays on record; `null` for a draft
   * @returns `null` when somebody else has changed it
   */
  change(before: RecordDocument, content: RecordContent, amendment: Amendment | null, now: Date): Promise<RecordDocument | null> {
    return this.#advance(before, { $set: { content, ...indexed(content, before.author), updatedAt: now.toISOString() }, ...(amendment !== null && { $push: { history: amendment } }) });
  }

  /** A draft becomes a finished record. @returns `null` when somebody else has changed it */
  finish(before: RecordDocument, now: Date): Promise<RecordDocument | null> {
    return this.#advance(before, { $set: { state: 'finished', finishedAt: now.toISOString(), updatedAt: now.toISOString() } });
  }

  /** Notes that an appeal is raised from a line, before it is: a line of which nothing was received shows nothing. */
  async note(line: RaisedLine): Promise<void> {
    const { _id, ...rest } = line;
    await this.#lines.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true }).exec();
  }

  /** The lines of a record, in the order in which they were raised. */
  linesOf(recordId: string): Promise<RaisedLine[]> {
    return this.#lines.find({ recordId }).sort({ raisedAt: 1, _id: 1 }).lean<RaisedLine[]>().exec();
  }

  /** The line that an appeal with this number of its channel was raised from. */
  lineOf(reference: string): Promise<RaisedLine | null> {
    return this.#lines.findById(reference).lean<RaisedLine>().exec();
  }

  #advance(before: RecordDocument, update: object): Promise<RecordDocument | null> {
    return this.#records.findOneAndUpdate({ _id: before._id, version: before.version, state: before.state }, { ...update, $inc: { version: 1 } }, { returnDocument: 'after' }).lean<RecordDocument>().exec();
  }
}

/** What lists ask by, from the content and the author. */
function indexed(content: RecordContent, author: RecordAuthor): Pick<RecordDocument, 'date' | 'creditCodes' | 'divisionPath'> {
  const places = [author.divisionCode, ...(content.place.divisionCode === undefined ? [] : [content.place.divisionCode])];
  return {
    date: content.date, creditCodes: [...new Set(content.enterprises.flatMap(({ creditCode }) => (creditCode === undefined ? [] : [creditCode])))],
    divisionPath: [...new Set(places.flatMap((code) => directory.divisionPath(code)))],
  };
}
