import { z } from 'zod';
import { eventSchema } from '../envelope';
import { categoryCodeSchema, divisionCodeSchema } from '../identifiers';
import { appealSummarySchema, appealSummaryV1Schema } from './appeal-received';

/** How one question of sorting was decided: the answer, how sure (0 to 1), by what, and why in words for both languages. */
const decisionSchema = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({
    value,
    certainty: z.number().min(0).max(1),
    method: z.enum(['channel', 'rule', 'model', 'code', 'name', 'registration', 'none']),
    reason: z.strictObject({ zh: z.string(), en: z.string() }),
  });

export const urgencies = ['ordinary', 'urgent', 'critical'] as const;
export const urgencySchema = z.enum(urgencies);
export type Urgency = z.infer<typeof urgencySchema>;

/** The result of 收集梳理. `unsure` names what a person must decide; the case then starts with the federation. */
export const sortingSchema = z.strictObject({
  category: decisionSchema(categoryCodeSchema.nullable()),
  jurisdiction: decisionSchema(divisionCodeSchema.nullable()),
  urgency: decisionSchema(urgencySchema),
  unsure: z.array(z.enum(['category', 'jurisdiction'])),
  modelVersion: z.string(),
});
export type Sorting = z.infer<typeof sortingSchema>;

/** Frozen: v1, as up to 0.1.0. */
export const appealClassifiedV1Schema = eventSchema('appeal.classified', 1, z.strictObject({ appeal: appealSummaryV1Schema, sorting: sortingSchema }));

/** `appeal.classified` v2, published by classification: the appeal with its category, jurisdiction and urgency. */
export const appealClassifiedSchema = eventSchema(
  'appeal.classified',
  2,
  z.strictObject({ appeal: appealSummarySchema, sorting: sortingSchema }),
);
export type AppealClassified = z.infer<typeof appealClassifiedSchema>;

/** Parses either version, and answers with the newest. */
export const anyAppealClassifiedSchema = z.discriminatedUnion('dataschema', [
  appealClassifiedSchema,
  appealClassifiedV1Schema.transform((event): AppealClassified => ({
    ...event,
    dataschema: 'urn:suqiao:schema:appeal.classified:2',
    data: { ...event.data, appeal: { ...event.data.appeal, confidential: false } },
  })),
]);
