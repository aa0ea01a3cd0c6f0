import { z } from 'zod';
import { durationSchema } from '../directory';
import { unitReferenceSchema } from '../events/case-parts';
import { appealIdSchema, instantSchema } from '../identifiers';
import { caseStateSchema } from '../vocabulary';
import { writtenText } from './written';
import { pageQueryFields } from './page';
import { supervisionQuerySchema } from './supervision';

/** What may be done to many cases at once: remind whose turn it is, or issue a supervision order on each. */
export const bulkActions = ['remind', 'order'] as const;
export const bulkActionSchema = z.enum(bulkActions);
export type BulkAction = z.infer<typeof bulkActionSchema>;

/** How many cases one bulk action takes; more are refused, none is left out in silence. */
export const mostBulkCases = 2000;

const which = {
  filter: supervisionQuerySchema.omit({ cursor: true, limit: true }).optional().meta({ description: 'The query of GET /api/v1/supervision/cases, all its pages' }),
  caseIds: z.array(appealIdSchema).min(1).max(mostBulkCases).refine((ids) => new Set(ids).size === ids.length, { error: 'caseIds.twice' }).optional(),
};

/** `POST /api/v1/supervision/bulk/preview`: `filter` or `caseIds`, not both. */
export const bulkPreviewSchema = z
  .discriminatedUnion('action', [
    z.strictObject({ action: z.literal('remind'), ...which, text: writtenText(2, 1000).optional() }),
    z.strictObject({ action: z.literal('order'), ...which, demand: writtenText(2, 2000).meta({ description: '督办要求' }), within: durationSchema.optional() }),
  ])
  .refine(({ filter, caseIds }) => (filter === undefined) !== (caseIds === undefined), { path: ['filter'], error: 'bulk.filterOrCases' })
  .meta({ id: 'NewBulkPreview' });
export type BulkPreviewRequest = z.infer<typeof bulkPreviewSchema>;

/** Why a case is left out: `rule`, and the rule in both languages. */
export const bulkReasonSchema = z.object({ rule: z.string(), zh: z.string(), en: z.string() });
export type BulkReason = z.infer<typeof bulkReasonSchema>;

/** What became of one case: done, with the id of the reminder or order; skipped or refused, with the reason. */
export const bulkOutcomeSchema = z.object({ kind: z.enum(['done', 'skipped', 'refused']), madeId: z.string().nullable(), reason: bulkReasonSchema.nullable(), at: instantSchema });
export type BulkOutcome = z.infer<typeof bulkOutcomeSchema>;

/** One case of a bulk action. What names the case is null where the reader may not see it. */
export const bulkItemSchema = z.object({
  caseId: appealIdSchema,
  trackingNumber: z.string().nullable(),
  title: z.string().nullable(),
  state: caseStateSchema.nullable().meta({ description: 'When previewed' }),
  unit: unitReferenceSchema.nullable().meta({ description: 'Whom it will reach' }),
  will: z.boolean().meta({ description: 'Whether it will be done' }),
  reason: bulkReasonSchema.nullable().meta({ description: 'Why it will not' }),
  outcome: bulkOutcomeSchema.nullable().meta({ description: 'null until its turn has come, and for ever where it will not be done' }),
});
export type BulkItem = z.infer<typeof bulkItemSchema>;

/** The answer to a preview. The set is frozen with it. */
export const bulkPreviewViewSchema = z
  .object({
    previewId: z.uuid(), action: bulkActionSchema, count: z.int().meta({ description: 'All cases' }), will: z.int().meta({ description: 'Those to which it will be done' }),
    items: z.array(bulkItemSchema).meta({ description: 'The first 100, the oldest due date first' }), truncated: z.boolean().meta({ description: 'There are more than `items` shows' }), expiresAt: instantSchema,
  })
  .meta({ id: 'BulkPreview' });
export type BulkPreviewView = z.infer<typeof bulkPreviewViewSchema>;

export const bulkProgressQuerySchema = z.strictObject({ ...pageQueryFields });

/** `GET /api/v1/supervision/bulk/{previewId}`, and the answer to `run`: how far it is, and a page of its cases. */
export const bulkProgressSchema = z
  .object({
    previewId: z.uuid(), action: bulkActionSchema, state: z.enum(['previewed', 'running', 'finished']), expiresAt: instantSchema, runAt: instantSchema.nullable(), finishedAt: instantSchema.nullable(),
    count: z.int(), waiting: z.int(), done: z.int(), skipped: z.int().meta({ description: 'Moved on since the preview' }), refused: z.int().meta({ description: 'With those that the preview left out' }), items: z.array(bulkItemSchema), total: z.int(), nextCursor: z.string().nullable(),
  })
  .meta({ id: 'BulkProgress' });
export type BulkProgress = z.infer<typeof bulkProgressSchema>;
