import { settingIn } from '@suqiao/infra/environment';
import type { Example } from './domain/linear-model';
import { readLabelledTexts } from './labelled-texts';
import { sampleExamples } from './sample-model';

/** What every retraining learns besides corrections: the rows of the CSV that CATEGORY_TEXTS names (title,detail,label), or the shipped invented ones. @throws Error when the file cannot be read */
export function baseTexts(environment: NodeJS.ProcessEnv): Example[] {
  const file = settingIn(environment, 'CATEGORY_TEXTS');
  return file === undefined ? sampleExamples() : readLabelledTexts(file);
}
