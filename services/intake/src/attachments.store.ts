import type { Readable } from 'node:stream';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { mostAttachments, type AttachmentState, type AttachmentType } from '@suqiao/contracts';
import { durable, isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { mongo, Schema, type Connection, type Model } from 'mongoose';
import type { ScanVerdict } from './attachments.scanner';

/** A file whose bytes are in the store, before it is an attachment. */
export interface StoredFile {
  readonly fileId: mongo.ObjectId;
  readonly name: string;
  readonly mediaType: AttachmentType;
  readonly sizeBytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** An attachment as stored; `slot` counts an appeal's files, so that no race gives it one too many. */
export interface AttachmentDocument extends StoredFile {
  readonly _id: string;
  readonly appealId: string;
  readonly slot: number;
  readonly state: AttachmentState;
  readonly scanner: string;
  readonly reason: string | null;
  /** How often the scanner was asked in vain. */
  readonly attempts: number;
  readonly uploadedAt: Date;
  /** When a sandbox key's file goes; `null`: it stays. */
  readonly expiresAt: Date | null;
}

/** Noted before the first byte is stored, and crossed out when the bytes have an owner or are gone. */
interface UploadDocument {
  readonly _id: mongo.ObjectId;
  readonly startedAt: Date;
}

const sameFile = 'appeal_sha256';
const attachmentSchema = new Schema<AttachmentDocument>(
  {
    _id: String, appealId: String, slot: Number, fileId: Schema.Types.ObjectId, name: String, mediaType: String, sizeBytes: Number, sha256: String, state: String, scanner: String,
    reason: String, attempts: Number, uploadedAt: Date, expiresAt: Date,
  },
  { collection: 'attachments', versionKey: false },
);
attachmentSchema.index({ appealId: 1, sha256: 1 }, { unique: true, name: sameFile });
attachmentSchema.index({ appealId: 1, slot: 1 }, { unique: true, name: 'appeal_slot' });
attachmentSchema.index({ fileId: 1 }, { unique: true, name: 'file' });
attachmentSchema.index({ attempts: 1, uploadedAt: 1 }, { name: 'pending', partialFilterExpression: { state: 'pending' } });
attachmentSchema.index({ expiresAt: 1 }, { name: 'expiry', partialFilterExpression: { expiresAt: { $type: 'date' } } });
const uploadSchema = new Schema<UploadDocument>({ _id: Schema.Types.ObjectId, startedAt: Date }, { collection: 'attachment-uploads', versionKey: false });
uploadSchema.index({ startedAt: 1 }, { name: 'started' });

/** An upload that is not done after this is dead: requests are cut off long before. */
const deadAfterInMs = 3600 * 1000;
const sweptAtOnce = 100;

/** 附件: what is known of them, and their bytes in GridFS, piece by piece. */
@Injectable()
export class AttachmentsStore implements OnModuleInit {
  readonly #attachments: Model<AttachmentDocument>;
  readonly #uploads: Model<UploadDocument>;
  readonly #bucket: mongo.GridFSBucket;

  constructor(@Inject(MONGO) connection: Connection) {
    this.#attachments = connection.models['Attachment'] ?? connection.model<AttachmentDocument>('Attachment', attachmentSchema);
    this.#uploads = connection.models['AttachmentUpload'] ?? connection.model<UploadDocument>('AttachmentUpload', uploadSchema);
    if (connection.db === undefined) throw new Error('the connection to MongoDB is not open');
    this.#bucket = new mongo.GridFSBucket(connection.db, { bucketName: 'attachment-bytes', writeConcern: durable });
  }

  async onModuleInit(): Promise<void> {
    await Promise.all([this.#attachments.init(), this.#uploads.init()]);
  }

  /** Begins to store bytes. Whoever begins ends with `attach` or `discard`; what dies in between is swept. */
  async begin(now: Date): Promise<mongo.GridFSBucketWriteStream> {
    const fileId = new mongo.ObjectId();
    await this.#uploads.create({ _id: fileId, startedAt: now });
    return this.#bucket.openUploadStreamWithId(fileId, '');
  }

  /** Removes bytes that are nobody's, whether they were all stored or not. */
  async discard(fileId: mongo.ObjectId): Promise<void> {
    await this.#removeBytes(fileId);
    await this.#uploads.deleteOne({ _id: fileId }).exec();
  }

  /**
   * Makes stored bytes an attachment of an appeal.
   * @returns the attachment of the same bytes that the appeal has already; `full` when it has as many as it may
   */
  async attach(attachment: Omit<AttachmentDocument, 'slot'>): Promise<'attached' | 'full' | AttachmentDocument> {
    for (;;) {
      const same = await this.#attachments.findOne({ appealId: attachment.appealId, sha256: attachment.sha256 }).lean<AttachmentDocument>().exec();
      if (same !== null) return same;
      const slot = await this.#attachments.countDocuments({ appealId: attachment.appealId }).exec();
      if (slot >= mostAttachments) return 'full';
      try {
        await this.#attachments.create({ ...attachment, slot });
        await this.#uploads.deleteOne({ _id: attachment.fileId }).exec();
        return 'attached';
      } catch (error) {
        // Another file of the appeal came at the same moment, or this one: seen at the next look.
        if (!isDuplicateKey(error)) throw error;
      }
    }
  }

  listOf(appealId: string): Promise<AttachmentDocument[]> {
    return this.#attachments.find({ appealId }).sort({ slot: 1 }).lean<AttachmentDocument[]>().exec();
  }

  find(appealId: string, id: string): Promise<AttachmentDocument | null> {
    return this.#attachments.findOne({ _id: id, appealId }).lean<AttachmentDocument>().exec();
  }

  /** The bytes, as they are read. */
  read(fileId: mongo.ObjectId): Readable {
    return this.#bucket.openDownloadStream(fileId);
  }

  /** The file that waits for the scanner, those first that were asked for least often. */
  nextPending(): Promise<AttachmentDocument | null> {
    return this.#attachments.findOne({ state: 'pending' }).sort({ attempts: 1, uploadedAt: 1 }).lean<AttachmentDocument>().exec();
  }

  async postpone(id: string): Promise<void> {
    await this.#attachments.updateOne({ _id: id }, { $inc: { attempts: 1 } }).exec();
  }

  /** Keeps what the scanner said; the bytes of what it refused go at once. */
  async settle({ _id, fileId }: AttachmentDocument, verdict: ScanVerdict): Promise<void> {
    const said = verdict.kind === 'clean' ? { state: 'clean' } : { state: 'refused', reason: verdict.signature };
    await this.#attachments.updateOne({ _id, state: 'pending' }, { $set: said }).exec();
    if (verdict.kind === 'refused') await this.#removeBytes(fileId);
  }

  /** Removes what uploads left that died half way, and files of the sandbox whose time is over. @returns whether there may be more */
  async sweepDead(now: Date): Promise<boolean> {
    const dead = await this.#uploads.find({ startedAt: { $lt: new Date(now.getTime() - deadAfterInMs) } }).limit(sweptAtOnce).lean<UploadDocument[]>().exec();
    for (const { _id } of dead) {
      const isOwned = (await this.#attachments.exists({ fileId: _id })) !== null;
      if (isOwned) await this.#uploads.deleteOne({ _id }).exec();
      else await this.discard(_id);
    }
    const expired = await this.#attachments.find({ expiresAt: { $type: 'date', $lte: now } }).limit(sweptAtOnce).lean<AttachmentDocument[]>().exec();
    for (const { _id, fileId } of expired) {
      await this.#removeBytes(fileId);
      await this.#attachments.deleteOne({ _id }).exec();
    }
    return dead.length === sweptAtOnce || expired.length === sweptAtOnce;
  }

  /** The driver complains of a file that was never finished, after it has removed its pieces. */
  async #removeBytes(fileId: mongo.ObjectId): Promise<void> {
    await this.#bucket.delete(fileId).catch((error: unknown) => {
      if (!(error instanceof mongo.MongoRuntimeError)) throw error;
    });
  }
}
