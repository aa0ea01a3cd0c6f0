import { z } from 'zod';
import { nameSchema } from '../directory';
import { instantSchema } from '../identifiers';
import { writtenText } from './written';

/** Two models asked about the same held-back corrections, from which neither the candidate nor its vocabulary learnt. */
export const modelComparisonSchema = z
  .object({
    heldBack: z.int().nonnegative().meta({ description: 'Corrections held back by a hash of the appeal id: one in five, always the same' }),
    candidateRight: z.int().nonnegative(),
    inServiceRight: z.int().nonnegative(),
    inServiceVersion: z.string(),
    marginTexts: z.int().positive().meta({ description: 'By how many texts more the candidate has to be right' }),
  })
  .meta({ id: 'ModelComparison' });
export type ModelComparison = z.infer<typeof modelComparisonSchema>;

/** tookOver 已启用, refused 未优于在用模型, tooFew 更正不足, overtaken 期间已有他者启用, failed 失败, running 进行中. */
export const retrainingOutcomes = ['running', 'tookOver', 'refused', 'tooFew', 'overtaken', 'failed'] as const;
export const retrainingOutcomeSchema = z.enum(retrainingOutcomes);
export type RetrainingOutcome = z.infer<typeof retrainingOutcomeSchema>;

/** A model that may sort appeals: the one that ships, or one that was trained. */
export const sortingModelSchema = z
  .object({
    version: z.string(), origin: z.enum(['shipped', 'trained']), inService: z.boolean(), inServiceSince: instantSchema.nullable(),
    retrainingId: z.string().nullable().meta({ description: 'Which retraining made it; null: it ships' }),
    baseTexts: z.int().nonnegative().nullable(), corrections: z.int().nonnegative().nullable().meta({ description: 'Corrections that it learnt from' }),
    comparison: modelComparisonSchema.nullable(),
  })
  .meta({ id: 'SortingModel' });
export type SortingModel = z.infer<typeof sortingModelSchema>;

/** 再训练: one attempt at a better model, and what became of it. */
export const modelRetrainingSchema = z
  .object({
    retrainingId: z.string(), startedAt: instantSchema, startedByName: z.string().nullable().meta({ description: 'null: by the schedule' }), endedAt: instantSchema.nullable(),
    outcome: retrainingOutcomeSchema, reason: nameSchema.nullable(), candidateVersion: z.string().nullable(), comparison: modelComparisonSchema.nullable(),
  })
  .meta({ id: 'ModelRetraining' });
export type ModelRetraining = z.infer<typeof modelRetrainingSchema>;

/** `POST /api/v1/classification/models/service`: a model that has sorted before sorts again; the next retraining is compared with it. */
export const chosenModelSchema = z.strictObject({ version: z.string().min(1).max(200), reason: writtenText(6, 500) }).meta({ id: 'ChosenModel' });
export type ChosenModel = z.infer<typeof chosenModelSchema>;

/** `GET /api/v1/classification/models`: the newest first, the shipped one last; the totals say what the lists leave out. */
export const modelListSchema = z
  .object({
    items: z.array(sortingModelSchema), retrainings: z.array(modelRetrainingSchema), totalRetrainings: z.int().nonnegative(),
    corrections: z.int().nonnegative().meta({ description: 'Corrections known' }),
  })
  .meta({ id: 'ModelList' });
export type ModelList = z.infer<typeof modelListSchema>;
