/** One judged text: what it is, what was guessed, how certain. */
export interface Judged {
  readonly label: string;
  readonly guess: string;
  readonly certainty: number;
}

/** How well one class is found. `support` is how many texts are of the class. */
export interface ClassFigures {
  readonly label: string;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/** How often guesses of a certainty in [from, to) were right; the last band includes 1. */
export interface CertaintyBand {
  readonly from: number;
  readonly to: number;
  readonly texts: number;
  readonly right: number;
  readonly meanCertainty: number;
}

/** What an evaluation says. `confusion[label][guess]` counts texts. */
export interface Evaluation {
  readonly classes: readonly ClassFigures[];
  readonly macroF1: number;
  readonly accuracy: number;
  readonly confusion: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly bands: readonly CertaintyBand[];
  /** Mean gap between certainty and share of right guesses, weighted by texts (expected calibration error). */
  readonly calibrationError: number;
}

const bandEdges = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/**
 * Figures over judged texts. A class that was never guessed has precision 0, not an exception: it counts in the macro-F1.
 * @throws RangeError when there is nothing to judge
 */
export function evaluate(judged: readonly Judged[]): Evaluation {
  if (judged.length === 0) throw new RangeError('nothing to evaluate');
  const labels = [...new Set(judged.map(({ label }) => label))].sort();
  const classes = labels.map((label) => figuresOf(label, judged));
  const bands = bandEdges.slice(0, -1).map((from, at) => bandOf(from, bandEdges[at + 1] ?? 1, judged));
  return {
    classes,
    macroF1: classes.reduce((sum, { f1 }) => sum + f1, 0) / classes.length,
    accuracy: judged.filter(isRight).length / judged.length,
    confusion: new Map(labels.map((label) => [label, countBy(judged.filter((each) => each.label === label))])),
    bands,
    calibrationError: bands.reduce((sum, { texts, right, meanCertainty }) => sum + Math.abs(right - meanCertainty * texts), 0) / judged.length,
  };
}

function figuresOf(label: string, judged: readonly Judged[]): ClassFigures {
  const support = judged.filter((each) => each.label === label).length;
  const guessed = judged.filter((each) => each.guess === label).length;
  const right = judged.filter((each) => each.label === label && isRight(each)).length;
  return { label, support, precision: right / (guessed || 1), recall: right / support, f1: (2 * right) / (support + guessed) };
}

function bandOf(from: number, to: number, judged: readonly Judged[]): CertaintyBand {
  const inside = judged.filter(({ certainty }) => certainty >= from && (certainty < to || to === 1));
  const mean = inside.reduce((sum, { certainty }) => sum + certainty, 0) / (inside.length || 1);
  return { from, to, texts: inside.length, right: inside.filter(isRight).length, meanCertainty: mean };
}

function countBy(judged: readonly Judged[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { guess } of judged) counts.set(guess, (counts.get(guess) ?? 0) + 1);
  return counts;
}

function isRight({ label, guess }: Judged): boolean {
  return label === guess;
}

/**
 * Gives each item a fold such that every fold has its share of every label, to within one.
 * @param order the items, shuffled by the caller's seed
 */
export function stratifiedFolds<Item>(order: readonly Item[], labelOf: (item: Item) => string, folds: number): { item: Item; fold: number }[] {
  const seen = new Map<string, number>();
  return order.map((item) => {
    const label = labelOf(item);
    const place = seen.get(label) ?? 0;
    seen.set(label, place + 1);
    return { item, fold: place % folds };
  });
}
