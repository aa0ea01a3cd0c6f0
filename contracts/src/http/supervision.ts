import { z } from 'zod';
import { deadLetterSchema } from '../events/dead-letter';
import { divisionCodeSchema, instantSchema } from '../identifiers';
import { caseStateSchema, levelSchema } from '../vocabulary';
import { transitionSchema } from '../events/case';
import { caseRowSchema } from './cases';
import { pageQueryFields, pageSchema } from './page';

/** `GET /api/v1/supervision/cases`. `overdue`: past 到期日; `dueSoon`: 黄灯, not yet past; both oldest due date first. */
export const supervisionQuerySchema = z.strictObject({
  state: z.enum(['overdue', 'dueSoon', 'notAccepted', 'unsure', 'open', ...caseStateSchema.options]).default('open'),
  level: levelSchema.optional(),
  division: divisionCodeSchema.optional().meta({ description: 'A division and all below it' }),
  ...pageQueryFields,
});
export type SupervisionQuery = z.infer<typeof supervisionQuerySchema>;

const countsFields = {
  open: z.int(), notAccepted: z.int(), dueSoon: z.int(), overdue: z.int(), answered: z.int(), closed: z.int(), unsure: z.int(),
};
export const countsSchema = z.object(countsFields);
export type Counts = z.infer<typeof countsSchema>;

/** `GET /api/v1/supervision/summary?division=`: the board's figures at one instant; every figure equals its list's `total`. */
export const boardSummarySchema = z
  .object({
    at: instantSchema,
    total: countsSchema,
    byLevel: z.array(z.object({ level: levelSchema, ...countsFields })),
    byDivision: z.array(z.object({ divisionCode: divisionCodeSchema, name: z.object({ zh: z.string(), en: z.string() }), ...countsFields })),
  })
  .meta({ id: 'BoardSummary' });
export type BoardSummary = z.infer<typeof boardSummarySchema>;

/** `GET /api/v1/supervision/cases/{id}`: a case with its timeline, as supervision's own view has it. */
export const supervisedCaseSchema = caseRowSchema.extend({ timeline: z.array(transitionSchema) }).meta({ id: 'SupervisedCase' });
export type SupervisedCase = z.infer<typeof supervisedCaseSchema>;
export const supervisionPageSchema = pageSchema(caseRowSchema).meta({ id: 'SupervisionPage' });

/**
 * A line of `GET /api/v1/supervision/stream` (text/event-stream, event `change`): which case changed and what it is now.
 */
export const boardChangeSchema = z.object({ case: caseRowSchema, transition: transitionSchema }).meta({ id: 'BoardChange' });
export type BoardChange = z.infer<typeof boardChangeSchema>;

/** `GET /api/v1/dead-letters`. Replaying puts the record back at the end of its topic, once. */
export const deadLetterRowSchema = deadLetterSchema.extend({ valueText: z.string(), replayedAt: instantSchema.nullable() }).meta({ id: 'DeadLetterRow' });
export const deadLetterPageSchema = pageSchema(deadLetterRowSchema).meta({ id: 'DeadLetterPage' });
export type DeadLetterPage = z.infer<typeof deadLetterPageSchema>;
