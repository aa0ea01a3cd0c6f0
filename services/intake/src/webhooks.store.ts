import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChangeType, NewWebhook, PauseReason } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A secret as it is kept, sealed; after `until` it signs no more. */
export interface SealedSecret {
  readonly sealed: string;
  readonly until: Date | null;
}

/** A webhook as stored. */
export interface WebhookDocument {
  readonly _id: string;
  readonly channel: string;
  readonly sandbox: boolean;
  url: string;
  types: ChangeType[] | null;
  description: string;
  readonly createdAt: Date;
  /** The newest last. */
  secrets: SealedSecret[];
  pausedBecause: PauseReason | null;
  pausedAt: Date | null;
  failingSince: Date | null;
  /** Tries in a row that failed. */
  failures: number;
  /** The place in the feed of changes up to which deliveries were made. */
  through: number;
}

/** Whose webhooks: a channel's, of one kind or, for an administrator, of both. */
export interface WebhookOwner {
  readonly channel: string;
  readonly sandbox?: boolean;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, channel: String, sandbox: Boolean, url: String, types: Schema.Types.Mixed, description: String, createdAt: Date,
    secrets: [{ _id: false, sealed: String, until: Date }], pausedBecause: String, pausedAt: Date, failingSince: Date, failures: Number, through: Number,
  },
  { collection: 'webhooks', versionKey: false },
);
schema.index({ channel: 1, sandbox: 1, createdAt: 1 }, { name: 'owner' });

/** Webhooks of channels. */
@Injectable()
export class WebhooksStore implements OnModuleInit {
  readonly #webhooks: Model<WebhookDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#webhooks = connection.models['Webhook'] ?? connection.model<WebhookDocument>('Webhook', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#webhooks.init();
  }

  async create(webhook: WebhookDocument): Promise<void> {
    await this.#webhooks.create(webhook);
  }

  list(owner: WebhookOwner): Promise<WebhookDocument[]> {
    return this.#webhooks.find(owner).sort({ createdAt: 1 }).lean<WebhookDocument[]>().exec();
  }

  find(owner: WebhookOwner, id: string): Promise<WebhookDocument | null> {
    return this.#webhooks.findOne({ ...owner, _id: id }).lean<WebhookDocument>().exec();
  }

  /** As it is now, whoever's it is; for who delivers. */
  findById(id: string): Promise<WebhookDocument | null> {
    return this.#webhooks.findById(id).lean<WebhookDocument>().exec();
  }

  /** Those that are told something. */
  active(): Promise<WebhookDocument[]> {
    return this.#webhooks.find({ pausedBecause: null }).lean<WebhookDocument[]>().exec();
  }

  async change(id: string, { url, types, description }: NewWebhook): Promise<void> {
    await this.#webhooks.updateOne({ _id: id }, { $set: { url, types, description } }).exec();
  }

  async remove(id: string): Promise<void> {
    await this.#webhooks.deleteOne({ _id: id }).exec();
  }

  /** Puts a new secret beside those that still sign until `oldUntil`; those that were replaced before sign no more. */
  async replaceSecret(id: string, sealed: string, old: string | undefined, oldUntil: Date): Promise<void> {
    const secrets: SealedSecret[] = [...(old === undefined ? [] : [{ sealed: old, until: oldUntil }]), { sealed, until: null }];
    await this.#webhooks.updateOne({ _id: id }, { $set: { secrets } }).exec();
  }

  /** Pauses one that is active. @returns whether it was this call that did */
  async pause(id: string, because: PauseReason, now: Date): Promise<boolean> {
    const paused = await this.#webhooks.updateOne({ _id: id, pausedBecause: null }, { $set: { pausedBecause: because, pausedAt: now } }).exec();
    return paused.modifiedCount === 1;
  }

  async resume(id: string): Promise<void> {
    await this.#webhooks.updateOne({ _id: id }, { $set: { pausedBecause: null, pausedAt: null, failingSince: null, failures: 0 } }).exec();
  }

  /** A message was taken: all is well again. */
  async succeeded(id: string): Promise<void> {
    await this.#webhooks.updateOne({ _id: id, failures: { $gt: 0 } }, { $set: { failingSince: null, failures: 0 } }).exec();
  }

  /** A try failed. @returns the webhook after that; `null` when it is gone */
  failed(id: string, now: Date): Promise<WebhookDocument | null> {
    const update = [{ $set: { failures: { $add: ['$failures', 1] }, failingSince: { $ifNull: ['$failingSince', now] } } }];
    return this.#webhooks.findOneAndUpdate({ _id: id }, update, { returnDocument: 'after', updatePipeline: true }).lean<WebhookDocument>().exec();
  }

  /** Notes up to where deliveries were made, unless another process has come further. */
  async madeThrough(id: string, from: number, through: number): Promise<void> {
    await this.#webhooks.updateOne({ _id: id, through: from }, { $set: { through } }).exec();
  }
}
