import { generateAppeal } from '@suqiao/directory';
import type { Classifier } from './domain/classifier';
import { linearClassifier, trainLinearModel } from './domain/linear-model';
import { seededRandom } from './seeded-random';
import { segment } from './segmenter';

const texts = 520;
const seed = 20250601;

/**
 * The model that ships: trained at start on invented appeals, because no labelled appeals of enterprises are published.
 * It knows the sentences that we could think of and is believed accordingly: by the share of a text's words that are theirs.
 * A deployment trains its own on its corrected cases (`train`).
 */
export function sampleModel(): Classifier {
  const random = seededRandom(seed);
  const examples = Array.from({ length: texts }, () => {
    const { appeal, expectedCategory } = generateAppeal(random);
    return { text: segment(appeal.title, appeal.content), label: expectedCategory };
  });
  return linearClassifier(trainLinearModel(examples, `samples-${String(seed)}`, random));
}
