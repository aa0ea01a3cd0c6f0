import { z } from 'zod';
import { eventSchema } from '../envelope';
import { appealIdSchema, categoryCodeSchema, divisionCodeSchema, instantSchema } from '../identifiers';

/**
 * What every later step may know of an appeal. Contact and phone stay in intake's store: they are personal data, no
 * step before a unit's handler needs them, and a topic is read by many.
 */
export const appealSummaryV1Schema = z.strictObject({
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
export const appealSummarySchema = appealSummaryV1Schema.extend({
  confidential: z.boolean().meta({ description: '保密: asked for by the channel' }),
});
export type AppealSummary = z.infer<typeof appealSummarySchema>;

/** Frozen: v1, as up to 0.1.0. */
export const appealReceivedV1Schema = eventSchema('appeal.received', 1, appealSummaryV1Schema);

/** `appeal.received` v2, published by intake: an appeal is stored and will not be lost. */
export const appealReceivedSchema = eventSchema('appeal.received', 2, appealSummarySchema);
export type AppealReceived = z.infer<typeof appealReceivedSchema>;

/** Parses either version, and answers with the newest. */
export const anyAppealReceivedSchema = z.discriminatedUnion('dataschema', [
  appealReceivedSchema,
  appealReceivedV1Schema.transform((event): AppealReceived => ({ ...event, dataschema: 'urn:suqiao:schema:appeal.received:2', data: { ...event.data, confidential: false } })),
]);
