import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { OnBehalfOf, Reader } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';
import { handOverRefusal, type HandOverRefusal } from './domain/hand-over';

/** A hand-over as stored: both people as they were known when it was made. Days are Asia/Shanghai. */
export interface StoredHandOver {
  readonly _id: string;
  readonly absentSubject: string;
  readonly deputySubject: string;
  readonly absent: Reader;
  readonly deputy: OnBehalfOf;
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  readonly madeBy: OnBehalfOf;
  readonly madeAt: Date;
  readonly endedAt: Date | null;
}
/** What making one states. */
export type HandOverWish = Pick<StoredHandOver, 'absent' | 'deputy' | 'from' | 'until' | 'reason' | 'madeBy'>;

/** Puts a hand-over on the audit trail. */
export type Noting = (handOver: StoredHandOver) => Promise<void>;

const schema = new Schema(
  {
    _id: { type: String, required: true }, absentSubject: String, deputySubject: String, absent: Schema.Types.Mixed, deputy: Schema.Types.Mixed, from: String, until: String,
    reason: String, madeBy: Schema.Types.Mixed, madeAt: Date, endedAt: Date,
  },
  { collection: 'hand_overs', versionKey: false, minimize: false, id: false },
);
schema.index({ deputySubject: 1, until: 1 }, { name: 'deputy' });
schema.index({ absentSubject: 1, until: 1 }, { name: 'absent' });
schema.index({ 'madeBy.subject': 1, madeAt: -1 }, { name: 'made_by' });
const turnSchema = new Schema<{ _id: string; count: number }>({ _id: { type: String, required: true }, count: Number }, { collection: 'hand_over_turns', versionKey: false });

const turn = 'hand-overs';
const mostListed = 200;

/** Hand-overs of absent people's work. */
@Injectable()
export class HandOversStore implements OnModuleInit {
  readonly #connection: Connection;
  readonly #handOvers: Model<StoredHandOver>;
  readonly #turns: Model<{ _id: string; count: number }>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#connection = connection;
    this.#handOvers = connection.models['HandOver'] ?? connection.model<StoredHandOver>('HandOver', schema);
    this.#turns = connection.models['HandOverTurn'] ?? connection.model<{ _id: string; count: number }>('HandOverTurn', turnSchema);
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.#handOvers.init(), this.#turns.init()]);
    await this.#turns.updateOne({ _id: turn }, { $setOnInsert: { count: 0 } }, { upsert: true }).exec().catch(() => undefined);
  }

  /**
   * Makes a hand-over, unless the agreed ones refuse it. All makings take turns: whether two periods overlap is no matter of
   * one document that a unique index could hold.
   * @param note called once, before it is made; what it throws is thrown, and nothing is made
   */
  async make(wish: HandOverWish, now: Date, note: Noting): Promise<StoredHandOver | HandOverRefusal> {
    const [absent, deputy] = [wish.absent.subject, wish.deputy.subject];
    const made: StoredHandOver = { _id: randomUUID(), absentSubject: absent, deputySubject: deputy, ...wish, madeAt: now, endedAt: null };
    let noted: Promise<void> | null = null;
    return this.#connection.withSession((session) => session.withTransaction(async () => {
      await this.#turns.updateOne({ _id: turn }, { $inc: { count: 1 } }, { session, upsert: true }).exec();
      const near = await this.#handOvers
        .find({ endedAt: null, until: { $gte: wish.from }, $or: [{ absentSubject: { $in: [absent, deputy] } }, { deputySubject: absent }] }, null, { session })
        .lean<StoredHandOver[]>()
        .exec();
      const refusal = handOverRefusal({ absent, deputy, from: wish.from, until: wish.until }, near.map((one) => ({ absent: one.absentSubject, deputy: one.deputySubject, from: one.from, until: one.until })));
      if (refusal !== null) return refusal;
      noted ??= note(made);
      await noted;
      await this.#handOvers.create([made], { session });
      return made;
    }));
  }

  /** The hand-overs that run on a day with this deputy, by the absent person. */
  async running(deputySubject: string, day: string): Promise<StoredHandOver[]> {
    return this.#handOvers.find({ deputySubject, endedAt: null, from: { $lte: day }, until: { $gte: day } }).sort({ absentSubject: 1 }).lean<StoredHandOver[]>().exec();
  }

  /** Those in which a person is absent, deputy or maker, the latest first. */
  async of(subject: string): Promise<StoredHandOver[]> {
    return this.#handOvers.find({ $or: [{ absentSubject: subject }, { deputySubject: subject }, { 'madeBy.subject': subject }] }).sort({ until: -1, _id: 1 }).limit(mostListed).lean<StoredHandOver[]>().exec();
  }

  /** Ends a hand-over of which a person is absent or maker, after `note`. @returns `null` when there is none; a second time changes nothing */
  async end(id: string, subject: string, now: Date, note: Noting): Promise<StoredHandOver | null> {
    const mine = { _id: id, $or: [{ absentSubject: subject }, { 'madeBy.subject': subject }] };
    const running = await this.#handOvers.findOne({ ...mine, endedAt: null }).lean<StoredHandOver>().exec();
    if (running !== null) await note(running);
    await this.#handOvers.updateOne({ ...mine, endedAt: null }, { $set: { endedAt: now } }).exec();
    return this.#handOvers.findOne(mine).lean<StoredHandOver>().exec();
  }
}
