import { setTimeout as delay } from 'node:timers/promises';
import { logPath, Part, type PartEnd } from '@suqiao/infra/local';

/** Node's young generation grows to some 50 MB otherwise: a demonstration's engines and services share one small machine. */
const leanHeap = ['--max-semi-space-size=8'];

/** A Node process of ours that must run as long as we do. */
export interface ServiceOptions {
  name: string;
  script: string;
  environment: NodeJS.ProcessEnv;
  stateDir: string;
  /** Told when the service ended by itself and is started again. */
  onRestart: (name: string, end: PartEnd, waitInMs: number, log: string) => void;
}

const firstWaitInMs = 500;
const longestWaitInMs = 30_000;
/** After running this long a service counts as well again. */
const wellAfterInMs = 60_000;

/** How long to wait before the next start of something that ended again and again: doubled each time, within limits. */
export function backoffInMs(endings: number): number {
  return Math.min(longestWaitInMs, firstWaitInMs * 2 ** Math.max(0, endings - 1));
}

/** Starts a service and starts it again whenever it ends by itself. */
export class SupervisedService {
  readonly #options: ServiceOptions;
  readonly #abort = new AbortController();
  #part: Part | undefined;
  #watching: Promise<void> | undefined;
  #endings = 0;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  /** How often it has ended by itself. */
  get endings(): number {
    return this.#endings;
  }

  get pid(): number | undefined {
    return this.#part?.isAlive === true ? this.#part.pid : undefined;
  }

  async start(): Promise<void> {
    const first = await this.#launch();
    this.#watching = this.#watch(first);
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#part?.stop();
    await this.#watching;
  }

  async #watch(first: Part): Promise<void> {
    const { name, stateDir, onRestart } = this.#options;
    const { signal } = this.#abort;
    let part = first;
    let since = performance.now();
    let row = 0;
    for (;;) {
      const end = await part.ended;
      if (signal.aborted) return;
      this.#endings += 1;
      row = performance.now() - since > wellAfterInMs ? 1 : row + 1;
      onRestart(name, end, backoffInMs(row), logPath(stateDir, name));
      await delay(backoffInMs(row), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      since = performance.now();
      part = await this.#launch();
      // A stop that came while the new process was being started has missed it.
      if (this.#abort.signal.aborted) await part.stop();
    }
  }

  async #launch(): Promise<Part> {
    const { name, script, environment, stateDir } = this.#options;
    // Our services lose nothing by a kill, and must not outlive us while they wait for engines that end with us.
    this.#part = await Part.launch({
      name, command: process.execPath, args: [...leanHeap, script], environment, stateDir, stopLimitInMs: 15_000, deathSignal: 'KILL',
    });
    return this.#part;
  }
}
