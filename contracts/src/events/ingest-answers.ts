import { z } from 'zod';
import { eventSchema } from '../envelope';
import { problemSchema } from '../http/problem';
import { appealIdSchema, instantSchema } from '../identifiers';
import { appealStatusSchema, levelSchema, outcomeSchema } from '../vocabulary';

/** Which request an answer answers: extension attributes of its envelope. */
const causation = { causationid: z.string().meta({ description: 'id of the request' }), causationsource: z.string().meta({ description: 'source of the request' }) };

/** `appeal.acknowledged` v1: the appeal is stored and will not be lost. The same request is answered the same each time it comes. */
export const appealAcknowledgedSchema = eventSchema('appeal.acknowledged', 1, z.strictObject({
  id: appealIdSchema,
  trackingNumber: z.string(),
  channelReference: z.string(),
  replayed: z.boolean().meta({ description: 'An earlier request had brought this appeal; nothing was added' }),
})).extend(causation);
export type AppealAcknowledged = z.infer<typeof appealAcknowledgedSchema>;

/** `appeal.refused` v1: nothing was stored. `problem` is that of HTTP, its pointers into the whole request: `/data/title`. */
export const appealRefusedSchema = eventSchema('appeal.refused', 1, z.strictObject({ problem: problemSchema.meta({ description: 'RFC 9457, field by field' }) })).extend(causation);
export type AppealRefused = z.infer<typeof appealRefusedSchema>;

/** `appeal.progressed` v1: a step of an appeal of this channel, as the channel may see it; keyed by the appeal's id. */
export const appealProgressedSchema = eventSchema('appeal.progressed', 1, z.strictObject({
  id: appealIdSchema,
  trackingNumber: z.string(),
  status: appealStatusSchema,
  step: z.string().meta({ description: 'A word of the timeline: accepted, answered, closed, …' }),
  at: instantSchema,
  level: levelSchema,
  unitName: z.strictObject({ zh: z.string(), en: z.string() }),
  dueAt: instantSchema.nullable(),
  answer: z.string().nullable().meta({ description: 'Once it has passed its check' }),
  outcome: outcomeSchema.nullable(),
  mergedInto: z.string().nullable().meta({ description: 'Tracking number of the appeal that goes on' }),
}));
export type AppealProgressed = z.infer<typeof appealProgressedSchema>;

/** Whatever stands on a channel's answer topic. */
export const ingestAnswerSchema = z.discriminatedUnion('type', [appealAcknowledgedSchema, appealRefusedSchema, appealProgressedSchema]);
export type IngestAnswer = z.infer<typeof ingestAnswerSchema>;
