import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const storage = new AsyncLocalStorage<string>();
const form = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A new W3C `traceparent`, sampled. */
export function newTraceparent(): string {
  return `00-${randomHex(32)}-${randomHex(16)}-01`;
}

/** The caller's trace with a span of our own, or a new trace when the header is missing or malformed. */
export function traceparentOf(header: unknown): string {
  if (typeof header !== 'string' || !form.test(header)) return newTraceparent();
  return `${header.slice(0, 36)}${randomHex(16)}${header.slice(52)}`;
}

/** Node keeps random UUIDs in stock, which costs far less at each request than asking the system. @param length at most 32 */
function randomHex(length: number): string {
  return randomUUID().replaceAll('-', '').slice(0, length);
}

/** Runs a request's work under its trace. */
export function runWithTraceparent<Result>(traceparent: string, run: () => Result): Result {
  return storage.run(traceparent, run);
}

/** The trace of the request being worked on; outside of one, `undefined`. */
export function currentTraceparent(): string | undefined {
  return storage.getStore();
}
