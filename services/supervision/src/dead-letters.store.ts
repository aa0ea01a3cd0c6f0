import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { DeadLetter } from '@suqiao/contracts';
import type { PagePosition } from '@suqiao/infra/http';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A dead letter as kept, with who replayed it and when. */
export interface KeptLetter extends DeadLetter {
  readonly _id: string;
  replayedAt: string | null;
  replayedBy: string | null;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, consumer: String, topic: String, partition: Number, offset: String, key: String, valueBase64: String,
    reason: String, attempts: Number, at: String, replayedAt: String, replayedBy: String,
  },
  { collection: 'dead_letters', versionKey: false, id: false },
);
schema.index({ at: 1, _id: 1 });

/** What consumers put aside, until somebody has looked. */
@Injectable()
export class DeadLettersStore implements OnModuleInit {
  readonly #letters: Model<KeptLetter>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#letters = connection.models['DeadLetter'] ?? connection.model<KeptLetter>('DeadLetter', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#letters.init();
  }

  /** Keeps a letter; the same one again changes nothing. */
  async keep(letter: DeadLetter): Promise<void> {
    const { id, ...rest } = letter;
    await this.#letters.updateOne({ _id: id }, { $setOnInsert: { ...rest, replayedAt: null, replayedBy: null } }, { upsert: true }).exec();
  }

  find(id: string): Promise<KeptLetter | null> {
    return this.#letters.findOne({ _id: id }).lean<KeptLetter>().exec();
  }

  /** @returns whether this caller is the first to replay it */
  async claimReplay(id: string, by: string, at: string): Promise<boolean> {
    const claimed = await this.#letters.updateOne({ _id: id, replayedAt: null }, { $set: { replayedAt: at, replayedBy: by } }).exec();
    return claimed.modifiedCount === 1;
  }

  /** Gives a claim back, after the broker refused the record. */
  async releaseReplay(id: string): Promise<void> {
    await this.#letters.updateOne({ _id: id }, { $set: { replayedAt: null, replayedBy: null } }).exec();
  }

  /** A page of letters, the oldest first. */
  async list(after: PagePosition | null, limit: number): Promise<{ items: KeptLetter[]; total: number; next: PagePosition | null }> {
    const beyond = after === null ? {} : { $or: [{ at: { $gt: after[0] } }, { at: after[0], _id: { $gt: after[1] } }] };
    const [rows, total] = await Promise.all([
      this.#letters.find(beyond).sort({ at: 1, _id: 1 }).limit(limit + 1).lean<KeptLetter[]>().exec(),
      this.#letters.countDocuments({}).exec(),
    ]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: rows.length > limit && last !== undefined ? [last.at, last._id] : null };
  }
}
