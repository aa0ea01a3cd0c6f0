import { z } from 'zod';
import { eventSchema } from '../envelope';
import { appealIdSchema, categoryCodeSchema, instantSchema } from '../identifiers';

/**
 * `appeal.categoryCorrected` v1, published by classification: a person put another category in the place of the one that
 * sorting had found. Its sequence is that of the case's step which said so; a later correction of the same appeal replaces it.
 */
export const appealCategoryCorrectedSchema = eventSchema('appeal.categoryCorrected', 1, z.strictObject({
  appealId: appealIdSchema,
  from: categoryCodeSchema.nullable().meta({ description: 'What sorting had found; null where it had found none' }),
  to: categoryCodeSchema,
  modelVersion: z.string().meta({ description: 'Who had found it' }),
  at: instantSchema,
}));
export type AppealCategoryCorrected = z.infer<typeof appealCategoryCorrectedSchema>;
