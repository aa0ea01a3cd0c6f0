import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { DeadLetter } from '@suqiao/contracts';
import type { PagePosition } from '@suqiao/infra/http';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A dead letter as kept, with who replayed it and when. */
export interface KeptLetter extends Omit<DeadLetter, 'id'> {
  readonly _id: string;
  /** RFC 3339; null until the broker has acknowledged the record. */
  replayedAt: string | null;
  /** Subject of the reader who replayed it. */
  replayedBy: string | null;
  /** What was put back instead of `valueBase64`, which stays as it came. */
  mendedBase64?: string;
  mendReason?: string;
  /** While somebody is replaying it: until when that somebody is believed to be alive. */
  claimedUntil: Date | null;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, consumer: String, topic: String, partition: Number, offset: String, key: String, valueBase64: String,
    reason: String, attempts: Number, at: String, replayedAt: String, replayedBy: String, mendedBase64: String, mendReason: String, claimedUntil: Date,
  },
  { collection: 'dead_letters', versionKey: false, id: false },
);
schema.index({ at: -1, _id: -1 }, { name: 'newest' });

/** Longer than the broker takes to refuse a record. */
const claimInMs = 30_000;

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
  async keep({ id, ...letter }: DeadLetter): Promise<void> {
    await this.#letters.updateOne({ _id: id }, { $setOnInsert: { ...letter, replayedAt: null, replayedBy: null, claimedUntil: null } }, { upsert: true }).exec();
  }

  find(id: string): Promise<KeptLetter | null> {
    return this.#letters.findOne({ _id: id }).lean<KeptLetter>().exec();
  }

  /**
   * Makes the caller the only one who replays a letter. A claim whose holder died ends by itself.
   * @returns the letter, or `null` when it was replayed, is being replayed, or is not there
   */
  claimReplay(id: string, now: Date): Promise<KeptLetter | null> {
    const free = { _id: id, replayedAt: null, $or: [{ claimedUntil: null }, { claimedUntil: { $lt: now } }] };
    return this.#letters.findOneAndUpdate(free, { $set: { claimedUntil: new Date(now.getTime() + claimInMs) } }).lean<KeptLetter>().exec();
  }

  /** Records a replay that the broker has acknowledged. */
  async markReplayed(id: string, by: string, at: string, mended: Pick<KeptLetter, 'mendedBase64' | 'mendReason'> = {}): Promise<void> {
    await this.#letters.updateOne({ _id: id }, { $set: { replayedAt: at, replayedBy: by, ...mended, claimedUntil: null } }).exec();
  }

  /** Gives a claim back, after the broker refused the record. */
  async releaseReplay(id: string): Promise<void> {
    await this.#letters.updateOne({ _id: id, replayedAt: null }, { $set: { claimedUntil: null } }).exec();
  }

  /** A page of letters, the newest first. */
  async list(after: PagePosition | null, limit: number): Promise<{ items: KeptLetter[]; total: number; next: PagePosition | null }> {
    const beyond = after === null ? {} : { $or: [{ at: { $lt: after[0] } }, { at: after[0], _id: { $lt: after[1] } }] };
    const [rows, total] = await Promise.all([
      this.#letters.find(beyond).sort({ at: -1, _id: -1 }).limit(limit + 1).lean<KeptLetter[]>().exec(),
      this.#letters.countDocuments({}).exec(),
    ]);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: rows.length > limit && last !== undefined ? [last.at, last._id] : null };
  }
}
