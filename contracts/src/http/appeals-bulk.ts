import { z } from 'zod';
import { newAppealSchema } from './appeals';
import { problemSchema } from './problem';

/** How many appeals one call takes. The line after them is answered with why, and nothing behind it is read. */
export const mostBulkAppeals = 10_000;

/** An idempotency key of a channel's own: visible ASCII. */
export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{1,255}$/, { error: 'idempotencyKey.format' });

/** One line of `POST /api/v1/appeals/bulk`. Without a key of its own, `channelReference` is what makes it idempotent. */
export const bulkAppealSchema = newAppealSchema.extend({ idempotencyKey: idempotencyKeySchema.optional() }).meta({ id: 'BulkAppeal' });
export type BulkAppeal = z.infer<typeof bulkAppealSchema>;

/** What became of one line, in the order of the lines. `index` counts from 0; blank lines of NDJSON are not counted. */
export const bulkAppealAnswerSchema = z
  .discriminatedUnion('status', [
    z.object({ index: z.int().nonnegative(), status: z.enum(['accepted', 'replayed']), id: z.uuid(), trackingNumber: z.string(), sandbox: z.literal(true).optional() }),
    z.object({ index: z.int().nonnegative(), status: z.literal('refused'), problem: problemSchema }),
  ])
  .meta({ id: 'BulkAppealAnswer' });
export type BulkAppealAnswer = z.infer<typeof bulkAppealAnswerSchema>;

/** The last line of an answer. One that is missing says that the answer was cut: send the whole again, it doubles nothing. */
export const bulkAppealSummarySchema = z.object({
  summary: z.object({
    lines: z.int(), accepted: z.int(), replayed: z.int(), refused: z.int(),
    complete: z.boolean().meta({ description: 'false: something behind the last line was not read; the last answer says why' }),
  }),
});
export type BulkAppealSummary = z.infer<typeof bulkAppealSummarySchema>;

/** The answer to a JSON array; to NDJSON it is the same, a line each. */
export const bulkAppealsAnswerSchema = bulkAppealSummarySchema.extend({ results: z.array(bulkAppealAnswerSchema) }).meta({ id: 'BulkAppealsAnswer' });
