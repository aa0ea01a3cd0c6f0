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

  constructor(lexicon: Lexicon) {
    this.#lexicon = lexicon;
  }

  /** Numbers of earlier messages which share most with this one, the most alike first. */
  candidatesOf(profile: Profile): number[] {
    const scores = new Map<number, number>();
    for (const place of this.#telling(profile)) {
      const weight = this.#lexicon.weightOf(place) ** 2;
      for (const other of this.#postings.get(place) ?? []) scores.set(other, (scores.get(other) ?? 0) + weight);
    }
    return [...scores].sort(([a, x], [b, y]) => y - x || a - b).slice(0, mostCandidates).map(([other]) => other);
  }

  /** From now on the message is found. */
  add(message: number, profile: Profile): void {
    for (const { place } of tokensOf(profile)) {
      const postings = this.#postings.get(place);
      if (postings === undefined) this.#postings.set(place, [message]);
      else {
        postings.push(message);
        if (postings.length > 2 * postingsKept) postings.splice(0, postings.length - postingsKept);
      }
    }
  }

  #telling(profile: Profile): number[] {
    const weighed = tokensOf(profile).filter(({ place }) => this.#postings.has(place)).map(({ place, count }) => ({ place, weight: this.#lexicon.weightOf(place) * (1 + logarithm(count)) }));
    return weighed.sort((a, b) => b.weight - a.weight || a.place - b.place).slice(0, tokensUsed).map(({ place }) => place);
  }
}

/** Words, and pairs of characters of the title. */
function tokensOf({ cells, wordsEnd, titleEnd }: Profile): { place: number; count: number }[] {
  return Array.from(cells.subarray(0, titleEnd), (cell, at) => (at < wordsEnd ? { place: placeOfWord(cell), count: countOfWord(cell) } : { place: cell, count: 1 }));
}
