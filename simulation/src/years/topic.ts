import type { SuqiaoEvent } from '@suqiao/contracts';
import type { Clock } from './clock';
import { NoAnswer, type Faults } from './faults';

const partitions = 3;
const againInMs = 30_000;

/** One partition as one consumer has it: how far it has come, and how far that is stored. */
interface Place {
  taken: number;
  stored: number;
  isBusy: boolean;
}

interface Consumer {
  readonly handle: (event: SuqiaoEvent) => Promise<void>;
  readonly places: Place[];
}

/** A topic and its consumers: each partition in order, at least once, and now and then again from the stored position. */
export class Topic {
  readonly #records: SuqiaoEvent[][] = Array.from({ length: partitions }, () => []);
  readonly #consumers: Consumer[] = [];

  constructor(private readonly clock: Clock, private readonly faults: Faults) {}

  /** Everything that was ever published, copies too. */
  get records(): readonly SuqiaoEvent[] {
    return this.#records.flat();
  }

  /** @throws NoAnswer, after which the event may be there or not */
  async publish(event: SuqiaoEvent): Promise<void> {
    await this.faults.ask('kafka', () => {
      const partition = partitionOf(event.partitionkey);
      this.#records[partition]?.push(event);
      for (const consumer of this.#consumers) this.#next(consumer, partition);
    });
  }

  subscribe(handle: (event: SuqiaoEvent) => Promise<void>): void {
    this.#consumers.push({ handle, places: this.#records.map(() => ({ taken: 0, stored: 0, isBusy: false })) });
  }

  /** How many records somebody has not taken. */
  get waiting(): number {
    return this.#consumers.reduce((sum, { places }) => sum + places.reduce((own, { taken }, partition) => own + (this.#records[partition]?.length ?? 0) - taken, 0), 0);
  }

  #next(consumer: Consumer, partition: number, delayInMs = this.faults.delayInMs()): void {
    const place = consumer.places[partition];
    if (place === undefined || place.isBusy) return;
    place.isBusy = true;
    this.clock.after(delayInMs, async () => {
      place.isBusy = false;
      const event = this.#records[partition]?.[place.taken];
      if (event === undefined) return;
      try {
        await consumer.handle(event);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        this.#next(consumer, partition, againInMs);
        return;
      }
      place.taken++;
      // Positions are stored on a timer; whoever dies before that begins again there.
      if (!this.faults.strikes(0.4)) place.stored = place.taken;
      if (this.faults.strikes(0.05)) place.taken = place.stored;
      this.#next(consumer, partition);
    });
  }
}

function partitionOf(key: string): number {
  return [...key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % partitions;
}
