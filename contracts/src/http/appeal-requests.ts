import { z } from 'zod';
import { nameSchema } from '../directory';
import { appealRequestKindSchema } from '../events/appeal-requests';
import { instantSchema } from '../identifiers';
import { phoneSchema, writtenText } from './written';

/** `POST /api/v1/appeals/{trackingNumber}/amendments`: what the appellant adds, or how they are reached now. */
export const newAmendmentSchema = z
  .strictObject({ text: writtenText(1, 5000).optional(), contact: writtenText(1, 60).optional(), phone: phoneSchema.optional() })
  .refine((amendment) => Object.values(amendment).some((field) => field !== undefined), { error: 'amendment.empty' })
  .meta({ id: 'NewAmendment' });
export type NewAmendment = z.infer<typeof newAmendmentSchema>;

/** `POST /api/v1/appeals/{trackingNumber}/withdrawal`: 撤诉. */
export const newWithdrawalSchema = z.strictObject({ reason: writtenText(1, 1000).optional() }).meta({ id: 'NewWithdrawal' });
export type NewWithdrawal = z.infer<typeof newWithdrawalSchema>;

/**
 * A channel's request and what became of it: `waiting` until the appeal has a case, `sent` to it, `taken` over by it, or
 * `refused` with why.
 */
export const appealRequestSchema = z
  .object({
    requestId: z.uuid(), kind: appealRequestKindSchema, state: z.enum(['waiting', 'sent', 'taken', 'refused']), at: instantSchema, text: z.string().nullable(),
    decidedAt: instantSchema.nullable(), reason: nameSchema.nullable(),
  })
  .meta({ id: 'AppealRequest' });
export type AppealRequest = z.infer<typeof appealRequestSchema>;
