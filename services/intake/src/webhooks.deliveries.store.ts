import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { deliveriesKeptInDays, type DeliveryAttempt, type DeliveryState, type WebhookMessage } from '@suqiao/contracts';
import type { PagePosition } from '@suqiao/infra/http';
import { insertCommand, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A message to one webhook, with what became of it. */
export interface DeliveryDocument {
  /** `webhook-id`: the same whenever the message is sent. */
  readonly _id: string;
  readonly webhookId: string;
  readonly message: WebhookMessage;
  /** W3C trace of the fact that is told; absent where it had none. */
  readonly traceparent?: string;
  readonly createdAt: Date;
  /** Messages of one appeal share a lane, and a lane sends one at a time: in their order, unless a try fails. */
  readonly lane: number;
  readonly place: number;
  state: DeliveryState;
  /** When it is tried (again); while it is being tried, when another process may take it over. `null`: settled. */
  nextAt: Date | null;
  attempts: number;
  lastAttempts: DeliveryAttempt[];
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, webhookId: String, message: Schema.Types.Mixed, traceparent: String, createdAt: Date, lane: Number, place: Number, state: String, nextAt: Date, attempts: Number, lastAttempts: [Schema.Types.Mixed],
  },
  { collection: 'webhook_deliveries', versionKey: false, minimize: false },
);
schema.index({ webhookId: 1, createdAt: -1, _id: 1 }, { name: 'log' });
schema.index({ webhookId: 1, state: 1, lane: 1, nextAt: 1, place: 1 }, { name: 'due' });
schema.index({ createdAt: 1 }, { name: 'age', expireAfterSeconds: deliveriesKeptInDays * 24 * 3600 });

/** Messages under way to one webhook at once. */
export const lanes = 4;
/** How many tries of a delivery are shown. */
const attemptsShown = 12;
/** After this a delivery that somebody took and did not settle is another's to try. */
const takenForInMs = 60_000;

/** Deliveries: what was or will be sent, and what came of it. */
@Injectable()
export class DeliveriesStore implements OnModuleInit {
  readonly #deliveries: Model<DeliveryDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#deliveries = connection.models['WebhookDelivery'] ?? connection.model<DeliveryDocument>('WebhookDelivery', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#deliveries.init();
  }

  /** Makes deliveries, due at once; one that is there already stays as it is. */
  async make(webhookId: string, messages: readonly { readonly id: string; readonly message: WebhookMessage; readonly traceparent?: string | undefined }[], now: Date): Promise<void> {
    if (messages.length === 0) return;
    const documents = messages.map(({ id, message, traceparent }): DeliveryDocument => ({ _id: id, webhookId, message, ...(traceparent !== undefined && { traceparent }), createdAt: now, lane: laneOf(message), place: message.data?.sequence ?? 0, state: 'waiting', nextAt: now, attempts: 0, lastAttempts: [] }));
    await insertCommand(this.#deliveries, documents, { ordered: false });
  }

  /** Takes one of a lane that is due, the longest due first, for this process alone. */
  take(webhookId: string, lane: number, now: Date): Promise<DeliveryDocument | null> {
    return this.#deliveries
      .findOneAndUpdate({ webhookId, state: 'waiting', lane, nextAt: { $lte: now } }, { $set: { nextAt: new Date(now.getTime() + takenForInMs) } }, { sort: { nextAt: 1, place: 1 }, returnDocument: 'after' })
      .lean<DeliveryDocument>().exec();
  }

  /** Records a try. @param next what becomes of the delivery; `nextAt` only while it waits */
  async attempted(id: string, attempt: DeliveryAttempt, next: { readonly state: DeliveryState; readonly nextAt: Date | null }): Promise<void> {
    await this.#deliveries.updateOne({ _id: id }, { $set: next, $inc: { attempts: 1 }, $push: { lastAttempts: { $each: [attempt], $slice: -attemptsShown } } }).exec();
  }

  find(webhookId: string, id: string): Promise<DeliveryDocument | null> {
    return this.#deliveries.findOne({ _id: id, webhookId }).lean<DeliveryDocument>().exec();
  }

  /** A page of the log, the newest first. */
  async list(webhookId: string, state: DeliveryState | undefined, after: { readonly createdAt: Date; readonly id: string } | null, limit: number): Promise<{ items: DeliveryDocument[]; total: number; next: PagePosition | null }> {
    const own = { webhookId, ...(state !== undefined && { state }) };
    const beyond = after === null ? {} : { $or: [{ createdAt: { $lt: after.createdAt } }, { createdAt: after.createdAt, _id: { $gt: after.id } }] };
    const [found, total] = await Promise.all([
      this.#deliveries.find({ $and: [own, beyond] }).sort({ createdAt: -1, _id: 1 }).limit(limit + 1).lean<DeliveryDocument[]>().exec(),
      this.#deliveries.countDocuments(own).exec(),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, total, next: found.length > limit && last !== undefined ? [last.createdAt.toISOString(), last._id] : null };
  }

  async countOf(webhookId: string, state: DeliveryState): Promise<number> {
    return this.#deliveries.countDocuments({ webhookId, state }).exec();
  }

  /** Makes settled deliveries due again, the oldest first. @returns how many; more than `limit` are left alone */
  async again(webhookId: string, filter: { readonly id: string } | { readonly since: Date; readonly states: readonly DeliveryState[] }, now: Date, limit: number): Promise<{ replayed: number; more: boolean }> {
    const which = 'id' in filter ? { _id: filter.id } : { createdAt: { $gte: filter.since }, state: { $in: [...filter.states] } };
    const found = await this.#deliveries.find({ webhookId, ...which }, { _id: 1 }).sort({ createdAt: 1, _id: 1 }).limit(limit + 1).lean<Pick<DeliveryDocument, '_id'>[]>().exec();
    const ids = found.slice(0, limit).map(({ _id }) => _id);
    const written = await this.#deliveries.updateMany({ _id: { $in: ids } }, { $set: { state: 'waiting', nextAt: now, attempts: 0 } }).exec();
    return { replayed: written.matchedCount, more: found.length > limit };
  }

  async removeAll(webhookId: string): Promise<void> {
    await this.#deliveries.deleteMany({ webhookId }).exec();
  }
}

/** By the end of the appeal's id, which is random. */
function laneOf({ data }: WebhookMessage): number {
  return data === null ? 0 : parseInt(data.appealId.slice(-2), 16) % lanes;
}
