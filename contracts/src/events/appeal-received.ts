import { z } from 'zod';
import { eventSchema } from '../envelope';
import { appealIdSchema, categoryCodeSchema, divisionCodeSchema, instantSchema } from '../identifiers';

/**
 * What every later step may know of an appeal. Contact and phone stay in intake's store: they are personal data, no
 * step before a unit's handler needs them, and a topic is read by many.
 */
export const appealSummarySchema = z.strictObject({
  appealId: appealIdSchema,
  trackingNumber: z.string(),
  channel: z.string(),
  channelReference: z.string(),
  title: z.string(),
  content: z.string(),
  occurredAt: instantSchema.nullable(),
  receivedAt: instantSchema,
  appellantName: z.string(),
  creditCode: z.string().nullable(),
  divisionCode: divisionCodeSchema.nullable().meta({ description: 'As the channel gave it' }),
  categoryCode: categoryCodeSchema.nullable().meta({ description: 'As the channel gave it' }),
});
export type AppealSummary = z.infer<typeof appealSummarySchema>;

/** `appeal.received` v1, published by intake: an appeal is stored and will not be lost. */
export const appealReceivedSchema = eventSchema('appeal.received', 1, appealSummarySchema);
export type AppealReceived = z.infer<typeof appealReceivedSchema>;
