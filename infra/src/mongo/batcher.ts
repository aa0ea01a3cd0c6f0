interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** How a batcher works. */
export interface BatcherOptions<Item, Result> {
  /** Does the work of many at once. @returns a result an item, in their order; a rejection rejects them all */
  readonly run: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly longestBatch: number;
  readonly mostInFlight: number;
}

/**
 * Turns many callers' single pieces of work into few large ones: a flush to disk, or a round trip, serves a whole batch.
 * Nobody waits for a batch to fill: it leaves as soon as a place is free.
 */
export class Batcher<Item, Result> {
  readonly #options: BatcherOptions<Item, Result>;
  #waiting: Waiting<Item, Result>[] = [];
  #inFlight = 0;
  #scheduled = false;

  constructor(options: BatcherOptions<Item, Result>) {
    this.#options = options;
  }

  submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= this.#options.mostInFlight || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#options.longestBatch);
    if (batch.length === 0) return;
    this.#inFlight++;
    try {
      const results = await this.#options.run(batch.map(({ item }) => item));
      batch.forEach((waiting, index) => {
        const result = results[index];
        if (result === undefined) waiting.reject(new Error('a batch came back without the result of each item'));
        else waiting.resolve(result);
      });
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    } finally {
      this.#inFlight--;
      this.#schedule();
    }
  }
}
