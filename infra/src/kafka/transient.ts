/** Thrown by a handler that can never take this event: it goes to the dead-letter topic at once. */
export class PoisonError extends Error {
  override readonly name = 'PoisonError';
}

const mongoAway = new Set([
  'MongoNetworkError', 'MongoNetworkTimeoutError', 'MongoServerSelectionError', 'MongooseServerSelectionError', 'MongoPoolClearedError',
  'PoolClearedOnNetworkError', 'MongoPoolClosedError', 'MongoWaitQueueTimeoutError', 'MongoNotConnectedError', 'MongoServerClosedError',
  'MongoTopologyClosedError', 'MongoClientClosedError', 'MongoOperationTimeoutError', 'MongoStalePrimaryError',
]);
/** Labels by which mongod or its driver says that the same operation may pass later. */
const mongoLabels = new Set(['RetryableWriteError', 'TransientTransactionError', 'RetryableError', 'SystemOverloadedError']);
const kafkaAway = new Set(['PLT_KFK_NETWORK', 'PLT_KFK_TIMEOUT']);
/** gRPC: DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, UNAVAILABLE. */
const grpcAway = new Set([4, 8, 10, 14]);
/** mongod: not primary, shutting down, stepping down. */
const mongoCodesAway = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

/** What an error may carry; looked at without trusting its class, because three clients' errors pass through here. */
interface ErrorTraits {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly errorLabels?: unknown;
}

/**
 * Whether waiting can help: the store, the broker or the workflow server is away, busy or changing its leader. Such a
 * failure says nothing of the event, so it is tried again for ever and never counts as poison.
 */
export function isTransient(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { name, code, cause, errors, errorLabels }: ErrorTraits = error;
  if (typeof name === 'string' && mongoAway.has(name)) return true;
  if (Array.isArray(errorLabels) && errorLabels.some((label) => mongoLabels.has(label))) return true;
  if (typeof code === 'string' && (kafkaAway.has(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET')) return true;
  if (typeof code === 'number' && (grpcAway.has(code) || mongoCodesAway.has(code))) return true;
  if (Array.isArray(errors) && errors.some((inner) => isTransient(inner, depth + 1))) return true;
  return isTransient(cause, depth + 1);
}

/** Whether the brokers refuse the credentials: waiting cannot help. */
export function isRefusedSignIn(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, cause, errors }: ErrorTraits = error;
  if (code === 'PLT_KFK_AUTHENTICATION') return true;
  return (Array.isArray(errors) && errors.some((inner) => isRefusedSignIn(inner, depth + 1))) || isRefusedSignIn(cause, depth + 1);
}
