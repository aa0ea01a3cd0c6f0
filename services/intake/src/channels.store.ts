import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { channelScopes, type ChannelSettings, type NewChannel } from '@suqiao/contracts';
import type { ChannelClient, ChannelDirectory, CurrentChannelInfo, TokenClient } from '@suqiao/infra/auth';
import { dropFormerIndex, isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';
import { ChannelKeysStore, type ChannelKeyDocument } from './channels.keys.store';

/** Injection token of the registry of channels. */
export const CHANNEL_REGISTRY = Symbol('channel registry');

/** Where a deployment registers its channels. */
export interface ChannelRegistry {
  /**
   * Registers a channel, or gives the registered one this name to show and this key, with every scope; the key that was
   * given so before ends. Keys that an administrator issued are left as they are.
   * @param keyHash as of `hashChannelKey`; no two channels share one
   */
  ensureChannel(name: string, displayName: string, keyHash: string): Promise<void>;
}

/** A channel as stored. */
export interface ChannelDocument {
  readonly _id: string;
  displayName: string;
  quotaPerMinute: number | null;
  /** Up to 0.2.0 a channel's one key. It is moved to the keys at start. */
  keyHash?: string;
}

const schema = new Schema(
  { _id: { type: String, required: true }, displayName: String, quotaPerMinute: { type: Number, default: null }, keyHash: String },
  { collection: 'channels', versionKey: false },
);
/** Index of 0.2.0, under which a second channel without a key of its own would be refused. */
const formerIndex = 'key_hash';

/** How long one try to look a key up may take: a push must learn within seconds that the store is away. */
const lookUpInMs = 1400;

/** 渠道: who they are, and who comes with which key. */
@Injectable()
export class ChannelsStore implements ChannelDirectory, ChannelRegistry, OnModuleInit {
  readonly #channels: Model<ChannelDocument>;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(ChannelKeysStore) private readonly keys: ChannelKeysStore,
  ) {
    this.#channels = connection.models['Channel'] ?? connection.model<ChannelDocument>('Channel', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#channels.init();
    await this.keys.ready();
    await this.#adoptFormerKeys();
  }

  async findByKeyHash(keyHash: string): Promise<CurrentChannelInfo | null> {
    return twice(async () => this.#behind(await this.keys.findByHash(keyHash, lookUpInMs)));
  }

  /** A client of our own issuer by its id; another issuer's word for a channel's name stands for itself. */
  async findByClient({ channel, clientId, scopes }: TokenClient): Promise<CurrentChannelInfo | null> {
    return twice(async () => {
      if (clientId === null) {
        const found = await this.#channel(channel);
        return found === null ? null : { name: found._id, keyId: `token:${channel}`, scopes, sandbox: false, expiresAt: null, quotaPerMinute: found.quotaPerMinute };
      }
      const info = await this.#behind(await this.keys.findById(clientId, lookUpInMs));
      return info?.name === channel ? { ...info, scopes: info.scopes.filter((scope) => scopes.includes(scope)) } : null;
    });
  }

  /** A channel's client for the issuer; `null` for one that is unknown, revoked or expired. */
  async clientOf(clientId: string): Promise<ChannelClient | null> {
    const key = await this.keys.findById(clientId);
    if (key?.kind !== 'client' || (await this.#behind(key)) === null) return null;
    return { clientId, channel: key.channel, secretHash: key.hash, scopes: key.scopes };
  }

  async ensureChannel(name: string, displayName: string, keyHash: string): Promise<void> {
    await this.#channels.updateOne({ _id: name }, { $set: { displayName } }, { upsert: true }).exec();
    await this.keys.ensure(name, keyHash, channelScopes);
  }

  /** @returns whether there was no channel of this name before */
  async create({ name, displayName, quotaPerMinute }: NewChannel): Promise<boolean> {
    try {
      await this.#channels.insertOne({ _id: name, displayName, ...(quotaPerMinute !== undefined && { quotaPerMinute }) });
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  find(name: string): Promise<ChannelDocument | null> {
    return this.#channels.findById(name).lean<ChannelDocument>().exec();
  }

  /** @returns whether there is such a channel */
  async change(name: string, settings: ChannelSettings): Promise<boolean> {
    return (await this.#channels.updateOne({ _id: name }, { $set: settings }).exec()).matchedCount > 0;
  }

  /** Channels by name after `after`, one more than `limit` where there is one, and how many there are. */
  async list(after: string | null, limit: number): Promise<{ readonly channels: ChannelDocument[]; readonly total: number }> {
    const [channels, total] = await Promise.all([
      this.#channels.find(after === null ? {} : { _id: { $gt: after } }).sort({ _id: 1 }).limit(limit + 1).lean<ChannelDocument[]>().exec(),
      this.#channels.countDocuments({}).exec(),
    ]);
    return { channels, total };
  }

  async #behind(key: ChannelKeyDocument | null): Promise<CurrentChannelInfo | null> {
    if (key === null || key.revokedAt !== null || (key.expiresAt !== null && Date.parse(key.expiresAt) <= Date.now())) return null;
    const channel = await this.#channel(key.channel);
    if (channel === null) return null;
    return { name: channel._id, keyId: key._id, scopes: key.scopes, sandbox: key.sandbox, expiresAt: key.expiresAt, quotaPerMinute: channel.quotaPerMinute };
  }

  async #channel(name: string): Promise<ChannelDocument | null> {
    return this.#channels.findById(name, {}, { timeoutMS: lookUpInMs }).lean<ChannelDocument>().exec();
  }

  /** Moves the one key that a channel had up to 0.2.0 to the keys. Done again, or cut off, it does no harm. */
  async #adoptFormerKeys(): Promise<void> {
    await dropFormerIndex(this.#channels, formerIndex);
    for await (const { _id, keyHash } of this.#channels.find({ keyHash: { $type: 'string' } }).lean<ChannelDocument>()) {
      if (keyHash === undefined) continue;
      await this.keys.adopt(_id, keyHash, channelScopes);
      await this.#channels.updateOne({ _id, keyHash }, { $unset: { keyHash: 1 } }).exec();
    }
  }
}

/** A connection that broke unnoticed fails its next use, in ways that the driver does not always retry itself. */
async function twice<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    return work();
  }
}
