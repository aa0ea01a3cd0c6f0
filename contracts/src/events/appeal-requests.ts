import { z } from 'zod';
import { nameSchema } from '../directory';
import { eventSchema } from '../envelope';
import { appealIdSchema, instantSchema } from '../identifiers';
import { caseStateSchema } from '../vocabulary';

/** What a channel may ask of an appeal that it has pushed: 补充 an amendment, 撤诉 a withdrawal. */
export const appealRequestKinds = ['amendment', 'withdrawal'] as const;
export const appealRequestKindSchema = z.enum(appealRequestKinds);
export type AppealRequestKind = z.infer<typeof appealRequestKindSchema>;

const request = {
  appealId: appealIdSchema,
  trackingNumber: z.string(),
  channel: z.string(),
  requestId: z.uuid(),
};

/** Published by intake once the appeal has a case. Contact and phone themselves stay in intake's store. */
export const appealAmendedSchema = eventSchema('appeal.amended', 1, z.strictObject({
  ...request, at: instantSchema, text: z.string().nullable(), contactChanged: z.boolean(),
}));
export type AppealAmended = z.infer<typeof appealAmendedSchema>;

/** Published by intake once the appeal has a case. */
export const appealWithdrawalRequestedSchema = eventSchema('appeal.withdrawalRequested', 1, z.strictObject({ ...request, at: instantSchema, reason: z.string().nullable() }));
export type AppealWithdrawalRequested = z.infer<typeof appealWithdrawalRequestedSchema>;

/** Published by dispatch: the case took a channel's request over, or refused it in the state that it was in. */
export const appealRequestDecidedSchema = eventSchema('appeal.requestDecided', 1, z.strictObject({
  ...request, at: instantSchema, kind: appealRequestKindSchema, decision: z.enum(['taken', 'refused']), state: caseStateSchema, reason: nameSchema.nullable().meta({ description: 'Why it was refused' }),
}));
export type AppealRequestDecided = z.infer<typeof appealRequestDecidedSchema>;
