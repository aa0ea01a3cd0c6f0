import { readFileSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { certaintyThreshold } from './domain/classifier';
import { predict } from './domain/linear-model';
import { readModel } from './model-file';
import { segment } from './segmenter';
import { readTable } from './text-table';

const usage = 'classify MODEL.json < texts.csv > labels.csv    texts.csv: title,detail';
const rowSchema = z.object({ title: z.string(), detail: z.string() });

/**
 * Labels texts from stdin by a model: one row a text in its order, with the label, its probability, whether that is sure
 * enough to do without a person, and the words that spoke for it most.
 */
function main(): void {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error(usage);
  const model = readModel(file);
  const rows = readTable(readFileSync(0), rowSchema, 'stdin').map(({ title, detail }) => {
    const best = predict(model, segment(title, detail))[0];
    const probability = best?.certainty ?? 0;
    return [best?.code ?? '', probability.toFixed(4), probability >= certaintyThreshold ? 'yes' : 'no', best?.words.join(' ') ?? ''];
  });
  process.stdout.write(stringify(rows, { header: true, columns: ['label', 'probability', 'sure', 'words'] }));
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
