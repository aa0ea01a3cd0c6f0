/** Calls that store a position on the broker; resolves when stored. */
type Commit = () => void | Promise<void>;

interface Delivery {
  readonly commit: Commit;
  done: boolean;
}

/**
 * Which records of one partition are finished. Records finish in any order, but a position may be stored only when all
 * before it are finished, or a crash would lose the unfinished ones.
 */
export class PartitionProgress {
  readonly #deliveries: Delivery[] = [];
  #commit: Commit | null = null;

  /** Notes a record in the order of delivery; call the answer when it is finished. */
  deliver(commit: Commit): () => void {
    const delivery: Delivery = { commit, done: false };
    this.#deliveries.push(delivery);
    return () => {
      delivery.done = true;
      this.#advance();
    };
  }

  /** The newest position that is safe to store and was not taken yet, or `null`. */
  takeCommit(): Commit | null {
    const commit = this.#commit;
    this.#commit = null;
    return commit;
  }

  #advance(): void {
    let finished = 0;
    while (this.#deliveries[finished]?.done === true) finished++;
    if (finished === 0) return;
    this.#commit = this.#deliveries[finished - 1]?.commit ?? this.#commit;
    this.#deliveries.splice(0, finished);
  }
}
