import { mongo } from 'mongoose';

/** mongod's code for a write that a unique index refused. */
export const duplicateKey = 11000;

/** Whether a unique index refused the write. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === duplicateKey;
}

/** The unique index that refused a write, from the server's message: the driver's bulk errors carry nothing better. */
export function duplicateIndexName(message: string): string | null {
  return /index: (\S+) dup key/.exec(message)?.[1] ?? null;
}
