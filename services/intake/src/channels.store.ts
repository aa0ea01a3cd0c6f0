import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChannelDirectory, CurrentChannelInfo } from '@suqiao/infra/auth';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** Injection token of the registry of channels. */
export const CHANNEL_REGISTRY = Symbol('channel registry');

/** Where a deployment registers its channels. */
export interface ChannelRegistry {
  /**
   * Registers a channel, or gives the registered one this name to show and this key; the key before it ends.
   * @param keyHash as of `hashChannelKey`; no two channels share one
   */
  ensureChannel(name: string, displayName: string, keyHash: string): Promise<void>;
}

interface ChannelDocument {
  readonly _id: string;
  displayName: string;
  keyHash: string;
}

const schema = new Schema({ _id: { type: String, required: true }, displayName: String, keyHash: String }, { collection: 'channels', versionKey: false });
schema.index({ keyHash: 1 }, { unique: true, name: 'key_hash' });

/** How long one try to look a key up may take: a push must learn within seconds that the store is away. */
const lookUpInMs = 1400;

/** 渠道 and the hashes of their keys. */
@Injectable()
export class ChannelsStore implements ChannelDirectory, ChannelRegistry, OnModuleInit {
  readonly #channels: Model<ChannelDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#channels = connection.models['Channel'] ?? connection.model<ChannelDocument>('Channel', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#channels.init();
  }

  async findByKeyHash(keyHash: string): Promise<CurrentChannelInfo | null> {
    try {
      return await this.#find(keyHash);
    } catch {
      // A connection that broke unnoticed fails its next use, in ways that the driver does not always retry itself.
      return this.#find(keyHash);
    }
  }

  async #find(keyHash: string): Promise<CurrentChannelInfo | null> {
    const channel = await this.#channels.findOne({ keyHash }, {}, { timeoutMS: lookUpInMs }).lean().exec();
    return channel === null ? null : { name: channel._id };
  }

  async ensureChannel(name: string, displayName: string, keyHash: string): Promise<void> {
    await this.#channels.updateOne({ _id: name }, { $set: { displayName, keyHash } }, { upsert: true }).exec();
  }
}
