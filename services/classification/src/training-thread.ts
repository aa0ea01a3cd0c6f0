import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { z } from 'zod';
import { baseTexts } from './base-texts';
import { trainLinearModel, type Example } from './domain/linear-model';
import { marginOf, rightOf, splitCorrections } from './domain/retraining';
import { restoreModel, storedModelSchema, storeModel } from './domain/stored-model';
import { shippedModel } from './sample-model';
import { seededRandom } from './seeded-random';
import { segment } from './segmenter';
import { trainingTaskSchema, type TrainingResult } from './training-task';

const seed = 1;

/** Trains a candidate and judges it beside the model in service, on a thread of its own: a service goes on meanwhile. */
function train(given: unknown): TrainingResult {
  const task = trainingTaskSchema.parse(given);
  const example = (correction: z.infer<typeof trainingTaskSchema>['corrections'][number]): Example => ({ text: segment(correction.title, correction.content), label: correction.categoryCode });
  const { learnt, heldBack } = splitCorrections(task.corrections);
  const base = baseTexts(process.env);
  const examples = [...base, ...learnt.toSorted((one, other) => (one.appealId < other.appealId ? -1 : 1)).map(example)];
  const digest = createHash('sha256').update(JSON.stringify(examples)).digest('hex').slice(0, 12);
  // As it is kept: a candidate is judged as it will sort.
  const candidate = storeModel(trainLinearModel(examples, `trained-${digest}`, seededRandom(seed)));
  const inService = task.inService === null ? shippedModel(process.env) : restoreModel(storedModelSchema.parse(task.inService));
  const held = heldBack.map(example);
  return {
    candidate, baseTexts: base.length, corrections: learnt.length,
    comparison: {
      heldBack: held.length, candidateRight: rightOf(restoreModel(candidate), held), inServiceRight: rightOf(inService, held),
      inServiceVersion: inService?.version ?? 'none', marginTexts: marginOf(held.length),
    },
  };
}

parentPort?.postMessage(train(workerData));
