import { z } from 'zod';
import { nameSchema } from '../directory';
import { eventSchema } from '../envelope';
import { appealIdSchema, instantSchema } from '../identifiers';
import { appellantRatingSchema, caseStateSchema } from '../vocabulary';

const rating = {
  appealId: appealIdSchema,
  trackingNumber: z.string(),
  channel: z.string(),
  ratingId: z.uuid(),
  at: instantSchema,
};

/** Published by intake: the appellant has rated the answer that was given at `answeredAt`. */
export const appealRatedSchema = eventSchema('appeal.rated', 1, z.strictObject({
  ...rating, answeredAt: instantSchema, satisfaction: appellantRatingSchema, comment: z.string().nullable(),
}));
export type AppealRated = z.infer<typeof appealRatedSchema>;

/** Published by dispatch: the case took a rating as its follow-up, or could not heed it in the state that it was in. */
export const appealRatingDecidedSchema = eventSchema('appeal.ratingDecided', 1, z.strictObject({
  ...rating, decision: z.enum(['taken', 'unheeded']), state: caseStateSchema, reason: nameSchema.nullable().meta({ description: 'Why it was not heeded' }),
}));
export type AppealRatingDecided = z.infer<typeof appealRatingDecidedSchema>;
