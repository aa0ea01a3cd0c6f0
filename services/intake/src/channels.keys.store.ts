import { Inject, Injectable } from '@nestjs/common';
import type { ChannelScope } from '@suqiao/contracts';
import { MONGO, repeatable } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A channel's key, or the secret of its OAuth client, as stored: only its hash. */
export interface ChannelKeyDocument {
  /** Not secret. The `client_id` of a client. */
  readonly _id: string;
  readonly channel: string;
  readonly kind: 'key' | 'client';
  label: string;
  /** As of `hashChannelKey`. */
  hash: string;
  scopes: ChannelScope[];
  sandbox: boolean;
  createdAt: string;
  createdBy: string | null;
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

const schema = new Schema(
  {
    _id: { type: String, required: true }, channel: String, kind: String, label: String, hash: String, scopes: [String], sandbox: Boolean,
    createdAt: String, createdBy: String, expiresAt: { type: String, default: null }, lastUsedAt: { type: String, default: null }, revokedAt: { type: String, default: null },
  },
  { collection: 'channel_keys', versionKey: false },
);
schema.index({ hash: 1 }, { unique: true, name: 'hash' });
schema.index({ channel: 1, createdAt: 1 }, { name: 'channel' });

/** A key's use is noted once in so long: who watches keys wants to know which are dead, not each call. */
const noteUseEveryMs = 10 * 60 * 1000;

/** Keys of channels and secrets of their clients. */
@Injectable()
export class ChannelKeysStore {
  readonly #keys: Model<ChannelKeyDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#keys = connection.models['ChannelKey'] ?? connection.model<ChannelKeyDocument>('ChannelKey', schema);
  }

  /** Waits for the indexes. */
  async ready(): Promise<void> {
    await this.#keys.init();
  }

  /** A key by its hash, whatever became of it; its use is noted. */
  async findByHash(hash: string, limitInMs: number): Promise<ChannelKeyDocument | null> {
    const key = await this.#keys.findOne({ hash, kind: 'key' }, {}, { timeoutMS: limitInMs }).lean<ChannelKeyDocument>().exec();
    if (key !== null) this.#noteUse(key);
    return key;
  }

  /** A key or client by its id, whatever became of it; its use is noted. */
  async findById(id: string, limitInMs?: number): Promise<ChannelKeyDocument | null> {
    const key = await this.#keys.findById(id, {}, { ...(limitInMs !== undefined && { timeoutMS: limitInMs }) }).lean<ChannelKeyDocument>().exec();
    if (key !== null && limitInMs !== undefined) this.#noteUse(key);
    return key;
  }

  /** Gives a channel the one key that a deployment keeps for it; the one before it ends. */
  async ensure(channel: string, hash: string, scopes: readonly ChannelScope[]): Promise<void> {
    const start = { channel, kind: 'key', label: '初始密钥 First key', sandbox: false, createdAt: new Date().toISOString(), createdBy: null, expiresAt: null, lastUsedAt: null };
    await this.#keys.updateOne({ _id: ensuredId(channel) }, { $set: { hash, scopes: [...scopes], revokedAt: null }, $setOnInsert: start }, { upsert: true }).exec();
  }

  /** Takes over a key from before there were several; one that is there is left as it is. */
  async adopt(channel: string, hash: string, scopes: readonly ChannelScope[]): Promise<void> {
    if ((await this.#keys.exists({ $or: [{ _id: ensuredId(channel) }, { hash }] })) === null) await this.ensure(channel, hash, scopes);
  }

  async insert(key: ChannelKeyDocument): Promise<void> {
    await this.#keys.create(key);
  }

  /** Keys of channels, the oldest first. */
  of(channels: readonly string[]): Promise<ChannelKeyDocument[]> {
    return this.#keys.find({ channel: { $in: [...channels] } }).sort({ channel: 1, createdAt: 1, _id: 1 }).lean<ChannelKeyDocument[]>().exec();
  }

  /** Lets a key end by `at`; one that ends earlier is left so. @returns the key afterwards, `null` when the channel has none such */
  async endBy(channel: string, id: string, at: string): Promise<ChannelKeyDocument | null> {
    await this.#keys.updateOne({ _id: id, channel, $or: [{ expiresAt: null }, { expiresAt: { $gt: at } }] }, { $set: { expiresAt: at } }).exec();
    return this.#keys.findOne({ _id: id, channel }).lean<ChannelKeyDocument>().exec();
  }

  /** Revokes a key; again changes nothing. @returns the key afterwards, `null` when the channel has none such */
  async revoke(channel: string, id: string, at: string): Promise<ChannelKeyDocument | null> {
    await this.#keys.updateOne({ _id: id, channel, revokedAt: null }, { $set: { revokedAt: at } }).exec();
    return this.#keys.findOne({ _id: id, channel }).lean<ChannelKeyDocument>().exec();
  }

  /** Not waited for: a call does not hang on a note about it. */
  #noteUse({ _id, lastUsedAt }: ChannelKeyDocument): void {
    const now = Date.now();
    if (lastUsedAt !== null && Date.parse(lastUsedAt) > now - noteUseEveryMs) return;
    this.#keys.updateOne({ _id }, { $set: { lastUsedAt: new Date(now).toISOString() } }, { writeConcern: repeatable }).exec().catch(() => undefined);
  }
}

const ensuredId = (channel: string) => `ensured:${channel}`;
