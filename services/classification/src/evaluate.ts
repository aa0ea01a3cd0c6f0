import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { linearClassifier, trainLinearModel, type Example } from './domain/linear-model';
import { seededRandom } from './seeded-random';
import { segment } from './segmenter';

const rowSchema = z.object({ title: z.string(), detail: z.string(), label: z.string().min(1) });

/**
 * `evaluate DATA.csv [folds] [seed]`: trains and tests in folds on a CSV with title, detail and label; prints precision,
 * recall and F1 of each class, macro-F1, accuracy, and how often a guess of each certainty was right.
 */
async function main(): Promise<void> {
  const [file, folds = '5', seed = '1'] = process.argv.slice(2);
  if (file === undefined) throw new Error('evaluate DATA.csv [folds] [seed]');
  const examples: Example[] = [];
  for await (const row of createReadStream(file).pipe(parse({ columns: true, bom: true }))) {
    const { title, detail, label } = rowSchema.parse(row);
    examples.push({ text: segment(title, detail), label });
  }
  const guesses = crossValidate(examples, Number(folds), Number(seed));
  report(guesses, Number(folds), Number(seed));
}

interface Judged {
  readonly label: string;
  readonly guess: string;
  readonly certainty: number;
}

function crossValidate(examples: readonly Example[], folds: number, seed: number): Judged[] {
  const random = seededRandom(seed);
  const shuffled = examples.map((example) => ({ example, at: random() })).sort((a, b) => a.at - b.at).map(({ example }) => example);
  return Array.from({ length: folds }, (_, fold) => {
    const model = linearClassifier(trainLinearModel(shuffled.filter((_example, index) => index % folds !== fold), 'evaluation', random));
    return shuffled.filter((_example, index) => index % folds === fold).map((example) => {
      const best = model.classify(example.text)[0];
      return { label: example.label, guess: best?.code ?? '', certainty: best?.certainty ?? 0 };
    });
  }).flat();
}

function report(judged: readonly Judged[], folds: number, seed: number): void {
  const labels = [...new Set(judged.map(({ label }) => label))].sort();
  const f1s = labels.map((label) => {
    const right = judged.filter((entry) => entry.label === label && entry.guess === label).length;
    const precision = right / (judged.filter(({ guess }) => guess === label).length || 1);
    const recall = right / (judged.filter((entry) => entry.label === label).length || 1);
    const f1 = (2 * precision * recall) / (precision + recall || 1);
    console.log(`${label}  precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}`);
    return f1;
  });
  const accuracy = judged.filter(({ label, guess }) => label === guess).length / judged.length;
  console.log(`macro-F1 ${(f1s.reduce((sum, f1) => sum + f1, 0) / f1s.length).toFixed(4)}  accuracy ${accuracy.toFixed(4)}  texts ${String(judged.length)}  folds ${String(folds)}  seed ${String(seed)}`);
  for (const from of [0, 0.5, 0.6, 0.7, 0.8, 0.9]) {
    const to = from === 0 ? 0.5 : from + 0.1;
    const inside = judged.filter(({ certainty }) => certainty >= from && (certainty < to || to > 0.99));
    const right = inside.filter(({ label, guess }) => label === guess).length;
    console.log(`certainty ${from.toFixed(1)}–${to.toFixed(1)}: ${String(inside.length)} texts, ${((100 * right) / (inside.length || 1)).toFixed(1)} % right`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
