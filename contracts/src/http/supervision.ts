import { z } from 'zod';
import { deadLetterSchema } from '../events/dead-letter';
import { daySchema } from '../directory';
import { divisionCodeSchema, instantSchema } from '../identifiers';
import { caseStateSchema, levelSchema } from '../vocabulary';
import { transitionSchema } from '../events/case';
import { reminderSchema } from '../events/reminder';
import { supervisionOrderSchema } from '../events/supervision-order';
import { caseRowSchema } from './cases';
import { writtenText } from './written';
import { pageQueryFields, pageSchema } from './page';

/** One end of a window of time: an instant, or a day of Asia/Shanghai, of which a window's first day begins it and its last ends it. */
const windowEndSchema = z.union([instantSchema, daySchema], { error: 'window.format' });
/** The beginning of a tracking number, as long as `SQ` and its date. */
const numberStartSchema = z.string().regex(/^SQ\d{8}[-0-9A-Z]{0,11}$/, { error: 'number.format' });

/**
 * `GET /api/v1/supervision/cases`, the oldest due date first; by the time of the answer where that is asked for, by number with
 * `q`. `overdue`: past 到期日; `dueSoon`: 黄灯, not yet past; `running`: the
 * clock runs; `all`: closed ones too.
 */
export const supervisionQuerySchema = z.strictObject({
  state: z.enum(['overdue', 'dueSoon', 'notAccepted', 'unsure', 'running', 'open', 'all', ...caseStateSchema.options]).default('open'),
  level: levelSchema.optional(),
  division: divisionCodeSchema.optional().meta({ description: 'A division and all below it' }),
  directly: z.union([z.boolean(), z.stringbool()]).optional().meta({ description: 'true: what lies at the division itself, not below it' }),
  dueFrom: windowEndSchema.optional(),
  dueTo: windowEndSchema.optional().meta({ description: 'Included, as dueFrom is' }),
  answeredFrom: windowEndSchema.optional().meta({ description: 'Of the newest answer, in whatever state the case is' }),
  answeredTo: windowEndSchema.optional(),
  waiting: z.enum(['approval']).optional().meta({ description: 'approval: requests that the reader\'s level decides' }),
  q: numberStartSchema.optional().meta({ description: 'The beginning of a tracking number' }),
  ...pageQueryFields,
});
export type SupervisionQuery = z.infer<typeof supervisionQuerySchema>;

const countsFields = {
  open: z.int(), notAccepted: z.int(), dueSoon: z.int(), overdue: z.int(), answered: z.int(), closed: z.int(), unsure: z.int(),
};
export const countsSchema = z.object(countsFields);
export type Counts = z.infer<typeof countsSchema>;

/**
 * `GET /api/v1/supervision/summary?division=`: the board's figures at one instant; every figure equals its list's `total`, and
 * those of `byDivision` sum up to `total`. `directly`: what lies at the division itself, not below it (the list's `directly=true`).
 */
export const boardSummarySchema = z
  .object({
    at: instantSchema,
    total: countsSchema,
    byLevel: z.array(z.object({ level: levelSchema, ...countsFields })),
    byDivision: z.array(z.object({ divisionCode: divisionCodeSchema, directly: z.boolean().default(false), name: z.object({ zh: z.string(), en: z.string() }), ...countsFields })),
  })
  .meta({ id: 'BoardSummary' });
export type BoardSummary = z.infer<typeof boardSummarySchema>;

/** `GET /api/v1/supervision/cases/{id}`: a case with its timeline, as supervision's own view has it. */
export const supervisedCaseSchema = caseRowSchema.extend({ timeline: z.array(transitionSchema) }).meta({ id: 'SupervisedCase' });
export type SupervisedCase = z.infer<typeof supervisedCaseSchema>;
/** How far a list is counted that no tally holds; of a longer one `total` is this, and `totalIsExact` false. */
export const mostCounted = 10_000;
export const supervisionPageSchema = pageSchema(caseRowSchema)
  .extend({ totalIsExact: z.boolean().default(true).meta({ description: `false: \`total\` or more; counted up to ${String(mostCounted)} where the board keeps no tally` }) })
  .meta({ id: 'SupervisionPage' });
export type SupervisionPage = z.infer<typeof supervisionPageSchema>;

/**
 * `GET /api/v1/supervision/stream` (text/event-stream) tells three kinds of events, each to those who may read what changed.
 * Event `change`: a case took a step, and what the case is now.
 */
export const boardChangeSchema = z.object({ case: caseRowSchema, transition: transitionSchema }).meta({ id: 'BoardChange' });
export type BoardChange = z.infer<typeof boardChangeSchema>;

/** Event `order` of the stream: a supervision order was issued or took a step. */
export const orderChangeSchema = supervisionOrderSchema.pick({ orderId: true, number: true, caseId: true, state: true, dueAt: true, sequence: true }).strip().meta({ id: 'OrderChange' });
export type OrderChange = z.infer<typeof orderChangeSchema>;

/** Event `reminder` of the stream: a reminder was asked for, sent, dropped or read; to those who may read its case. */
export const reminderChangeSchema = reminderSchema.pick({ id: true, caseId: true, unitId: true, cause: true, askedAt: true, sentAt: true, dropped: true }).strip().meta({ id: 'ReminderChange' });
export type ReminderChange = z.infer<typeof reminderChangeSchema>;

/** `GET /api/v1/dead-letters`. Replaying puts the record back at the end of its topic, once. */
export const deadLetterRowSchema = deadLetterSchema
  .extend({
    valueText: z.string().meta({ description: 'Personal numbers masked' }), replayedAt: instantSchema.nullable(),
    mendedText: z.string().nullable().meta({ description: 'What was put back in its place, masked; null: nothing, or the record as it was' }),
    mendable: z.boolean().meta({ description: 'false: put back already, or longer than is shown' }),
  })
  .meta({ id: 'DeadLetterRow' });
export const deadLetterPageSchema = pageSchema(deadLetterRowSchema).meta({ id: 'DeadLetterPage' });
/**
 * `POST /api/v1/dead-letters/{id}/mend`: the whole record as it was shown, with what is changed. A text that comes back
 * masked as it was shown is the original's. What is wrong by the record's own schema is told by pointers into it.
 */
export const mendedLetterSchema = z.strictObject({ valueText: z.string().min(1).max(60_000), reason: writtenText(6, 500).meta({ description: '修改理由' }) }).meta({ id: 'MendedLetter' });
export type DeadLetterPage = z.infer<typeof deadLetterPageSchema>;
