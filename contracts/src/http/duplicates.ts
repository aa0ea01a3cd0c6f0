import { z } from 'zod';
import { appealIdSchema, instantSchema } from '../identifiers';
import { caseStateSchema } from '../vocabulary';
import { writtenText } from './written';
import { pageQueryFields, pageSchema } from './page';

/** proposed 待定, merged 已并案, refused 已否定, undone 已撤销并案. A refused proposal never comes back by itself. */
export const duplicateStates = ['proposed', 'merged', 'refused', 'undone'] as const;
export const duplicateStateSchema = z.enum(duplicateStates);
export type DuplicateState = z.infer<typeof duplicateStateSchema>;

/** Why two appeals may be one: who, how alike, which words, how far apart. */
export const duplicateReasonSchema = z
  .strictObject({
    sameCreditCode: z.boolean(),
    sameName: z.boolean().meta({ description: 'The names are the same but for how they are written' }),
    similarity: z.number().min(0).max(1).meta({ description: 'Shared of all pairs of characters' }),
    keywordLikeness: z.number().min(0).max(1).meta({ description: 'How alike the words are that say most' }),
    sharedWords: z.array(z.string()),
    daysApart: z.int().nonnegative(),
    sameChannel: z.boolean(),
    sameReference: z.boolean().meta({ description: 'Both came under one number: an order that was passed on' }),
  })
  .meta({ id: 'DuplicateReason' });
export type DuplicateReason = z.infer<typeof duplicateReasonSchema>;

/** One of the two appeals of a proposal. `caseState` is null before dispatch. */
export const duplicateSideSchema = z
  .object({
    caseId: appealIdSchema, trackingNumber: z.string(), channel: z.string(), title: z.string(), appellantName: z.string(), creditCode: z.string().nullable(),
    receivedAt: instantSchema, confidential: z.boolean(), caseState: caseStateSchema.nullable(), mergedInto: z.string().nullable().meta({ description: 'Tracking number of the case that it was merged into' }),
  })
  .meta({ id: 'DuplicateSide' });
export type DuplicateSide = z.infer<typeof duplicateSideSchema>;

/**
 * A proposal that the later appeal is the earlier one once more. It is accepted by the order `merge` on the later case, into
 * the earlier one's tracking number, and undone by `unmerge`; its state follows from what happened to the cases.
 */
export const duplicateSchema = z
  .object({
    id: z.string(), kind: z.enum(['exact', 'near']), score: z.number().min(0).max(1), reason: duplicateReasonSchema, explanation: z.object({ zh: z.string(), en: z.string() }),
    earlier: duplicateSideSchema, later: duplicateSideSchema, state: duplicateStateSchema,
    mergeable: z.boolean().meta({ description: 'Whether the cases\' states allow the merge now' }),
    proposedAt: instantSchema, decidedAt: instantSchema.nullable(), decidedByName: z.string().nullable().meta({ description: 'null: undecided, or by a rule' }), refusal: z.string().nullable(),
  })
  .meta({ id: 'Duplicate' });
export type Duplicate = z.infer<typeof duplicateSchema>;

/** `GET /api/v1/duplicates`: proposals of which the reader may see both appeals, the newest first. */
export const duplicateListQuerySchema = z.strictObject({
  caseId: appealIdSchema.optional().meta({ description: 'Of one case, whichever of the two it is' }),
  state: duplicateStateSchema.optional(),
  kind: z.enum(['exact', 'near']).optional(),
  mergeable: z.stringbool().optional().meta({ description: 'true: the queue of what may be merged now' }),
  ...pageQueryFields,
});
export type DuplicateListQuery = z.infer<typeof duplicateListQuerySchema>;
export const duplicatePageSchema = pageSchema(duplicateSchema).meta({ id: 'DuplicatePage' });
export type DuplicatePage = z.infer<typeof duplicatePageSchema>;

/** `POST /api/v1/duplicates/{id}/refuse`. */
export const refuseDuplicateSchema = z.strictObject({ reason: writtenText(2, 500).meta({ description: '否定理由: why they are two matters' }) }).meta({ id: 'RefuseDuplicate' });
