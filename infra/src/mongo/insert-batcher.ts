import type { Model } from 'mongoose';
import { isTransient } from '../kafka/transient';
import { Batcher } from './batcher';
import { insertCommand } from './insert-command';

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
    this.#batcher = new Batcher({ run: (documents) => this.#insertTwice(documents), longestBatch: 256, mostInFlight: 4 });
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
      return outcomes(documents, await insertCommand(this.#model, documents, { ordered: false }), false);
    } catch (error) {
      if (!isTransient(error)) throw error;
      return outcomes(documents, await insertCommand(this.#model, documents, { ordered: false }), true);
    }
  }
}

function outcomes(documents: readonly unknown[], refused: ReadonlyMap<number, string>, secondTry: boolean): Outcome[] {
  return documents.map((_, index) => {
    const duplicateIndex = refused.get(index);
    const stored = duplicateIndex === undefined || (secondTry && duplicateIndex === '_id_');
    return stored ? 'inserted' : { duplicateIndex };
  });
}
