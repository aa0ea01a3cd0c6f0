/** Weights of a logistic model over signals of two messages: how probable it is that they are about the same matter. */
export interface PairModel {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** Signals of two messages of which it is known whether they are about the same matter. */
export interface KnownPair {
  readonly signals: ArrayLike<number>;
  readonly isSame: boolean;
  /** How much it counts; 1 if not given. */
  readonly importance?: number;
}

const ridge = 1;
const newtonSteps = 12;

/** Probability (0 to 1) that the pair is about the same matter. */
export function probability(model: PairModel, signals: ArrayLike<number>): number {
  let sum = model.bias;
  for (let at = 0; at < signals.length; at++) sum += (model.weights[at] ?? 0) * (signals[at] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/** Log odds of a probability, kept finite. */
export function logOdds(probability: number): number {
  const kept = Math.min(1 - 1e-6, Math.max(1e-6, probability));
  return Math.log(kept / (1 - kept));
}

/**
 * Fits the model by Newton's method on standardised signals, with L2 regularisation.
 * @throws RangeError unless both kinds of pair are there
 */
export function fitPairModel(pairs: readonly KnownPair[]): PairModel {
  const same = pairs.filter(({ isSame }) => isSame).length;
  if (same === 0 || same === pairs.length) throw new RangeError('fitting needs pairs about the same matter and pairs that are not');
  const size = pairs[0]?.signals.length ?? 0;
  const means = Array.from({ length: size }, (_, at) => pairs.reduce((sum, { signals }) => sum + (signals[at] ?? 0), 0) / pairs.length);
  const spreads = means.map((mean, at) => Math.sqrt(pairs.reduce((sum, { signals }) => sum + ((signals[at] ?? 0) - mean) ** 2, 0) / pairs.length) || 1);
  const rows = pairs.map(({ signals }) => [1, ...Array.from(signals, (value: number, at) => (value - (means[at] ?? 0)) / (spreads[at] ?? 1))]);
  let fitted: readonly number[] = new Array<number>(size + 1).fill(0);
  for (let step = 0; step < newtonSteps; step++) {
    const move = newtonMove(rows, pairs, fitted);
    fitted = fitted.map((value, at) => value + (move[at] ?? 0));
  }
  const weights = fitted.slice(1).map((weight, at) => weight / (spreads[at] ?? 1));
  return { bias: (fitted[0] ?? 0) - weights.reduce((sum, weight, at) => sum + weight * (means[at] ?? 0), 0), weights };
}

function newtonMove(rows: readonly (readonly number[])[], pairs: readonly KnownPair[], fitted: readonly number[]): number[] {
  const curvature = fitted.map((_, at) => fitted.map((__, other): number => (at === other ? ridge : 0)));
  const gradient = fitted.map((value) => -ridge * value);
  for (const [at, row] of rows.entries()) {
    const { isSame = false, importance = 1 } = pairs[at] ?? {};
    const guess = 1 / (1 + Math.exp(-row.reduce((sum, value, place) => sum + value * (fitted[place] ?? 0), 0)));
    const slope = importance * guess * (1 - guess);
    for (const [i, left] of row.entries()) {
      gradient[i] = (gradient[i] ?? 0) + importance * left * ((isSame ? 1 : 0) - guess);
      const line = curvature[i] ?? [];
      for (const [j, right] of row.entries()) line[j] = (line[j] ?? 0) + slope * left * right;
    }
  }
  return solve(curvature, gradient);
}

/** Solves a small positive definite system by elimination. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const lines = matrix.map((line, at) => [...line, right[at] ?? 0]);
  for (const [at, pivot] of lines.entries()) {
    for (const [other, line] of lines.entries()) {
      if (other === at) continue;
      const factor = (line[at] ?? 0) / (pivot[at] ?? 1);
      for (const [place, value] of pivot.entries()) line[place] = (line[place] ?? 0) - factor * value;
    }
  }
  return lines.map((line, at) => (line[lines.length] ?? 0) / (line[at] ?? 1));
}
