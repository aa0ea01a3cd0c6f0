/** So many neighbours of a message are kept, the likeliest: memory is bounded however large a group grows. */
export const neighboursKept = 48;

/** A neighbour of a message, and how probably the texts of both alone say that they are about the same matter. */
export interface Neighbour {
  readonly message: number;
  readonly probability: number;
}

/** Which messages are alike: for each, its likeliest neighbours. Flat arrays, since a million messages have them. */
export class Neighbours {
  #messages = new Int32Array(1024 * neighboursKept);
  #probabilities = new Float32Array(1024 * neighboursKept);
  #counts = new Uint8Array(1024);
  /** Scratch: the probabilities of one message's neighbours by their number. */
  #row = new Float32Array(1024);
  #size = 0;

  /** Makes room for the next message. */
  add(): void {
    if (this.#size === this.#counts.length) {
      this.#messages = grownBy2(this.#messages, (length) => new Int32Array(length));
      this.#probabilities = grownBy2(this.#probabilities, (length) => new Float32Array(length));
      this.#counts = grownBy2(this.#counts, (length) => new Uint8Array(length));
      this.#row = new Float32Array(this.#counts.length);
    }
    this.#size += 1;
  }

  /** Two messages are alike; each keeps the other unless it has enough that are more alike. */
  link(a: number, b: number, probability: number): void {
    this.#keep(a, b, probability);
    this.#keep(b, a, probability);
  }

  of(message: number): Neighbour[] {
    const from = message * neighboursKept;
    return Array.from({ length: this.#counts[message] ?? 0 }, (_, at) => ({ message: this.#messages[from + at] ?? 0, probability: this.#probabilities[from + at] ?? 0 }));
  }

  /**
   * What the neighbourhoods of a message and each of some others, its neighbours unless given, say of the pair, beside its own
   * probability: cosine of the two rows of neighbours, log of the weight of those that they share, log of the weight of all. A
   * matter that many tell ties its messages by third ones; a form of words that fits everything is tied to everything.
   */
  contextsOf(message: number, each: (other: number, probability: number, context: readonly [number, number, number]) => void, others?: readonly Neighbour[]): void {
    const own = this.of(message);
    let [mass, square] = [0, 1];
    for (const { message: other, probability } of own) {
      this.#row[other] = probability;
      mass += probability;
      square += probability ** 2;
    }
    for (const { message: other, probability } of others ?? own) {
      let [dot, shared, otherMass, otherSquare] = [2 * (this.#row[other] ?? 0), 0, 0, 1];
      const from = other * neighboursKept;
      for (let at = from; at < from + (this.#counts[other] ?? 0); at++) {
        const third = this.#messages[at] ?? 0;
        const theirs = this.#probabilities[at] ?? 0;
        otherMass += theirs;
        otherSquare += theirs ** 2;
        const ours = third === message ? 0 : (this.#row[third] ?? 0);
        if (ours === 0) continue;
        dot += ours * theirs;
        shared += Math.min(ours, theirs);
      }
      each(other, probability, [dot / Math.sqrt(square * otherSquare), Math.log1p(shared), Math.log1p(Math.max(0, mass + otherMass - 2 * probability))]);
    }
    for (const { message: other } of own) this.#row[other] = 0;
  }

  /** The neighbours of the newest message as `of` gave them, without the way back. */
  restore(message: number, neighbours: readonly (readonly [number, number])[]): void {
    for (const [other, probability] of neighbours) this.#keep(message, other, probability);
  }

  #keep(message: number, other: number, probability: number): void {
    const from = message * neighboursKept;
    const count = this.#counts[message] ?? 0;
    let slot = count;
    if (count === neighboursKept) {
      slot = 0;
      for (let at = 1; at < count; at++) if ((this.#probabilities[from + at] ?? 0) < (this.#probabilities[from + slot] ?? 0)) slot = at;
      if ((this.#probabilities[from + slot] ?? 0) >= probability) return;
    } else this.#counts[message] = count + 1;
    this.#messages[from + slot] = other;
    this.#probabilities[from + slot] = probability;
  }
}

function grownBy2<Numbers extends Int32Array | Float32Array | Uint8Array>(old: Numbers, make: (length: number) => Numbers): Numbers {
  const grown = make(old.length * 2);
  grown.set(old);
  return grown;
}
