import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { NoticeListQuery, NoticeMoment, NoticeState, OutletName } from '@suqiao/contracts';
import type { PagePosition } from '@suqiao/infra/http';
import { insertCommand, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A notice to one appellant by one outlet. Their address stays with the appeal. */
export interface NoticeDocument {
  /** Of appeal, moment and outlet: the same event makes no second one. */
  readonly _id: string;
  readonly appealId: string;
  readonly trackingNumber: string;
  readonly channel: string;
  readonly moment: NoticeMoment;
  readonly outlet: OutletName;
  readonly createdAt: Date;
  state: NoticeState;
  /** When it is tried (again); while it is being tried, when another process may take it over. `null`: settled. */
  nextAt: Date | null;
  attempts: number;
  sentAt: Date | null;
  reason: string | null;
}

const keptInSeconds = 90 * 24 * 3600;
/** After this a notice that somebody took and did not settle is another's to send. */
const takenForInMs = 5 * 60_000;

const schema = new Schema(
  { _id: { type: String, required: true }, appealId: String, trackingNumber: String, channel: String, moment: String, outlet: String, createdAt: Date, state: String, nextAt: Date, attempts: Number, sentAt: Date, reason: String },
  { collection: 'notices', versionKey: false, minimize: false },
);
schema.index({ state: 1, nextAt: 1 }, { name: 'due' });
schema.index({ createdAt: -1, _id: 1 }, { name: 'log' });
schema.index({ trackingNumber: 1 }, { name: 'of_appeal' });
schema.index({ createdAt: 1 }, { name: 'age', expireAfterSeconds: keptInSeconds });

/** Notices: what is to be sent, what was, and what could not be. */
@Injectable()
export class NoticesStore implements OnModuleInit {
  readonly #notices: Model<NoticeDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#notices = connection.models['Notice'] ?? connection.model<NoticeDocument>('Notice', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#notices.init();
  }

  /** Makes notices, due at once; one that is there already stays as it is. */
  async make(notices: readonly Pick<NoticeDocument, '_id' | 'appealId' | 'trackingNumber' | 'channel' | 'moment' | 'outlet'>[], now: Date): Promise<void> {
    if (notices.length === 0) return;
    await insertCommand(this.#notices, notices.map((notice): NoticeDocument => ({ ...notice, createdAt: now, state: 'waiting', nextAt: now, attempts: 0, sentAt: null, reason: null })), { ordered: false });
  }

  /** Takes one that is due, the longest due first, for this process alone. */
  take(outlets: readonly OutletName[], now: Date): Promise<NoticeDocument | null> {
    return this.#notices
      .findOneAndUpdate({ state: 'waiting', nextAt: { $lte: now }, outlet: { $in: [...outlets] } }, { $set: { nextAt: new Date(now.getTime() + takenForInMs) } }, { sort: { nextAt: 1 }, returnDocument: 'after' })
      .lean<NoticeDocument>().exec();
  }

  /** Records what came of a try. */
  async settle(id: string, outcome: Pick<NoticeDocument, 'state' | 'nextAt' | 'sentAt' | 'reason'>): Promise<void> {
    await this.#notices.updateOne({ _id: id }, { $set: outcome, $inc: { attempts: 1 } }).exec();
  }

  /** Makes a dead one due again. @returns the notice, or `null` where it is unknown or not dead */
  again(id: string, now: Date): Promise<NoticeDocument | null> {
    return this.#notices.findOneAndUpdate({ _id: id, state: 'dead' }, { $set: { state: 'waiting', nextAt: now, attempts: 0 } }, { returnDocument: 'after' }).lean<NoticeDocument>().exec();
  }

  /** A page of the log, the newest first. */
  async list({ state, trackingNumber, limit }: NoticeListQuery, after: { readonly createdAt: Date; readonly id: string } | null): Promise<{ items: NoticeDocument[]; total: number; next: PagePosition | null }> {
    const wanted = { ...(state !== undefined && { state }), ...(trackingNumber !== undefined && { trackingNumber }) };
    const beyond = after === null ? {} : { $or: [{ createdAt: { $lt: after.createdAt } }, { createdAt: after.createdAt, _id: { $gt: after.id } }] };
    const [found, total] = await Promise.all([
      this.#notices.find({ $and: [wanted, beyond] }).sort({ createdAt: -1, _id: 1 }).limit(limit + 1).lean<NoticeDocument[]>().exec(),
      this.#notices.countDocuments(wanted).exec(),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last.createdAt.toISOString(), last._id] : null };
  }
}
