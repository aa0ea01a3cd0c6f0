import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Enterprise } from '@suqiao/contracts';
import { directory, enterpriseKey, nameWithoutPlaces } from '@suqiao/directory';
import type { PagePosition } from '@suqiao/infra/http';
import { Batcher, duplicateKey, isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { mongo, Schema, type Connection, type Model, type QueryFilter } from 'mongoose';
import { changedFields, searchKeysOf, sortNameOf, type PlaceFacts, type WrittenFields } from './domain/enterprise';

/** The directory's answers to what the register asks. */
export const placeFacts: PlaceFacts = {
  key: enterpriseKey, withoutPlaces: nameWithoutPlaces, isDivision: (code) => directory.division(code) !== undefined, currentCode: (code) => directory.currentCode(code),
};

/** A change as stored. */
interface StoredChange {
  readonly version: number;
  readonly at: string;
  readonly by: { readonly subject: string; readonly name: string };
  readonly before: Readonly<Record<string, unknown>>;
}

/** An enterprise as stored, under its 统一社会信用代码. */
export interface EnterpriseDocument extends WrittenFields {
  readonly _id: string;
  sortName: string;
  searchKeys: string[];
  divisionPath: string[];
  provisional: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
  history: StoredChange[];
}
export type EnterpriseFilter = QueryFilter<EnterpriseDocument>;

/** Who changes an entry, and when. */
export interface Writing {
  readonly by: { readonly subject: string; readonly name: string };
  readonly at: Date;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, name: String, formerNames: [String], divisionCode: String, address: String, industryCode: String, size: String, isPrivate: Boolean, chambers: [String],
    sortName: String, searchKeys: [String], divisionPath: [String], provisional: Boolean, version: Number, createdAt: String, updatedAt: String, history: [Schema.Types.Mixed],
  },
  { collection: 'enterprises', versionKey: false, minimize: false },
);
schema.index({ divisionPath: 1, sortName: 1, _id: 1 }, { name: 'division_name' });
schema.index({ searchKeys: 1 }, { name: 'search_keys' });

/** Changes kept on an entry. */
const changesKept = 100;

/** 企业库: the register of enterprises, one entry a 统一社会信用代码. */
@Injectable()
export class EnterprisesStore implements OnModuleInit {
  readonly #enterprises: Model<EnterpriseDocument>;
  readonly #namer = new Batcher<EnterpriseDocument, 'known' | 'new'>({ run: (batch) => this.#nameAll(batch), longestBatch: 200, mostInFlight: 1 });

  constructor(@Inject(MONGO) connection: Connection) {
    this.#enterprises = connection.models['Enterprise'] ?? connection.model<EnterpriseDocument>('Enterprise', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#enterprises.init();
  }

  /** An enterprise that meets every filter, or `null`. */
  find(creditCode: string, filters: readonly EnterpriseFilter[]): Promise<EnterpriseDocument | null> {
    return this.#enterprises.findOne({ $and: [{ _id: creditCode }, ...filters] }).lean<EnterpriseDocument>().exec();
  }

  /** Entries of these codes, wherever they lie. */
  async named(creditCodes: readonly string[]): Promise<Pick<EnterpriseDocument, '_id' | 'name'>[]> {
    return this.#enterprises.find({ _id: { $in: [...creditCodes] } }, { name: 1 }).lean<Pick<EnterpriseDocument, '_id' | 'name'>[]>().exec();
  }

  /** A page of enterprises by name. */
  async list(filters: readonly EnterpriseFilter[], after: PagePosition | null, limit: number): Promise<{ items: EnterpriseDocument[]; total: number; next: PagePosition | null }> {
    const beyond: EnterpriseFilter[] = after === null ? [] : [{ $or: [{ sortName: { $gt: after[0] } }, { sortName: after[0], _id: { $gt: after[1] } }] }];
    const [found, total] = await Promise.all([
      this.#enterprises.find({ $and: [...filters, ...beyond] }, { history: 0 }).sort({ sortName: 1, _id: 1 }).limit(limit + 1).lean<EnterpriseDocument[]>().exec(),
      this.#enterprises.countDocuments({ $and: [...filters] }).exec(),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last.sortName, last._id] : null };
  }

  /** Enters a new enterprise. @returns `null` when the code is in the register already */
  async enter(creditCode: string, fields: WrittenFields, { at }: Writing): Promise<EnterpriseDocument | null> {
    const entry = entryOf(creditCode, fields, at, false);
    try {
      await this.#enterprises.create(entry);
      return entry;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return null;
    }
  }

  /**
   * Replaces what an officer may write, and confirms the entry, if it is still at the version that the change is based on.
   * @returns `null` when somebody else has changed it
   */
  async change(before: EnterpriseDocument, written: WrittenFields, { by, at }: Writing): Promise<EnterpriseDocument | null> {
    const { fields, before: was } = changedFields(before, written);
    const stored: StoredChange = { version: before.version, at: at.toISOString(), by: { subject: by.subject, name: by.name }, before: { ...was, ...(before.provisional && { provisional: true }) } };
    const { sortName, searchKeys, divisionPath } = entryOf(before._id, fields, at, false);
    return this.#enterprises
      .findOneAndUpdate(
        { _id: before._id, version: before.version },
        { $set: { ...fields, sortName, searchKeys, divisionPath, provisional: false, updatedAt: at.toISOString() }, $inc: { version: 1 }, $push: { history: { $each: [stored], $slice: -changesKept } } },
        { returnDocument: 'after' },
      )
      .lean<EnterpriseDocument>()
      .exec();
  }

  /** 待核实: an entry for a code that only an appeal has named; one that is there stays as it is. */
  async name(creditCode: string, name: string, divisionCode: string, at: Date): Promise<void> {
    const fields: WrittenFields = { name, formerNames: [], divisionCode, address: null, industryCode: null, size: null, isPrivate: null, chambers: [] };
    await this.#namer.submit(entryOf(creditCode, fields, at, true));
  }

  /** Most codes are known: those are looked up, and only the others written. */
  async #nameAll(batch: readonly EnterpriseDocument[]): Promise<('known' | 'new')[]> {
    const known = new Set((await this.named(batch.map(({ _id }) => _id))).map(({ _id }) => _id));
    const first = new Map(batch.filter(({ _id }) => !known.has(_id)).map((entry) => [entry._id, entry]));
    try {
      if (first.size > 0) await this.#enterprises.collection.insertMany([...first.values()] as object[], { ordered: false });
    } catch (error) {
      // An officer, or another process, was there first.
      if (!(error instanceof mongo.MongoBulkWriteError) || ![error.writeErrors].flat().every(({ code }) => code === duplicateKey)) throw error;
    }
    return batch.map(({ _id }) => (known.has(_id) ? 'known' : 'new'));
  }
}

function entryOf(creditCode: string, fields: WrittenFields, at: Date, provisional: boolean): EnterpriseDocument {
  return {
    _id: creditCode, ...fields, sortName: sortNameOf(fields.name), searchKeys: searchKeysOf([fields.name, ...fields.formerNames], placeFacts), divisionPath: directory.divisionPath(fields.divisionCode),
    provisional, version: 1, createdAt: at.toISOString(), updatedAt: at.toISOString(), history: [],
  };
}

/** An entry as it is shown. */
export function enterpriseOf(document: EnterpriseDocument): Enterprise {
  const { _id, name, formerNames, divisionCode, address, industryCode, size, isPrivate, chambers, provisional, version, createdAt, updatedAt } = document;
  return { creditCode: _id, name, formerNames, divisionCode, address, industryCode, size, isPrivate, chambers, provisional, version, createdAt, updatedAt };
}
