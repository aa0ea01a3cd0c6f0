import { ProblemError } from '@suqiao/infra/http';
import { idempotencyKeyFrom } from './domain/appeal';

/** The key of a request that must have one. @throws ProblemError `idempotency-key-missing` */
export function neededKey(header: string | undefined): string {
  const key = idempotencyKeyFrom(header);
  if (key === null) throw new ProblemError('idempotency-key-missing', { detail: { 'zh-CN': '请在 Idempotency-Key 中给出 1 至 255 个可见 ASCII 字符', en: 'Send 1 to 255 visible ASCII characters as Idempotency-Key' } });
  return key;
}

/**
 * Idempotency keys whose first request is still being worked on in this process. A second one with the key is told so
 * (409) and may come again; that no second appeal comes of it is the store's unique index to ensure, in every process.
 */
export class InFlightKeys {
  readonly #keys = new Set<string>();

  /** @throws ProblemError `idempotency-key-in-flight` */
  async run<Result>(channel: string, idempotencyKey: string, work: () => Promise<Result>): Promise<Result> {
    const key = `${channel} ${idempotencyKey}`;
    if (this.#keys.has(key)) throw new ProblemError('idempotency-key-in-flight', { headers: { 'retry-after': '1' } });
    this.#keys.add(key);
    try {
      return await work();
    } finally {
      this.#keys.delete(key);
    }
  }
}
