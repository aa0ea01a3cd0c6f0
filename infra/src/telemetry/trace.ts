import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();
const form = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A new W3C `traceparent`, sampled. */
export function newTraceparent(): string {
  return `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`;
}

/** The caller's trace with a span of our own, or a new trace when the header is missing or malformed. */
export function traceparentOf(header: unknown): string {
  if (typeof header !== 'string' || !form.test(header)) return newTraceparent();
  return `${header.slice(0, 36)}${randomBytes(8).toString('hex')}${header.slice(52)}`;
}

/** Runs a request's work under its trace. */
export function runWithTraceparent<Result>(traceparent: string, run: () => Result): Result {
  return storage.run(traceparent, run);
}

/** The trace of the request being worked on; outside of one, `undefined`. */
export function currentTraceparent(): string | undefined {
  return storage.getStore();
}
