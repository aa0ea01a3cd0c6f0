import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Reader } from '@suqiao/contracts';
import { MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

interface SeenDocument {
  readonly _id: string;
  reader: Reader;
  firstSeenAt: Date;
  lastSeenAt: Date;
}
const schema = new Schema({ _id: { type: String, required: true }, reader: Schema.Types.Mixed, firstSeenAt: Date, lastSeenAt: Date }, { collection: 'readers_seen', versionKey: false, minimize: false });
schema.index({ 'reader.role': 1, _id: 1 }, { name: 'role' });

/** How long a reader is not written again while their token says the same. */
const rememberedInMs = 10 * 60 * 1000;
const mostRemembered = 10_000;

/** Who has opened Suqiao, with the role and jurisdiction of their last token: Suqiao has no list of people but this. */
@Injectable()
export class ReadersSeenStore implements OnModuleInit {
  readonly #seen: Model<SeenDocument>;
  readonly #remembered = new Map<string, { readonly text: string; readonly untilInMs: number }>();

  constructor(@Inject(MONGO) connection: Connection) {
    this.#seen = connection.models['ReaderSeen'] ?? connection.model<SeenDocument>('ReaderSeen', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#seen.init();
  }

  /** Notes that a reader is here. */
  async saw(reader: Reader, now: Date): Promise<void> {
    const text = JSON.stringify(reader);
    const last = this.#remembered.get(reader.subject);
    if (last?.text === text && last.untilInMs > now.getTime()) return;
    await this.#seen.updateOne({ _id: reader.subject }, { $set: { reader, lastSeenAt: now }, $setOnInsert: { firstSeenAt: now } }, { upsert: true }).exec();
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(reader.subject, { text, untilInMs: now.getTime() + rememberedInMs });
  }

  /** A reader as last seen, or `null`. */
  async find(subject: string): Promise<Reader | null> {
    return (await this.#seen.findById(subject).lean<SeenDocument>().exec())?.reader ?? null;
  }

  /** Readers by subject, the first of them; whoever was here lately counts like anybody else. */
  async all(limit: number): Promise<Reader[]> {
    const found = await this.#seen.find().sort({ _id: 1 }).limit(limit).lean<SeenDocument[]>().exec();
    return found.map(({ reader }) => reader);
  }

  /** Supervisors first seen before an instant, by subject, behind one. */
  async supervisors(firstSeenBefore: Date, after: string, limit: number): Promise<Reader[]> {
    const found = await this.#seen.find({ 'reader.role': 'supervisor', _id: { $gt: after }, firstSeenAt: { $lt: firstSeenBefore } }).sort({ _id: 1 }).limit(limit).lean<SeenDocument[]>().exec();
    return found.map(({ reader }) => reader);
  }
}
