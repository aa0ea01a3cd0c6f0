import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ModelComparison, RetrainingOutcome } from '@suqiao/contracts';
import { isDuplicateKey, MONGO } from '@suqiao/infra/mongo';
import { mongo, type Connection } from 'mongoose';
import type { LinearModel } from './domain/linear-model';
import { restoreModel, storedModelSchema, type StoredModel } from './domain/stored-model';

/** A candidate and how it did. */
export interface Candidate {
  readonly version: string;
  readonly baseTexts: number;
  readonly corrections: number;
  readonly comparison: ModelComparison;
}

/** An attempt at a better model as stored. */
export interface RetrainingDocument {
  readonly _id: string;
  readonly startedAt: Date;
  readonly startedByName: string | null;
  readonly endedAt: Date | null;
  readonly outcome: RetrainingOutcome;
  readonly candidate: Candidate | null;
}

/** Which trained model sorts: one document, so that one write changes it. Absent while it is the shipped one. */
interface InServiceDocument {
  readonly _id: 'category';
  readonly version: string;
  readonly retrainingId: string;
  readonly since: Date;
}

const inService = 'category';

/** Trained models (gzipped JSON in GridFS, under their version), the attempts that made them, and which one is in service. */
@Injectable()
export class ModelsStore implements OnModuleInit {
  readonly #retrainings: mongo.Collection<RetrainingDocument>;
  readonly #inService: mongo.Collection<InServiceDocument>;
  readonly #files: mongo.GridFSBucket;

  constructor(@Inject(MONGO) connection: Connection) {
    const database = connection.getClient().db(connection.name);
    this.#retrainings = database.collection('classification_retrainings');
    this.#inService = database.collection('classification_in_service');
    this.#files = new mongo.GridFSBucket(database, { bucketName: 'classification_models' });
  }

  async onModuleInit(): Promise<void> {
    await this.#retrainings.createIndex({ startedAt: -1, _id: -1 }, { name: 'newest' });
  }

  /** Keeps a model's file. One of the same version is the same model: it stays. */
  async keep(stored: StoredModel): Promise<void> {
    if ((await this.#files.find({ filename: stored.version }).next()) !== null) return;
    const upload = this.#files.openUploadStream(stored.version);
    await new Promise<void>((resolve, reject) => {
      Readable.from([gzipSync(JSON.stringify(stored))]).pipe(upload).on('finish', () => { resolve(); }).on('error', reject);
    });
  }

  /** A model as it is kept. @throws Error when there is none of this version */
  async stored(version: string): Promise<StoredModel> {
    const bytes = await buffer(this.#files.openDownloadStreamByName(version));
    return storedModelSchema.parse(JSON.parse(gunzipSync(bytes).toString('utf8')));
  }

  /** A model to sort with. @throws Error when there is none of this version */
  async model(version: string): Promise<LinearModel> {
    return restoreModel(await this.stored(version));
  }

  /** The version in service and since when; `null` while the shipped model is. */
  async inService(): Promise<Pick<InServiceDocument, 'version' | 'since'> | null> {
    return this.#inService.findOne({ _id: inService });
  }

  /** Records that an attempt began, once. */
  async begin(retrainingId: string, startedByName: string | null, startedAt: Date): Promise<void> {
    const fresh: Omit<RetrainingDocument, '_id'> = { startedAt, startedByName, endedAt: null, outcome: 'running', candidate: null };
    await this.#retrainings.updateOne({ _id: retrainingId }, { $setOnInsert: fresh }, { upsert: true });
  }

  /** Records the candidate, before anybody decides on it. */
  async judged(retrainingId: string, candidate: Candidate): Promise<void> {
    await this.#retrainings.updateOne({ _id: retrainingId }, { $set: { candidate } });
  }

  /**
   * Puts a candidate in service in the place of the model that it was compared with.
   * @returns false when another has taken that one's place meanwhile
   */
  async takeOver(retrainingId: string, { version, comparison }: Candidate, since: Date): Promise<boolean> {
    if ((await this.#inService.findOne({ _id: inService, retrainingId })) !== null) return true;
    try {
      const done = await this.#inService.updateOne({ _id: inService, version: comparison.inServiceVersion }, { $set: { version, retrainingId, since } }, { upsert: true });
      return done.modifiedCount + done.upsertedCount === 1;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }

  /** Puts a model in service again that was there before. @param retrainingId which made it; null: the one that ships */
  async takeAgain(retrainingId: string | null, version: string, since: Date): Promise<void> {
    if (retrainingId === null) await this.#inService.deleteOne({ _id: inService });
    else await this.#inService.updateOne({ _id: inService }, { $set: { version, retrainingId, since } }, { upsert: true });
  }

  /** The attempt that once put this version in service, or `null`. */
  tookOverWith(version: string): Promise<RetrainingDocument | null> {
    return this.#retrainings.findOne({ outcome: 'tookOver', 'candidate.version': version }, { sort: { startedAt: -1 } });
  }

  /** Records how an attempt ended; the first word stands. */
  async end(retrainingId: string, outcome: RetrainingOutcome, endedAt: Date): Promise<RetrainingDocument | null> {
    await this.#retrainings.updateOne({ _id: retrainingId, endedAt: null }, { $set: { outcome, endedAt } });
    return this.find(retrainingId);
  }

  /** An attempt, or `null`. */
  find(retrainingId: string): Promise<RetrainingDocument | null> {
    return this.#retrainings.findOne({ _id: retrainingId });
  }

  /** An attempt that began after an instant and has not ended, or `null`. */
  running(after: Date): Promise<RetrainingDocument | null> {
    return this.#retrainings.findOne({ outcome: 'running', startedAt: { $gt: after } });
  }

  /** The newest attempts, and how many there are in all. */
  async newest(limit: number): Promise<{ readonly items: RetrainingDocument[]; readonly total: number }> {
    const [items, total] = await Promise.all([this.#retrainings.find({}, { sort: { startedAt: -1, _id: -1 }, limit }).toArray(), this.#retrainings.countDocuments()]);
    return { items, total };
  }
}
