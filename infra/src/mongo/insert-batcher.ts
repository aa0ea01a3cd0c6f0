import { mongo, type Model } from 'mongoose';
import { z } from 'zod';
import { isTransient } from '../kafka/transient';
import { Batcher } from './batcher';
import { duplicateIndexName, duplicateKey } from './errors';
import { durable } from './settings';

/** The write was refused: a document with this unique key is there already. */
export interface DuplicateKey {
  readonly duplicateIndex: string;
}
type Outcome = 'inserted' | DuplicateKey;

/** Turns many callers' inserts into few journalled ones: a majority acknowledgement costs a flush to disk, and one serves a batch. */
export class InsertBatcher<Document extends { readonly _id: string }> {
  readonly #model: Model<Document>;
  readonly #batcher: Batcher<Document, Outcome>;

  constructor(model: Model<Document>) {
    this.#model = model;
    this.#batcher = new Batcher({ run: (documents) => this.#insertTwice(documents), longestBatch: 512, mostInFlight: 2 });
  }

  /**
   * Inserts one document, durably.
   * @returns `inserted`, or the name of the unique index that refused it
   * @throws the driver's error when the store is away; the document may or may not be there
   */
  insert(document: Document): Promise<Outcome> {
    return this.#batcher.submit(document);
  }

  /** A primary that died may have stored the batch or not; `_id` is the caller's, so the second try tells. */
  async #insertTwice(documents: readonly Document[]): Promise<Outcome[]> {
    try {
      return outcomes(documents, await this.#insertMany(documents), false);
    } catch (error) {
      if (!isTransient(error)) throw error;
      return outcomes(documents, await this.#insertMany(documents), true);
    }
  }

  /**
   * The bare command, because the driver's bulk calls turn a broken connection into an error that looks like a refused
   * write, without its label.
   * @returns the refusing unique index by the place of the document in the batch
   */
  async #insertMany(documents: readonly Document[]): Promise<ReadonlyMap<number, string>> {
    const database = this.#model.db.getClient().db(this.#model.db.name);
    const answer = insertAnswerSchema.parse(
      await database.command({ insert: this.#model.collection.collectionName, documents, ordered: false, writeConcern: durable }),
    );
    if (answer.writeConcernError !== undefined) throw new mongo.MongoError(`the write is not durable: ${answer.writeConcernError.errmsg}`);
    const foreign = answer.writeErrors.find(({ code }) => code !== duplicateKey);
    if (foreign !== undefined) throw new mongo.MongoError(foreign.errmsg);
    return new Map(answer.writeErrors.map(({ index, errmsg }) => [index, duplicateIndexName(errmsg) ?? 'unknown']));
  }
}

/** What mongod answers to `insert`. */
const insertAnswerSchema = z.object({
  writeErrors: z.array(z.object({ index: z.int(), code: z.int(), errmsg: z.string() })).default([]),
  writeConcernError: z.object({ errmsg: z.string() }).optional(),
});

function outcomes(documents: readonly unknown[], refused: ReadonlyMap<number, string>, secondTry: boolean): Outcome[] {
  return documents.map((_, index) => {
    const duplicateIndex = refused.get(index);
    const stored = duplicateIndex === undefined || (secondTry && duplicateIndex === '_id_');
    return stored ? 'inserted' : { duplicateIndex };
  });
}
