import { mongo } from 'mongoose';

const duplicateKey = 11000;

/** Whether a unique index refused the write. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === duplicateKey;
}

/** Whether the store is away or changing its primary, so that nothing is known of the write and trying again may help. */
export function isMongoUnavailable(error: unknown): boolean {
  if (error instanceof Error && error.name === 'MongooseServerSelectionError') return true;
  if (!(error instanceof mongo.MongoError)) return false;
  return (
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error.name === 'MongoPoolClearedError' ||
    error.hasErrorLabel('RetryableWriteError') ||
    error.hasErrorLabel('TransientTransactionError')
  );
}

/** The unique index that refused a write, from the server's message: the driver's bulk errors carry nothing better. */
export function duplicateIndexName(message: string): string | null {
  return /index: (\S+) dup key/.exec(message)?.[1] ?? null;
}
