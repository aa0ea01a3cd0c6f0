import type { SuqiaoEvent } from '@suqiao/contracts';
import type { Clock } from './clock';
import { NoAnswer, type Faults } from './faults';
import type { Topic } from './topic';

/** A document with the events that have not left it. */
export interface WithOutbox {
  readonly _id: string;
  outbox: SuqiaoEvent[];
}

const sweepEveryMs = 5000;

/** A collection whose writes are atomic, each with its events, and the relay that publishes them: at least once, in order. */
export class Documents<Document extends WithOutbox> {
  readonly #byId = new Map<string, Document>();
  #isSweeping = false;

  constructor(private readonly clock: Clock, private readonly faults: Faults, private readonly topic: Topic) {}

  get all(): readonly Document[] {
    return [...this.#byId.values()];
  }

  /** @throws NoAnswer */
  find(id: string): Promise<Document | undefined> {
    return this.faults.ask('mongod', () => this.#byId.get(id));
  }

  /** @param clashes whether a unique index refuses it beside a stored one @throws NoAnswer, after which it may be stored */
  insert(document: Document, clashes: (stored: Document) => boolean = () => false): Promise<boolean> {
    return this.faults.ask('mongod', () => {
      if (this.#byId.has(document._id) || this.all.some(clashes)) return false;
      this.#byId.set(document._id, document);
      this.#wake();
      return true;
    });
  }

  /** Writes what `change` makes of the stored document, whole or not at all; `null` writes nothing. @throws NoAnswer */
  update(id: string, change: (stored: Document) => Document | null): Promise<boolean> {
    return this.faults.ask('mongod', () => {
      const stored = this.#byId.get(id);
      const changed = stored === undefined ? null : change(stored);
      if (changed === null) return false;
      this.#byId.set(id, changed);
      this.#wake();
      return true;
    });
  }

  #wake(delayInMs = this.faults.delayInMs()): void {
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    this.clock.after(delayInMs, async () => {
      this.#isSweeping = false;
      for (const { _id, outbox } of this.all) {
        if (outbox.length > 0) await this.#publish(_id, outbox);
      }
      if (this.all.some(({ outbox }) => outbox.length > 0)) this.#wake(sweepEveryMs);
    });
  }

  async #publish(id: string, waiting: readonly SuqiaoEvent[]): Promise<void> {
    try {
      for (const event of waiting) await this.topic.publish(event);
      // Whoever dies here publishes them again.
      if (this.faults.strikes(0.05)) return;
      const ids = new Set(waiting.map((event) => event.id));
      await this.update(id, (stored) => ({ ...stored, outbox: stored.outbox.filter((event) => !ids.has(event.id)) }));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
    }
  }
}
