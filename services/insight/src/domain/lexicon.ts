/** Tokens as small numbers, and how many messages hold each. What is rare weighs more; weights follow what has come so far. */
export class Lexicon {
  readonly #places = new Map<string, number>();
  #messages = new Float64Array(1024);
  #total = 0;

  /** Number of the token, the next free one when it is new. */
  placeOf(token: string): number {
    const known = this.#places.get(token);
    if (known !== undefined) return known;
    const place = this.#places.size;
    this.#places.set(token, place);
    if (place >= this.#messages.length) {
      const grown = new Float64Array(this.#messages.length * 2);
      grown.set(this.#messages);
      this.#messages = grown;
    }
    return place;
  }

  /** Counts one message that holds each of these tokens. */
  count(places: Iterable<number>): void {
    this.#total += 1;
    for (const place of places) this.#messages[place] = this.messagesWith(place) + 1;
  }

  messagesWith(place: number): number {
    return this.#messages[place] ?? 0;
  }

  /** Inverse document frequency: 0 for what every message holds, the higher the rarer. */
  weightOf(place: number): number {
    return Math.log((2 + this.#total) / (1 + this.messagesWith(place)));
  }

  get size(): number {
    return this.#places.size;
  }
}
