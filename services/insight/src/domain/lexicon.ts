/** Logarithms of whole numbers: a weight is asked for thousands of times a message. */
const logarithms = Float64Array.from({ length: 65_536 }, (_, number) => Math.log(number));

/** Natural logarithm of a whole number. */
export function logarithm(number: number): number {
  return logarithms[number] ?? Math.log(number);
}

/** Tokens as small numbers, and how many messages hold each. What is rare weighs more; weights follow what has come so far. */
export class Lexicon {
  readonly #places = new Map<string, number>();
  readonly #tokens: string[] = [];
  #messages = new Uint32Array(1024);
  #total = 0;

  /** Number of the token, the next free one when it is new. */
  placeOf(token: string): number {
    const known = this.#places.get(token);
    if (known !== undefined) return known;
    const place = this.#tokens.length;
    this.#places.set(token, place);
    this.#tokens.push(token);
    if (place >= this.#messages.length) {
      const grown = new Uint32Array(this.#messages.length * 2);
      grown.set(this.#messages);
      this.#messages = grown;
    }
    return place;
  }

  /** Number of the token; undefined when no message held it. */
  placeIfKnown(token: string): number | undefined {
    return this.#places.get(token);
  }

  tokenAt(place: number): string {
    return this.#tokens[place] ?? '';
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
    return logarithm(2 + this.#total) - logarithm(1 + this.messagesWith(place));
  }

  get size(): number {
    return this.#tokens.length;
  }

  /** Everything, as plain JSON. */
  state(): LexiconState {
    return { tokens: [...this.#tokens], messages: [...this.#messages.subarray(0, this.#tokens.length)], total: this.#total };
  }

  /** A lexicon as it was. */
  static restore({ tokens, messages, total }: LexiconState): Lexicon {
    const lexicon = new Lexicon();
    for (const [at, token] of tokens.entries()) lexicon.#messages[lexicon.placeOf(token)] = messages[at] ?? 0;
    lexicon.#total = total;
    return lexicon;
  }
}

/** A lexicon as plain JSON: tokens by their number, and how many of `total` messages hold each. */
export interface LexiconState {
  readonly tokens: readonly string[];
  readonly messages: readonly number[];
  readonly total: number;
}
