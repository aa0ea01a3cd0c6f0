import { logarithm, type Lexicon } from './lexicon';
import { countOfWord, placeOfWord, type Profile } from './profile';
import { randomOf } from './seeded-random';

/** So many directions along which messages differ most: what they are about in the large, whatever the words. */
export const topicsKept = 40;

const rounds = 12;
/** Where the search for directions starts; it ends at the same ones from anywhere. */
const seed = 1;
/** A word that fewer of the messages hold ties none of them together. */
const leastHolding = 2;

/** A space of topics as plain JSON: the numbers of words, and `topicsKept` coordinates for each. */
export interface TopicSpaceState {
  readonly words: readonly number[];
  readonly coordinates: readonly number[];
}

/** Messages as rows of words: `words[at]` and `weights[at]` from `starts[row]` up to `starts[row + 1]`. */
interface Table {
  readonly starts: Int32Array;
  readonly words: Int32Array;
  readonly weights: Float64Array;
}

/**
 * Latent semantic analysis (Deerwester 1990): words that occur beside the same words lie near one another, so that two texts
 * which share no word may still be about one thing. Learned from the messages themselves.
 */
export class TopicSpace {
  /** Row of each word by its number in the lexicon. */
  readonly #rows: ReadonlyMap<number, number>;
  readonly #coordinates: Float32Array;

  private constructor(rows: ReadonlyMap<number, number>, coordinates: Float32Array) {
    this.#rows = rows;
    this.#coordinates = coordinates;
  }

  /** Learns the directions; takes as long as there are words in these messages, times `topicsKept`. */
  static learnedFrom(profiles: readonly Profile[], lexicon: Lexicon): TopicSpace {
    const rows = wordsOf(profiles);
    const weights = Float64Array.from(rows.keys(), (place) => lexicon.weightOf(place));
    const directions = mainDirections(tableOf(profiles, rows, weights), rows.size);
    // The weight is frozen into the space: where a message lies must not change while words are counted on.
    return new TopicSpace(rows, Float32Array.from(directions, (value, at) => value * (weights[Math.floor(at / topicsKept)] ?? 0)));
  }

  /** Where a message lies: a vector of length 127 in `into` from `from` on, or of zeros when it has no known word. */
  place({ cells, wordsEnd }: Profile, into: Int8Array, from: number): void {
    const sums = new Float64Array(topicsKept);
    for (let at = 0; at < wordsEnd; at++) {
      const cell = cells[at] ?? 0;
      const row = this.#rows.get(placeOfWord(cell));
      if (row === undefined) continue;
      const times = 1 + logarithm(countOfWord(cell));
      for (let topic = 0; topic < topicsKept; topic++) sums[topic] = (sums[topic] ?? 0) + times * (this.#coordinates[row * topicsKept + topic] ?? 0);
    }
    const length = Math.sqrt(sums.reduce((sum, value) => sum + value ** 2, 0)) || 1;
    for (let topic = 0; topic < topicsKept; topic++) into[from + topic] = Math.round((127 * (sums[topic] ?? 0)) / length);
  }

  state(): TopicSpaceState {
    return { words: [...this.#rows.keys()], coordinates: [...this.#coordinates] };
  }

  static restore({ words, coordinates }: TopicSpaceState): TopicSpace {
    return new TopicSpace(new Map(words.map((place, row) => [place, row])), Float32Array.from(coordinates));
  }
}

function wordsOf(profiles: readonly Profile[]): Map<number, number> {
  const holding = new Map<number, number>();
  for (const { cells, wordsEnd } of profiles) {
    for (let at = 0; at < wordsEnd; at++) {
      const place = placeOfWord(cells[at] ?? 0);
      holding.set(place, (holding.get(place) ?? 0) + 1);
    }
  }
  const kept = [...holding].filter(([, messages]) => messages >= leastHolding).map(([place]) => place);
  return new Map(kept.sort((a, b) => a - b).map((place, row) => [place, row]));
}

/** TF-IDF with damped counts, each message of length 1. */
function tableOf(profiles: readonly Profile[], rows: ReadonlyMap<number, number>, idf: Float64Array): Table {
  const [starts, words, weights]: [number[], number[], number[]] = [[0], [], []];
  for (const { cells, wordsEnd } of profiles) {
    const from = words.length;
    for (let at = 0; at < wordsEnd; at++) {
      const row = rows.get(placeOfWord(cells[at] ?? 0));
      if (row === undefined) continue;
      words.push(row);
      weights.push((1 + logarithm(countOfWord(cells[at] ?? 0))) * (idf[row] ?? 0));
    }
    const length = Math.sqrt(weights.slice(from).reduce((sum, weight) => sum + weight ** 2, 0)) || 1;
    for (let at = from; at < weights.length; at++) weights[at] = (weights[at] ?? 0) / length;
    starts.push(words.length);
  }
  return { starts: Int32Array.from(starts), words: Int32Array.from(words), weights: Float64Array.from(weights) };
}

/** The first `topicsKept` right singular vectors by orthogonal iteration, or others of the same span: a row for each word. */
function mainDirections(table: Table, words: number): Float64Array {
  const random = randomOf(seed);
  let directions: Float64Array = Float64Array.from({ length: words * topicsKept }, () => random() - 0.5);
  for (let round = 0; round < rounds; round++) {
    directions = timesTransposed(table, directions, words);
    orthonormalise(directions, words);
  }
  return directions;
}

/** The table times its transpose from the left, times the directions. */
function timesTransposed({ starts, words, weights }: Table, directions: Float64Array, count: number): Float64Array {
  const result = new Float64Array(count * topicsKept);
  const along = new Float64Array(topicsKept);
  for (let row = 0; row + 1 < starts.length; row++) {
    const [from, to] = [starts[row] ?? 0, starts[row + 1] ?? 0];
    along.fill(0);
    for (let at = from; at < to; at++) {
      const [place, weight] = [(words[at] ?? 0) * topicsKept, weights[at] ?? 0];
      for (let topic = 0; topic < topicsKept; topic++) along[topic] = (along[topic] ?? 0) + weight * (directions[place + topic] ?? 0);
    }
    for (let at = from; at < to; at++) {
      const [place, weight] = [(words[at] ?? 0) * topicsKept, weights[at] ?? 0];
      for (let topic = 0; topic < topicsKept; topic++) result[place + topic] = (result[place + topic] ?? 0) + weight * (along[topic] ?? 0);
    }
  }
  return result;
}

/** Gram and Schmidt, column by column; what nothing is left of becomes 0. */
function orthonormalise(directions: Float64Array, rows: number): void {
  const dot = (a: number, b: number) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += (directions[row * topicsKept + a] ?? 0) * (directions[row * topicsKept + b] ?? 0);
    return sum;
  };
  for (let column = 0; column < topicsKept; column++) {
    const before = Math.sqrt(dot(column, column));
    for (let other = 0; other < column; other++) {
      const share = dot(column, other);
      for (let row = 0; row < rows; row++) directions[row * topicsKept + column] = (directions[row * topicsKept + column] ?? 0) - share * (directions[row * topicsKept + other] ?? 0);
    }
    const length = Math.sqrt(dot(column, column));
    const scale = length > 1e-9 * before ? 1 / length : 0;
    for (let row = 0; row < rows; row++) directions[row * topicsKept + column] = (directions[row * topicsKept + column] ?? 0) * scale;
  }
}
