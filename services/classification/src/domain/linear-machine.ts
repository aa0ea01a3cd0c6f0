import type { SparseVector } from './features';
import { shuffled } from './shuffle';

/** Weights of one machine: one a feature, and its bias. */
export interface Machine {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** Training stops when no text pulls harder than this against the others, as liblinear does, or after so many passes. */
const tolerance = 0.1;
const mostPasses = 200;
const cost = 2;

/**
 * Trains a linear support vector machine that tells `positive` texts from the others: squared hinge loss, L2
 * regularisation, dual coordinate descent (Hsieh et al., A Dual Coordinate Descent Method for Large-scale Linear SVM, 2008,
 * algorithm 1). A rare class costs as much in all as the rest, so that it is not left out for being rare.
 * @param random uniform in [0, 1); the same sequence gives the same machine
 */
export function trainMachine(vectors: readonly SparseVector[], positive: readonly boolean[], size: number, random: () => number): Machine {
  const weights = new Float64Array(size);
  let bias = 0;
  const alphas = new Float64Array(vectors.length);
  const squares = vectors.map(({ values }) => values.reduce((sum, value) => sum + value * value, 1));
  const positives = positive.filter(Boolean).length;
  const positiveCost = cost * Math.max(1, (vectors.length - positives) / Math.max(1, positives));
  let order = [...vectors.keys()];
  for (let pass = 0, spread = Infinity; pass < mostPasses && spread > tolerance; pass++) {
    let [lowest, highest] = [Infinity, -Infinity];
    order = shuffled(order, random);
    for (const text of order) {
      const vector = vectors[text];
      if (vector === undefined) continue;
      const sign = positive[text] === true ? 1 : -1;
      const diagonal = 1 / (2 * (sign > 0 ? positiveCost : cost));
      const alpha = alphas[text] ?? 0;
      const gradient = sign * (dot(weights, vector) + bias) - 1 + diagonal * alpha;
      const pull = alpha > 0 ? gradient : Math.min(0, gradient);
      [lowest, highest] = [Math.min(lowest, pull), Math.max(highest, pull)];
      const next = Math.max(0, alpha - gradient / ((squares[text] ?? 1) + diagonal));
      if (next === alpha) continue;
      alphas[text] = next;
      addScaled(weights, vector, (next - alpha) * sign);
      bias += (next - alpha) * sign;
    }
    spread = highest - lowest;
  }
  return { weights, bias };
}

/** The machine's score of a text: above zero speaks for the class. */
export function scoreOf({ weights, bias }: Machine, vector: SparseVector): number {
  return dot(weights, vector) + bias;
}

function dot(weights: Float64Array, { indices, values }: SparseVector): number {
  let sum = 0;
  for (let at = 0; at < indices.length; at++) sum += (weights[indices[at] ?? 0] ?? 0) * (values[at] ?? 0);
  return sum;
}

function addScaled(weights: Float64Array, { indices, values }: SparseVector, factor: number): void {
  for (let at = 0; at < indices.length; at++) {
    const place = indices[at] ?? 0;
    weights[place] = (weights[place] ?? 0) + factor * (values[at] ?? 0);
  }
}
