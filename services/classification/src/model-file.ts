import { readFileSync, writeFileSync } from 'node:fs';
import type { LinearModel } from './domain/linear-model';
import { restoreModel, storedModelSchema, storeModel } from './domain/stored-model';

/**
 * Reads a model that `train` wrote.
 * @throws Error when the file is missing or holds no model
 */
export function readModel(file: string): LinearModel {
  return restoreModel(storedModelSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
}

/** Writes a model where CATEGORY_MODEL can point. */
export function writeModel(file: string, model: LinearModel): void {
  writeFileSync(file, `${JSON.stringify(storeModel(model))}\n`);
}
