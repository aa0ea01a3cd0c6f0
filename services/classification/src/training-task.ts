import type { ModelComparison } from '@suqiao/contracts';
import { z } from 'zod';
import { storedModelSchema, type StoredModel } from './domain/stored-model';

/** What a training thread is given: all corrections, and the model in service unless it is the shipped one. */
export const trainingTaskSchema = z.object({
  corrections: z.array(z.object({ appealId: z.string(), title: z.string(), content: z.string(), categoryCode: z.string() })),
  inService: storedModelSchema.nullable(),
});
export type TrainingTask = z.infer<typeof trainingTaskSchema>;

/** What it answers. */
export interface TrainingResult {
  readonly candidate: StoredModel;
  readonly baseTexts: number;
  readonly corrections: number;
  readonly comparison: ModelComparison;
}
