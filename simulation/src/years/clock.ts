import type { Random } from '../random';

interface Waiting {
  readonly atInMs: number;
  readonly tie: number;
  readonly run: () => Promise<void>;
}

/** The simulation's own clock: what waits happens in the order of its time; of one instant's the seed decides. */
export class Clock {
  #nowInMs: number;
  /** The next last. */
  readonly #waiting: Waiting[] = [];

  constructor(startInMs: number, private readonly random: Random) {
    this.#nowInMs = startInMs;
  }

  get now(): Date {
    return new Date(this.#nowInMs);
  }

  at(atInMs: number, run: () => Promise<void>): void {
    const entry: Waiting = { atInMs: Math.max(atInMs, this.#nowInMs), tie: this.random.below(1_000_000), run };
    let [low, high] = [0, this.#waiting.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#waiting[middle];
      if (other !== undefined && (other.atInMs > entry.atInMs || (other.atInMs === entry.atInMs && other.tie > entry.tie))) low = middle + 1;
      else high = middle;
    }
    this.#waiting.splice(low, 0, entry);
  }

  after(delayInMs: number, run: () => Promise<void>): void {
    this.at(this.#nowInMs + delayInMs, run);
  }

  /** Everything that is due until then, one after the other. */
  async goOn(untilInMs: number): Promise<void> {
    for (let next = this.#waiting.at(-1); next !== undefined && next.atInMs <= untilInMs; next = this.#waiting.at(-1)) {
      this.#waiting.pop();
      this.#nowInMs = next.atInMs;
      await next.run();
    }
    this.#nowInMs = Math.max(this.#nowInMs, untilInMs);
  }

  /**
   * Until nothing waits.
   * @throws Error when something keeps itself busy for ever
   */
  async rest(mostSteps: number): Promise<void> {
    for (let steps = 0; ; steps++) {
      const next = this.#waiting.at(-1);
      if (next === undefined) return;
      if (steps > mostSteps) throw new Error(`still busy after ${String(mostSteps)} steps, at ${this.now.toISOString()}`);
      await this.goOn(next.atInMs);
    }
  }
}
