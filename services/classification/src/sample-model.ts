import { generateAppeal } from '@suqiao/directory';
import { settingIn } from '@suqiao/infra/environment';
import { trainLinearModel, type Example, type LinearModel } from './domain/linear-model';
import { readModel } from './model-file';
import { seededRandom } from './seeded-random';
import { segment } from './segmenter';

const texts = 520;
const seed = 20250601;

/** Invented appeals with their categories, because no labelled appeals of enterprises are published. */
export function sampleExamples(random: () => number = seededRandom(seed)): Example[] {
  return Array.from({ length: texts }, () => {
    const { appeal, expectedCategory } = generateAppeal(random);
    return { text: segment(appeal.title, appeal.content), label: expectedCategory };
  });
}

/**
 * The model that ships: trained at start on invented appeals. It knows the sentences that we could think of and is believed
 * accordingly: by the share of a text's words that are theirs. A deployment trains its own on its corrected cases (`train`, and
 * every night by itself).
 */
export function sampleModel(): LinearModel {
  const random = seededRandom(seed);
  return trainLinearModel(sampleExamples(random), `samples-${String(seed)}`, random);
}

/** The model that a deployment begins with: of the file CATEGORY_MODEL, or the shipped one; `null` when it is `none`. @throws Error when the file holds no model */
export function shippedModel(environment: NodeJS.ProcessEnv): LinearModel | null {
  const file = settingIn(environment, 'CATEGORY_MODEL');
  return file === 'none' ? null : file === undefined ? sampleModel() : readModel(file);
}
