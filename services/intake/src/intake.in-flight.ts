import { ProblemError } from '@suqiao/infra/http';

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
