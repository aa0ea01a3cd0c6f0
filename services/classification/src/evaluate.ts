import { parseArgs } from 'node:util';
import { evaluate, stratifiedFolds, type Evaluation, type Judged } from './domain/evaluation';
import { predict, trainLinearModel, type Example, type LinearModel } from './domain/linear-model';
import { shuffled } from './domain/shuffle';
import { readLabelledTexts } from './labelled-texts';
import { readModel } from './model-file';
import { seededRandom } from './seeded-random';

const usage = 'evaluate MODEL.json DATA.csv [--json]    or    evaluate DATA.csv [--folds 5] [--seed 1] [--json]    DATA.csv: title,detail,label';

/**
 * Judges a trained model on labelled texts, or the way of training in stratified folds; prints precision, recall and F1 of
 * each class, macro-F1, the confusion matrix, and how often guesses of a certainty were right.
 */
function main(): void {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { model: { type: 'string' }, folds: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' }, json: { type: 'boolean', default: false } },
  });
  const file = positionals.at(-1);
  if (file === undefined || positionals.length > 2) throw new Error(usage);
  const modelFile = positionals.length === 2 ? positionals[0] : values.model;
  const examples = readLabelledTexts(file);
  const judged = modelFile === undefined ? crossValidate(examples, Number(values.folds), Number(values.seed)) : judge(readModel(modelFile), examples);
  const evaluation = evaluate(judged);
  if (values.json) {
    const confusion = Object.fromEntries([...evaluation.confusion].map(([label, guesses]) => [label, Object.fromEntries(guesses)]));
    console.log(JSON.stringify({ ...evaluation, confusion, texts: examples.length, ...(modelFile === undefined ? { folds: Number(values.folds), seed: Number(values.seed) } : { model: modelFile }) }));
    return;
  }
  print(evaluation);
  console.log(modelFile === undefined ? `${values.folds} stratified folds, seed ${values.seed}, ${String(examples.length)} texts` : `${modelFile}, ${String(examples.length)} texts`);
}

function judge(model: LinearModel, examples: readonly Example[]): Judged[] {
  return examples.map(({ text, label }) => {
    const best = predict(model, text)[0];
    return { label, guess: best?.code ?? '', certainty: best?.certainty ?? 0 };
  });
}

function crossValidate(examples: readonly Example[], folds: number, seed: number): Judged[] {
  if (!Number.isInteger(folds) || folds < 2) throw new RangeError('--folds must be 2 or more');
  const random = seededRandom(seed);
  const placed = stratifiedFolds(shuffled(examples, random), ({ label }) => label, folds);
  return Array.from({ length: folds }, (_, fold) => {
    const part = (inside: boolean) => placed.filter((each) => (each.fold === fold) === inside).map(({ item }) => item);
    return judge(trainLinearModel(part(false), 'evaluation', random), part(true));
  }).flat();
}

function print({ classes, macroF1, accuracy, confusion, bands, calibrationError }: Evaluation): void {
  const figure = (value: number) => value.toFixed(3);
  console.table(classes.map((each) => ({ class: each.label, precision: figure(each.precision), recall: figure(each.recall), F1: figure(each.f1), texts: each.support })));
  const labels = classes.map(({ label }) => label);
  console.log('confusion: rows are the truth, columns the guess');
  console.table(Object.fromEntries(labels.map((label) => [label, Object.fromEntries(labels.map((guess) => [guess, confusion.get(label)?.get(guess) ?? 0]))])));
  console.log('calibration: how often guesses of a certainty were right');
  console.table(bands.map(({ from, to, texts, right, meanCertainty }) => ({ certainty: `${String(from)}–${String(to)}`, texts, 'mean certainty': figure(meanCertainty), 'share right': figure(right / (texts || 1)) })));
  console.log(`macro-F1 ${macroF1.toFixed(4)}  accuracy ${accuracy.toFixed(4)}  calibration error ${calibrationError.toFixed(4)}`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
