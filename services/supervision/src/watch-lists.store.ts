import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { mostWatchedCases, mostWatchLists, type OnBehalfOf, type WatchedBy, type WatchList } from '@suqiao/contracts';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A case on a list. */
export interface WatchedEntry {
  readonly caseId: string;
  readonly note: string | null;
  readonly addedAt: string;
  readonly by: WatchedBy;
}
interface WatchListDocument {
  readonly _id: string;
  ownerSubject: string;
  owner: OnBehalfOf;
  name: string;
  createdAt: Date;
  entries: WatchedEntry[];
  /** The last cases that were taken off, and by whom. */
  removed: { caseId: string; at: string; by: WatchedBy }[];
}

/** A list with its cases. */
export interface FoundWatchList {
  readonly list: WatchList;
  readonly entries: readonly WatchedEntry[];
}

const schema = new Schema(
  { _id: { type: String, required: true }, ownerSubject: String, owner: Schema.Types.Mixed, name: String, createdAt: Date, entries: [Schema.Types.Mixed], removed: [Schema.Types.Mixed] },
  { collection: 'watch_lists', versionKey: false, minimize: false, id: false },
);
schema.index({ ownerSubject: 1, name: 1 }, { name: 'owner_name', unique: true });

const removalsKept = 500;

/** Watch lists, each of one person. */
@Injectable()
export class WatchListsStore implements OnModuleInit {
  readonly #lists: Model<WatchListDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#lists = connection.models['WatchList'] ?? connection.model<WatchListDocument>('WatchList', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#lists.init();
  }

  /** The lists of some people, by owner and name. */
  async of(owners: readonly string[]): Promise<WatchList[]> {
    const documents = await this.#lists.find({ ownerSubject: { $in: [...owners] } }).sort({ ownerSubject: 1, name: 1 }).lean<WatchListDocument[]>().exec();
    return documents.map(listOf);
  }

  /** Makes an empty list. @returns why it was not made instead */
  async create(owner: OnBehalfOf, name: string, now: Date): Promise<WatchList | 'nameTaken' | 'tooMany'> {
    if ((await this.#lists.countDocuments({ ownerSubject: owner.subject }).exec()) >= mostWatchLists) return 'tooMany';
    const document: WatchListDocument = { _id: randomUUID(), ownerSubject: owner.subject, owner, name, createdAt: now, entries: [], removed: [] };
    try {
      await this.#lists.create(document);
      return listOf(document);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return 'nameTaken';
    }
  }

  /** A list of one of some people, or `null`. */
  async find(id: string, owners: readonly string[]): Promise<FoundWatchList | null> {
    const document = await this.#lists.findOne({ _id: id, ownerSubject: { $in: [...owners] } }).lean<WatchListDocument>().exec();
    return document === null ? null : { list: listOf(document), entries: document.entries };
  }

  /** Puts a case on a list, or its note anew. @returns `false` when the list is full */
  async add(id: string, entry: WatchedEntry): Promise<boolean> {
    const noted = await this.#lists.updateOne({ _id: id, 'entries.caseId': entry.caseId }, { $set: { 'entries.$': entry } }).exec();
    if (noted.matchedCount === 1) return true;
    const added = await this.#lists.updateOne({ _id: id, 'entries.caseId': { $ne: entry.caseId }, [`entries.${String(mostWatchedCases - 1)}`]: { $exists: false } }, { $push: { entries: entry } }).exec();
    return added.matchedCount === 1 || (await this.#lists.exists({ _id: id, 'entries.caseId': entry.caseId }).exec()) !== null;
  }

  /** Takes a case off a list; one that is not on it changes nothing. */
  async remove(id: string, caseId: string, by: WatchedBy, now: Date): Promise<void> {
    await this.#lists.updateOne(
      { _id: id, 'entries.caseId': caseId },
      { $pull: { entries: { caseId } }, $push: { removed: { $each: [{ caseId, at: now.toISOString(), by }], $slice: -removalsKept } } },
    ).exec();
  }
}

function listOf({ _id, name, owner, entries, createdAt }: WatchListDocument): WatchList {
  return { id: _id, name, owner, count: entries.length, createdAt: createdAt.toISOString() };
}
