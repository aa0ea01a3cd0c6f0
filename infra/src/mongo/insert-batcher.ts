import { mongo, type Model } from 'mongoose';
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

  async #insertMany(batch: readonly Waiting<Document>[]): Promise<ReadonlyMap<number, string>> {
    try {
      const documents = batch.map((waiting): mongo.Document => waiting.document);
      await this.#model.collection.insertMany(documents, { ordered: false, writeConcern: durable });
      return new Map();
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
      const refused = [error.writeErrors].flat();
      const foreign = refused.find((writeError) => writeError.code !== 11000);
      if (foreign !== undefined || refused.length === 0 || error.result.getWriteConcernError() !== undefined) throw error;
      return new Map(refused.map((writeError) => [writeError.index, duplicateIndexName(writeError.errmsg ?? '') ?? 'unknown']));
    }
  }
}

function settle(batch: readonly Waiting<{ readonly _id: string }>[], refused: ReadonlyMap<number, string>, secondTry: boolean): void {
  batch.forEach((waiting, index) => {
    const duplicateIndex = refused.get(index);
    const stored = duplicateIndex === undefined || (secondTry && duplicateIndex === '_id_');
    waiting.resolve(stored ? 'inserted' : { duplicateIndex });
  });
}
