import { mongo, type Model } from 'mongoose';
import { z } from 'zod';
import { duplicateIndexName, duplicateKey } from './errors';
import { durable } from './settings';

/** What mongod answers to `insert`. */
const insertAnswerSchema = z.object({
  writeErrors: z.array(z.object({ index: z.int(), code: z.int(), errmsg: z.string() })).default([]),
  writeConcernError: z.object({ errmsg: z.string() }).optional(),
});

/**
 * Inserts documents durably by the bare command, because the driver's bulk calls turn a broken connection into an error
 * that looks like a refused write, without its label.
 * @param options.ordered whether the first that is refused stops the rest
 * @returns the refusing unique index by the place of the document
 * @throws the driver's error when the store is away; the documents may or may not be there
 */
export async function insertCommand<Document>(model: Model<Document>, documents: readonly Document[], { ordered }: { readonly ordered: boolean }): Promise<ReadonlyMap<number, string>> {
  const database = model.db.getClient().db(model.db.name);
  const answer = insertAnswerSchema.parse(await database.command({ insert: model.collection.collectionName, documents, ordered, writeConcern: durable }));
  if (answer.writeConcernError !== undefined) throw new mongo.MongoError(`the write is not durable: ${answer.writeConcernError.errmsg}`);
  const foreign = answer.writeErrors.find(({ code }) => code !== duplicateKey);
  if (foreign !== undefined) throw new mongo.MongoError(foreign.errmsg);
  return new Map(answer.writeErrors.map(({ index, errmsg }) => [index, duplicateIndexName(errmsg) ?? 'unknown']));
}
