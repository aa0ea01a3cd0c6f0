import type { Classifier, Guess, SegmentedText } from './classifier';
import { buildVocabulary, coverage, featuresOf, vectorOf, type SparseVector, type Vocabulary } from './features';
import { scoreOf, trainMachine, type Machine } from './linear-machine';
import { shuffled } from './shuffle';
import { scaledBy, tellingWeights } from './telling-weights';

/** A labelled text. */
export interface Example {
  readonly text: SegmentedText;
  readonly label: string;
}

/** A trained model: one machine a label over one vocabulary. */
export interface LinearModel {
  readonly version: string;
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly machines: readonly Machine[];
  /** Steepness of the softmax that turns scores into certainty, fitted on held-back texts. */
  readonly steepness: number;
}

/** Every fifth example is held back to fit the steepness. */
const heldBackEvery = 5;
const steepest = 40;

/**
 * Trains one linear machine a label against the rest. A draft on four fifths fits, on the last fifth, how certain a score
 * is; the model itself learns from all. The same examples and random numbers give the same model.
 * @param random uniform in [0, 1)
 * @throws RangeError when there are fewer than two labels
 */
export function trainLinearModel(examples: readonly Example[], version: string, random: () => number): LinearModel {
  if (new Set(examples.map(({ label }) => label)).size < 2) throw new RangeError('a model needs examples of two classes or more');
  const mixed = shuffled(examples, random);
  const held = mixed.filter((_, index) => index % heldBackEvery === 0);
  const draft = fit(mixed.filter((_, index) => index % heldBackEvery !== 0), version, 1, random);
  return fit(mixed, version, fitSteepness(draft, held), random);
}

function fit(examples: readonly Example[], version: string, steepness: number, random: () => number): LinearModel {
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const counts = examples.map(({ text }) => featuresOf(text));
  const vocabulary = buildVocabulary(counts);
  const vectors = counts.map((each) => vectorOf(each, vocabulary));
  const machines = labels.map((label) => trainTold(vectors, examples.map((example) => example.label === label), vocabulary.places.size, random));
  return { version, labels, vocabulary, machines, steepness };
}

/** A machine that learnt from scaled vectors, brought back to vectors as they are. */
function trainTold(vectors: readonly SparseVector[], positive: readonly boolean[], size: number, random: () => number): Machine {
  const telling = tellingWeights(vectors, positive, size);
  const { weights, bias } = trainMachine(vectors.map((vector) => scaledBy(telling, vector)), positive, size, random);
  return { weights: weights.map((weight, feature) => weight * (telling[feature] ?? 1)), bias };
}

/** The steepness that makes the held-back labels most likely: the loss has one valley, so thirds beside it are cut away. */
function fitSteepness(model: LinearModel, held: readonly Example[]): number {
  const judged = held.map(({ text, label }) => ({ scores: scoresOf(model, vectorOf(featuresOf(text), model.vocabulary)), right: model.labels.indexOf(label) }));
  const known = judged.filter(({ right }) => right >= 0);
  const loss = (steepness: number) => known.reduce((sum, { scores, right }) => sum - Math.log(Math.max(1e-12, softmax(scores, steepness)[right] ?? 0)), 0);
  let [low, high] = [0.1, steepest];
  for (let step = 0; step < 40; step++) {
    const third = (high - low) / 3;
    if (loss(low + third) < loss(high - third)) high -= third;
    else low += third;
  }
  return (low + high) / 2;
}

function scoresOf(model: LinearModel, vector: SparseVector): number[] {
  return model.machines.map((machine) => scoreOf(machine, vector));
}

function softmax(scores: readonly number[], steepness: number): number[] {
  const highest = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(steepness * (score - highest)));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}

/** Guesses below this are noise and left out. */
const leastCertainty = 0.02;
const wordsShown = 5;

/**
 * A model's guesses as they are fitted, for texts like those that it has seen; the words of a guess are those that spoke
 * for it most. Empty when the text has no known feature.
 */
export function predict(model: LinearModel, text: SegmentedText): readonly Guess[] {
  const counts = featuresOf(text);
  const vector = vectorOf(counts, model.vocabulary);
  if (vector.indices.length === 0) return [];
  const certainties = softmax(scoresOf(model, vector), model.steepness);
  const values = new Map(Array.from(vector.indices, (place, at) => [place, vector.values[at] ?? 0]));
  return model.labels
    .map((code, at) => ({ code, certainty: certainties[at] ?? 0, machine: model.machines[at] }))
    .filter(({ certainty }) => certainty >= leastCertainty)
    .sort((a, b) => b.certainty - a.certainty || (a.code < b.code ? -1 : 1))
    .map(({ code, certainty, machine }) => {
      const push = (word: string) => {
        const place = model.vocabulary.places.get(word) ?? -1;
        return (machine?.weights[place] ?? 0) * (values.get(place) ?? 0);
      };
      const words = [...counts[0].keys()].filter((word) => word.length > 2 && push(word) > 0).sort((a, b) => push(b) - push(a));
      return { code, certainty, words: words.slice(0, wordsShown).map((word) => word.slice(1)) };
    });
}

/**
 * A trained model as a classifier. What it says counts by the share of the text's words that it has ever seen: certainty
 * fitted on its own kind of text says nothing of another.
 */
export function linearClassifier(model: LinearModel): Classifier {
  return {
    version: model.version,
    classify: (text) => {
      const known = coverage(featuresOf(text)[0], model.vocabulary);
      return predict(model, text).map((guess) => ({ ...guess, certainty: guess.certainty * known }));
    },
  };
}
