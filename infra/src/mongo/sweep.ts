import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { Lease } from './lease';

const longestBackoffInMs = 5000;
/** How often a process that has not the lease asks for it. */
const followerPollInMs = 1000;

/** What a sweep does at each look. */
export interface SweepOptions {
  /** Unique among all sweeps; the lease has it. */
  readonly name: string;
  readonly everyMs: number;
  /** One batch of what is due, oldest first. @returns whether there may be more, which is then looked for at once */
  readonly batch: () => Promise<boolean>;
  readonly logger: Logger;
}

/** Looks again and again for what has come due, in one process of many; whatever fails is tried again. */
export class Sweep {
  readonly #options: SweepOptions;
  readonly #lease: Lease;
  readonly #abort = new AbortController();
  #running: Promise<void> | null = null;
  #wake: (() => void) | null = null;

  constructor(connection: Connection, options: SweepOptions) {
    this.#options = options;
    this.#lease = new Lease(connection, options.name);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Says that something just came due, so that it is done now and not at the next look. */
  wake(): void {
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#wake?.();
    await this.#running;
    await this.#lease.release();
  }

  async #run(): Promise<void> {
    let failures = 0;
    const { name, everyMs, batch, logger } = this.#options;
    while (!this.#abort.signal.aborted) {
      try {
        const isHolder = await this.#lease.hold();
        const isMore = isHolder && (await batch());
        failures = 0;
        if (!isMore) await this.#rest(isHolder ? everyMs : Math.max(everyMs, followerPollInMs));
      } catch (error) {
        if (failures++ === 0) logger.warn({ err: error, sweep: name }, 'a sweep failed; it waits and tries again');
        await this.#rest(Math.min(longestBackoffInMs, 100 * 2 ** Math.min(failures, 6)));
      }
    }
  }

  #rest(longestInMs: number): Promise<void> {
    if (this.#abort.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(nap);
        this.#wake = null;
        resolve();
      };
      const nap = setTimeout(wake, longestInMs);
      this.#wake = wake;
    });
  }
}
