import type { SparseVector } from './features';

/** Share (0 to 1) of a feature's weight that its own telling power decides; the rest is the same for all. */
const tellingShare = 0.5;
/** What a side that never has a feature is taken to have of it, in means of all features. */
const smoothing = 1;

/**
 * How much each feature tells of one label, before anything is learnt: the logarithm of how much more often (or less) texts of
 * the label have it than others do, 1 in the mean (the ratio of Naive Bayes: Wang and Manning, Baselines and Bigrams: Simple,
 * Good Sentiment and Topic Classification, 2012). A machine that learns from vectors scaled by it relies on telling features
 * rather than on those that happened to be there.
 * @param size how many features there are
 */
export function tellingWeights(vectors: readonly SparseVector[], positive: readonly boolean[], size: number): Float64Array {
  const [inside, outside] = [new Float64Array(size), new Float64Array(size)];
  vectors.forEach(({ indices, values }, text) => {
    const side = positive[text] === true ? inside : outside;
    for (let at = 0; at < indices.length; at++) side[indices[at] ?? 0] = (side[indices[at] ?? 0] ?? 0) + (values[at] ?? 0);
  });
  const total = sumOf(inside) + sumOf(outside);
  const added = (smoothing * total) / Math.max(1, vectors.length * size);
  const [insideTotal, outsideTotal] = [sumOf(inside) + added * size, sumOf(outside) + added * size];
  const ratios = inside.map((value, feature) => Math.abs(Math.log(((value + added) / insideTotal) / (((outside[feature] ?? 0) + added) / outsideTotal))));
  const mean = sumOf(ratios) / Math.max(1, size);
  return ratios.map((ratio) => 1 - tellingShare + tellingShare * (mean > 0 ? ratio / mean : 1));
}

/** The vector with each value times its feature's weight. */
export function scaledBy(weights: Float64Array, { indices, values }: SparseVector): SparseVector {
  return { indices, values: values.map((value, at) => value * (weights[indices[at] ?? 0] ?? 1)) };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}
