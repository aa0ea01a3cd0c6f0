import type { Classifier, Guess, SegmentedText } from './classifier';

/** A labelled text. */
export interface Example {
  readonly text: SegmentedText;
  readonly label: string;
}

/** A trained model as it is kept: features with their inverse document frequency, and a weight for each label. */
export interface LinearModel {
  readonly version: string;
  readonly labels: readonly string[];
  readonly features: Readonly<Record<string, readonly [index: number, inverseDocumentFrequency: number]>>;
  /** One row a label, one column a feature, the bias last. */
  readonly weights: readonly (readonly number[])[];
  /** Steepness of the softmax that turns scores into certainty, fitted on held-back texts. */
  readonly steepness: number;
}

type SparseVector = readonly (readonly [index: number, value: number])[];

const passes = 12;
const cost = 1;
const fewestTexts = 2;

/** Words and character bigrams: words carry the topic, bigrams survive a segmenter's slips. The title counts twice. */
export function featuresOf(text: SegmentedText): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const word of text.words) if (/[\p{L}\p{N}]/u.test(word) && word.length > 1) add(`w:${word}`);
  const characters = Array.from(`${text.title} ${text.title} ${text.content}`).filter((character) => !/\s/u.test(character));
  for (let index = 1; index < characters.length; index++) add(`c:${characters[index - 1] ?? ''}${characters[index] ?? ''}`);
  return counts;
}

/**
 * Trains one linear support vector machine a label against the rest (L2 loss, dual coordinate descent after Hsieh et al.
 * 2008) on length-normalised TF-IDF. The same examples and random numbers give the same model.
 * @param random uniform in [0, 1)
 */
export function trainLinearModel(examples: readonly Example[], version: string, random: () => number): LinearModel {
  const held = examples.filter((_, index) => index % 5 === 4);
  const rest = examples.filter((_, index) => index % 5 !== 4);
  const draft = fit(rest, version, 1, random);
  const steepness = held.length === 0 ? 1 : fitSteepness(draft, held);
  return fit(examples, version, steepness, random);
}

function fit(examples: readonly Example[], version: string, steepness: number, random: () => number): LinearModel {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const counted = examples.map((example) => featuresOf(example.text));
  const documents = new Map<string, number>();
  for (const counts of counted) for (const feature of counts.keys()) documents.set(feature, (documents.get(feature) ?? 0) + 1);
  const kept = [...documents].filter(([, texts]) => texts >= fewestTexts);
  const features = Object.fromEntries(kept.map(([feature, texts], index) => [feature, [index, Math.log((1 + examples.length) / (1 + texts)) + 1] as const]));
  const vectors = counted.map((counts) => vectorOf(counts, features));
  const weights = labels.map((label) => machine(vectors, examples.map((example) => (example.label === label ? 1 : -1)), kept.length, random));
  return { version, labels, features, weights, steepness };
}

function vectorOf(counts: ReadonlyMap<string, number>, features: LinearModel['features']): SparseVector {
  const entries: [number, number][] = [];
  for (const [feature, count] of counts) {
    const known = features[feature];
    if (known !== undefined) entries.push([known[0], (1 + Math.log(count)) * known[1]]);
  }
  const length = Math.sqrt(entries.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
  return entries.map(([index, value]) => [index, value / length]);
}

function machine(vectors: readonly SparseVector[], signs: readonly number[], size: number, random: () => number): number[] {
  const weights = new Array<number>(size + 1).fill(0);
  const alphas = new Array<number>(vectors.length).fill(0);
  const diagonal = 1 / (2 * cost);
  const order = vectors.map((_, index) => index);
  for (let pass = 0; pass < passes; pass++) {
    shuffle(order, random);
    for (const index of order) {
      const vector = vectors[index] ?? [];
      const sign = signs[index] ?? 1;
      const alpha = alphas[index] ?? 0;
      const gradient = sign * dot(weights, vector) - 1 + diagonal * alpha;
      // Vectors have length 1, and the bias adds one more.
      const next = Math.max(0, alpha - gradient / (2 + diagonal));
      if (next === alpha) continue;
      alphas[index] = next;
      const step = (next - alpha) * sign;
      for (const [feature, value] of vector) weights[feature] = (weights[feature] ?? 0) + step * value;
      weights[size] = (weights[size] ?? 0) + step;
    }
  }
  return weights;
}

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
}

function dot(weights: readonly number[], vector: SparseVector): number {
  let sum = weights.at(-1) ?? 0;
  for (const [index, value] of vector) sum += (weights[index] ?? 0) * value;
  return sum;
}

/** The steepness, of a fixed ladder, that makes held-back labels most likely. */
function fitSteepness(model: LinearModel, held: readonly Example[]): number {
  const scores = held.map((example) => ({ scores: scoresOf(model, vectorOf(featuresOf(example.text), model.features)), right: model.labels.indexOf(example.label) }));
  const loss = (steepness: number) => scores.reduce((sum, entry) => sum - Math.log(Math.max(1e-9, softmax(entry.scores, steepness)[entry.right] ?? 0)), 0);
  const ladder = [0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  return ladder.reduce((best, candidate) => (loss(candidate) < loss(best) ? candidate : best), 1);
}

function scoresOf(model: LinearModel, vector: SparseVector): number[] {
  return model.weights.map((weights) => dot(weights, vector));
}

function softmax(scores: readonly number[], steepness: number): number[] {
  const highest = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(steepness * (score - highest)));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}

/** A trained model as a classifier; the words of a guess are those that spoke for it most. */
export function linearClassifier(model: LinearModel): Classifier {
  return {
    version: model.version,
    classify(text: SegmentedText): readonly Guess[] {
      const counts = featuresOf(text);
      const vector = vectorOf(counts, model.features);
      if (vector.length === 0) return [];
      const certainties = softmax(scoresOf(model, vector), model.steepness);
      const values = new Map(vector);
      const spoken = [...counts.keys()].filter((feature) => feature.startsWith('w:'));
      return model.labels
        .map((code, label) => {
          const weight = (feature: string) => {
            const index = model.features[feature]?.[0];
            return index === undefined ? 0 : (model.weights[label]?.[index] ?? 0) * (values.get(index) ?? 0);
          };
          const words = spoken.map((feature) => ({ word: feature.slice(2), by: weight(feature) })).filter(({ by }) => by > 0).sort((a, b) => b.by - a.by).slice(0, 5).map(({ word }) => word);
          return { code, certainty: certainties[label] ?? 0, words };
        })
        .sort((a, b) => b.certainty - a.certainty || (a.code < b.code ? -1 : 1));
    },
  };
}
