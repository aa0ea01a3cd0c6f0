import { mongo, type Model } from 'mongoose';
import { z } from 'zod';
import { isTransient } from '../kafka/transient';
import { duplicateIndexName } from './errors';
import { durable } from './settings';

/** The write was refused: a document with this unique key is there already. */
export interface DuplicateKey {
  readonly duplicateIndex: string;
}

interface Waiting<Document> {
  readonly document: Document;
  readonly resolve: (outcome: 'inserted' | DuplicateKey) => void;
  readonly reject: (error: unknown) => void;
}

const longestBatch = 512;
const mostBatchesInFlight = 2;

/**
 * Turns many callers' inserts into few journalled `insertMany`: a majority acknowledgement costs a flush to disk, and one
 * flush serves a whole batch. Nobody waits for a batch to fill: it leaves as soon as a place is free.
 */
export class InsertBatcher<Document extends { readonly _id: string }> {
  readonly #model: Model<Document>;
  #waiting: Waiting<Document>[] = [];
  #inFlight = 0;
  #scheduled = false;

  constructor(model: Model<Document>) {
    this.#model = model;
  }

  /**
   * Inserts one document, durably.
   * @returns `inserted`, or the name of the unique index that refused it
   * @throws the driver's error when the store is away; the document may or may not be there
   */
  insert(document: Document): Promise<'inserted' | DuplicateKey> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ document, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= mostBatchesInFlight || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting.slice(0, longestBatch);
    this.#waiting = this.#waiting.slice(longestBatch);
    if (batch.length === 0) return;
    this.#inFlight++;
    try {
      await this.#insertTwice(batch);
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    } finally {
      this.#inFlight--;
      this.#schedule();
    }
  }

  /** A primary that died may have stored the batch or not; `_id` is the caller's, so the second try tells. */
  async #insertTwice(batch: readonly Waiting<Document>[]): Promise<void> {
    try {
      settle(batch, await this.#insertMany(batch), false);
    } catch (error) {
      if (!isTransient(error)) throw error;
      settle(batch, await this.#insertMany(batch), true);
    }
  }

  /**
   * The bare command, because the driver's bulk calls turn a broken connection into an error that looks like a refused
   * write, without its label.
   * @returns the refusing unique index by the place of the document in the batch
   */
  async #insertMany(batch: readonly Waiting<Document>[]): Promise<ReadonlyMap<number, string>> {
    const database = this.#model.db.getClient().db(this.#model.db.name);
    const answer = insertAnswerSchema.parse(
      await database.command({ insert: this.#model.collection.collectionName, documents: batch.map((waiting) => waiting.document), ordered: false, writeConcern: durable }),
    );
    if (answer.writeConcernError !== undefined) throw new mongo.MongoError(`the write is not durable: ${answer.writeConcernError.errmsg}`);
    const foreign = answer.writeErrors.find(({ code }) => code !== duplicateKey);
    if (foreign !== undefined) throw new mongo.MongoError(foreign.errmsg);
    return new Map(answer.writeErrors.map(({ index, errmsg }) => [index, duplicateIndexName(errmsg) ?? 'unknown']));
  }
}

const duplicateKey = 11000;
/** What mongod answers to `insert`. */
const insertAnswerSchema = z.object({
  writeErrors: z.array(z.object({ index: z.int(), code: z.int(), errmsg: z.string() })).default([]),
  writeConcernError: z.object({ errmsg: z.string() }).optional(),
});

function settle(batch: readonly Waiting<{ readonly _id: string }>[], refused: ReadonlyMap<number, string>, secondTry: boolean): void {
  batch.forEach((waiting, index) => {
    const duplicateIndex = refused.get(index);
    const stored = duplicateIndex === undefined || (secondTry && duplicateIndex === '_id_');
    waiting.resolve(stored ? 'inserted' : { duplicateIndex });
  });
}
