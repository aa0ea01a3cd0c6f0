import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { trainLinearModel } from './domain/linear-model';
import { readLabelledTexts } from './labelled-texts';
import { writeModel } from './model-file';
import { seededRandom } from './seeded-random';

const usage = 'train DATA.csv --out MODEL.json [--seed 1]    DATA.csv: title,detail,label';

/** Trains a model on labelled texts and writes it where CATEGORY_MODEL can point. Its version is made from what it learnt. */
function main(): void {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' }, seed: { type: 'string', default: '1' } } });
  const [file] = positionals;
  if (file === undefined || values.out === undefined) throw new Error(usage);
  const examples = readLabelledTexts(file);
  const digest = createHash('sha256').update(JSON.stringify(examples)).update(values.seed).digest('hex').slice(0, 12);
  const model = trainLinearModel(examples, `trained-${digest}`, seededRandom(Number(values.seed)));
  writeModel(values.out, model);
  console.log(`${model.version}: ${String(examples.length)} texts, ${String(model.labels.length)} classes, ${String(model.vocabulary.places.size)} features → ${values.out}`);
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
