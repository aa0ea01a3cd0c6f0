import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChannelDirectory, CurrentChannelInfo } from '@suqiao/infra/auth';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

interface ChannelDocument {
  readonly _id: string;
  displayName: string;
  keyHash: string;
}

const schema = new Schema({ _id: { type: String, required: true }, displayName: String, keyHash: { type: String, index: true } }, { collection: 'channels', versionKey: false });

/** 渠道 and the hashes of their keys. */
@Injectable()
export class ChannelsStore implements ChannelDirectory, OnModuleInit {
  readonly #channels: Model<ChannelDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#channels = connection.models['Channel'] ?? connection.model<ChannelDocument>('Channel', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#channels.init();
  }

  async findByKeyHash(keyHash: string): Promise<CurrentChannelInfo | null> {
    const channel = await this.#channels.findOne({ keyHash }).lean().exec();
    return channel === null ? null : { name: channel._id };
  }

  /** Registers a channel, or gives the registered one this key. */
  async ensureChannel(name: string, displayName: string, keyHash: string): Promise<void> {
    await this.#channels.updateOne({ _id: name }, { $set: { displayName, keyHash } }, { upsert: true }).exec();
  }
}
