import { randomUUID } from 'node:crypto';
import type { Reader } from '@suqiao/contracts';
import { Schema, type Connection, type Model } from 'mongoose';
import { isDuplicateKey } from './errors';

/** A text that a person keeps under a name, and may share with the colleagues of the same office. */
export interface Kept {
  readonly keptId: string;
  readonly name: string;
  readonly shared: boolean;
  readonly mine: boolean;
  readonly byName: string;
  /** ISO 8601, UTC. */
  readonly savedAt: string;
  readonly content: string;
}

/** Where texts of a kind are kept. */
export interface KeptSettings {
  readonly model: string;
  readonly collection: string;
  /** How many a person keeps at the most. */
  readonly most: number;
}

interface KeptDocument {
  readonly _id: string;
  subject: string;
  byName: string;
  divisionCode: string;
  unitId: string | null;
  name: string;
  shared: boolean;
  savedAt: Date;
  content: string;
}

/** Texts that people keep under names: each person's own, and those that the office shares. A person uses a name once. */
export class KeptByName {
  readonly #kept: Model<KeptDocument>;
  readonly #most: number;

  constructor(connection: Connection, { model, collection, most }: KeptSettings) {
    const schema = new Schema(
      { _id: { type: String, required: true }, subject: String, byName: String, divisionCode: String, unitId: String, name: String, shared: Boolean, savedAt: Date, content: String },
      { collection, versionKey: false, id: false },
    );
    schema.index({ subject: 1, name: 1 }, { name: 'subject_name', unique: true });
    schema.index({ divisionCode: 1, unitId: 1, shared: 1, name: 1 }, { name: 'office_shared' });
    this.#kept = connection.models[model] ?? connection.model<KeptDocument>(model, schema);
    this.#most = most;
  }

  /** Makes the indexes. */
  async init(): Promise<void> {
    await this.#kept.init();
  }

  /** What a reader may use, by name. */
  async of({ subject, divisionCode, unitId }: Reader): Promise<Kept[]> {
    const found = await this.#kept.find({ $or: [{ subject }, { shared: true, divisionCode, unitId }] }).sort({ name: 1, _id: 1 }).lean<KeptDocument[]>().exec();
    return found.map((document) => keptOf(document, subject));
  }

  /** Keeps a text under a new name. @returns why it was not kept instead */
  async save({ subject, name: byName, divisionCode, unitId }: Reader, { name, shared }: { readonly name: string; readonly shared: boolean }, content: string, now: Date): Promise<Kept | 'nameTaken' | 'tooMany'> {
    if ((await this.#kept.countDocuments({ subject }).exec()) >= this.#most) return 'tooMany';
    const document: KeptDocument = { _id: randomUUID(), subject, byName, divisionCode, unitId, name, shared, savedAt: now, content };
    try {
      await this.#kept.insertOne(document);
      return keptOf(document, subject);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return 'nameTaken';
    }
  }

  /** @returns whether the person had such a text */
  async remove(subject: string, keptId: string): Promise<boolean> {
    return (await this.#kept.deleteOne({ _id: keptId, subject }).exec()).deletedCount > 0;
  }
}

function keptOf({ _id, subject, byName, name, shared, savedAt, content }: KeptDocument, reader: string): Kept {
  return { keptId: _id, name, shared, mine: subject === reader, byName, savedAt: savedAt.toISOString(), content };
}
