import type { Random } from '../random';
import type { Killable } from '../plan';
import type { Clock } from './clock';

/** A part did not answer: whether what was asked of it took effect, whoever asked does not know. */
export class NoAnswer extends Error {}

/** What goes wrong, by seed: parts that are away for a while, and processes that die between two steps. */
export class Faults {
  readonly #awayUntilInMs = new Map<Killable, number>();
  readonly #deaths = new Map<Killable, number>();
  #isOver = false;

  constructor(private readonly clock: Clock, private readonly random: Random) {}

  /** Kills a part; it is back after a while. */
  kill(part: Killable, awayInMs: number): void {
    this.#awayUntilInMs.set(part, this.clock.now.getTime() + awayInMs);
    this.#deaths.set(part, this.deaths(part) + 1);
  }

  /** How often a part has died: what was in its memory at another count is gone. */
  deaths(part: Killable): number {
    return this.#deaths.get(part) ?? 0;
  }

  /** From now on nothing goes wrong any more: what is broken must mend. */
  end(): void {
    this.#isOver = true;
    this.#awayUntilInMs.clear();
  }

  /** Asks something of a part. @throws NoAnswer when it is away, and now and then also after it has done what was asked */
  async ask<Result>(part: Killable, work: () => Result | Promise<Result>): Promise<Result> {
    if ((this.#awayUntilInMs.get(part) ?? 0) > this.clock.now.getTime()) throw new NoAnswer(`${part} is away`);
    const result = await work();
    if (this.strikes(0.02)) throw new NoAnswer(`${part} did it, and its answer was lost`);
    return result;
  }

  /** Whether a process dies at this very place. */
  strikes(probability: number): boolean {
    return !this.#isOver && this.random.chance(probability);
  }

  /** How long a hop takes: mostly little, now and then hours. */
  delayInMs(): number {
    return this.random.chance(0.05) && !this.#isOver ? this.random.below(6 * 3_600_000) : this.random.below(2000);
  }
}
