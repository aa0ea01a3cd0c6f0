import { logarithm, type Lexicon } from './lexicon';
import { countOfWord, placeOfWord, type Profile } from './profile';

/** Rarest tokens of a message by which it is looked up. */
const tokensUsed = 32;
/** A token is looked up in the latest so many messages that hold it; with `tokensUsed` this bounds the cost of a message. */
const postingsKept = 200;
const mostCandidates = 40;

/** Finds the earlier messages which may be about the same matter: at a cost that does not grow with how many there are. */
export class CandidateIndex {
  readonly #postings = new Map<number, number[]>();
  readonly #lexicon: Lexicon;
  /** Scratch: what each message shares with the one that is looked up. */
  #shared = new Float64Array(1024);

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** Numbers of earlier messages which share most with this one, the most alike first. */
  candidatesOf(profile: Profile): number[] {
    const met: number[] = [];
    for (const place of this.#telling(profile)) {
      const weight = this.#lexicon.weightOf(place) ** 2;
      if (weight === 0) continue;
      for (const other of this.#postings.get(place) ?? []) {
        const sum = this.#shared[other] ?? 0;
        if (sum === 0) met.push(other);
        this.#shared[other] = sum + weight;
      }
    }
    const best = this.#mostAlike(met);
    for (const other of met) this.#shared[other] = 0;
    return best;
  }

  /** From now on the message is found. */
  add(message: number, { cells, wordsEnd, titleEnd }: Profile): void {
    if (message >= this.#shared.length) this.#shared = new Float64Array(Math.max(message + 1, this.#shared.length * 2));
    for (let at = 0; at < titleEnd; at++) {
      const place = at < wordsEnd ? placeOfWord(cells[at] ?? 0) : (cells[at] ?? 0);
      const postings = this.#postings.get(place);
      if (postings === undefined) this.#postings.set(place, [message]);
      else {
        postings.push(message);
        if (postings.length > 2 * postingsKept) postings.splice(0, postings.length - postingsKept);
      }
    }
  }

  /** Words, and pairs of characters of the title, that earlier messages hold: the rarest. */
  #telling({ cells, wordsEnd, titleEnd }: Profile): number[] {
    const weighed: { place: number; weight: number }[] = [];
    for (let at = 0; at < titleEnd; at++) {
      const cell = cells[at] ?? 0;
      const place = at < wordsEnd ? placeOfWord(cell) : cell;
      if (this.#postings.has(place)) weighed.push({ place, weight: this.#lexicon.weightOf(place) * (at < wordsEnd ? 1 + logarithm(countOfWord(cell)) : 1) });
    }
    return weighed.sort((a, b) => b.weight - a.weight || a.place - b.place).slice(0, tokensUsed).map(({ place }) => place);
  }

  #mostAlike(met: readonly number[]): number[] {
    const best: number[] = [];
    const isBefore = (a: number, b: number) => {
      const [x, y] = [this.#shared[a] ?? 0, this.#shared[b] ?? 0];
      return x !== y ? x > y : a < b;
    };
    for (const other of met) {
      if (best.length === mostCandidates && !isBefore(other, best[best.length - 1] ?? 0)) continue;
      let at = best.length;
      while (at > 0 && isBefore(other, best[at - 1] ?? 0)) at--;
      best.splice(at, 0, other);
      if (best.length > mostCandidates) best.pop();
    }
    return best;
  }
}
