/** Thrown by a handler that can never take this event: it goes to the dead-letter topic at once. */
export class PoisonError extends Error {
  override readonly name = 'PoisonError';
}

/** Thrown by a handler that was told by another part of the same process that something is away: the event is tried again for ever. */
export class PartAwayError extends Error {
  override readonly name = 'PartAwayError';
}

const mongoAway = new Set([
  'MongoNetworkError', 'MongoNetworkTimeoutError', 'MongoServerSelectionError', 'MongooseServerSelectionError', 'MongoPoolClearedError',
  'PoolClearedOnNetworkError', 'MongoPoolClosedError', 'MongoWaitQueueTimeoutError', 'MongoNotConnectedError', 'MongoServerClosedError',
  'MongoTopologyClosedError', 'MongoClientClosedError', 'MongoOperationTimeoutError', 'MongoStalePrimaryError',
]);
/** Labels by which mongod or its driver says that the same operation may pass later. */
const mongoLabels = new Set(['RetryableWriteError', 'TransientTransactionError', 'RetryableError', 'SystemOverloadedError']);
const kafkaAway = new Set(['PLT_KFK_NETWORK', 'PLT_KFK_TIMEOUT']);
/** gRPC: CANCELLED (by the server, which ends), DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, UNAVAILABLE. */
const grpcAway = new Set([1, 4, 8, 10, 14]);
/** An update whose answer did not come in time; it may still take effect. */
const temporalAway = new Set(['WorkflowUpdateRPCTimeoutOrCancelledError']);
/** mongod: not primary, shutting down, stepping down. */
const mongoCodesAway = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

/** What an error may carry; looked at without trusting its class, because three clients' errors pass through here. */
interface ErrorTraits {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
  readonly errorLabels?: unknown;
  readonly message?: unknown;
  /** The Kafka protocol's name of an error. */
  readonly apiId?: unknown;
}

/**
 * Whether waiting can help: the store, the broker or the workflow server is away, busy or changing its leader. Such a
 * failure says nothing of the event, so it is tried again for ever and never counts as poison.
 */
export function isTransient(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  if (error instanceof PartAwayError) return true;
  const { name, code, cause, errors, errorLabels }: ErrorTraits = error;
  if (typeof name === 'string' && (mongoAway.has(name) || temporalAway.has(name))) return true;
  if (Array.isArray(errorLabels) && errorLabels.some((label) => mongoLabels.has(label))) return true;
  if (typeof code === 'string' && (kafkaAway.has(code) || code === 'ECONNREFUSED' || code === 'ECONNRESET')) return true;
  if (typeof code === 'number' && (grpcAway.has(code) || mongoCodesAway.has(code))) return true;
  if (Array.isArray(errors) && errors.some((inner) => isTransient(inner, depth + 1))) return true;
  return isTransient(cause, depth + 1);
}

/** The brokers' own words for a refusal; the client calls every connection that broke during sign-in a failed sign-in. */
const refusedSignIn = new Set(['SASL_AUTHENTICATION_FAILED', 'UNSUPPORTED_SASL_MECHANISM', 'ILLEGAL_SASL_STATE']);

/** Whether the brokers refuse the credentials: waiting cannot help. */
export function isRefusedSignIn(error: unknown): boolean {
  return innermost(error).some(({ apiId }) => typeof apiId === 'string' && refusedSignIn.has(apiId));
}

/** Whether the two sides do not accept each other's certificates: waiting cannot help. */
export function isRefusedCertificate(error: unknown): boolean {
  return innermost(error).some(({ code }) => typeof code === 'string' && /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH)/.test(code));
}

/** What lies at the bottom of an error of the client, each once: `Listing topics failed.` says nothing of why. */
export function reasonOf(error: unknown): string {
  const messages = innermost(error).map(({ message }) => String(message));
  return [...new Set(messages)].slice(0, 3).join('; ');
}

function innermost(error: unknown, depth = 0): readonly ErrorTraits[] {
  if (typeof error !== 'object' || error === null || depth > 8) return [];
  const traits: ErrorTraits = error;
  const deeper = [...(Array.isArray(traits.errors) ? traits.errors : []), traits.cause].flatMap((inner) => innermost(inner, depth + 1));
  return deeper.length === 0 ? [traits] : deeper;
}
