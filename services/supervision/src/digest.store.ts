import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Digest, Reader } from '@suqiao/contracts';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { Schema, type Connection, type Model } from 'mongoose';

/** A digest as it was made, and for whom as they were then. */
interface DigestDocument {
  readonly _id: string;
  reader: Reader;
  day: string;
  digest: Digest;
}
const schema = new Schema({ _id: { type: String, required: true }, reader: Schema.Types.Mixed, day: String, digest: Schema.Types.Mixed }, { collection: 'digests', versionKey: false, minimize: false });

/** Digests that were made; one a person and day, never written again. */
@Injectable()
export class DigestStore implements OnModuleInit {
  readonly #digests: Model<DigestDocument>;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#digests = connection.models['Digest'] ?? connection.model<DigestDocument>('Digest', schema);
  }

  async onModuleInit(): Promise<void> {
    await this.#digests.init();
  }

  /** The digest that was made for a person on a day, and who the person was then. */
  async find(day: string, subject: string): Promise<{ readonly digest: Digest; readonly reader: Reader } | null> {
    return this.#digests.findById(`${day}:${subject}`).lean<DigestDocument>().exec();
  }

  /** Keeps a digest; the first of a person and day stays. */
  async keep(digest: Digest, reader: Reader): Promise<void> {
    try {
      await this.#digests.create({ _id: `${digest.day}:${reader.subject}`, reader, day: digest.day, digest });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
