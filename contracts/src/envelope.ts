import { z } from 'zod';
import { instantSchema } from './identifiers';

/**
 * CloudEvents 1.0 context attributes as Suqiao sends them (structured JSON over Kafka), with the registered extensions
 * `sequence`, `partitionkey` and `traceparent` (W3C trace context).
 * Source: CloudEvents 1.0.2 and its documented extensions.
 */
export const envelopeSchema = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(128).meta({ description: 'Unique within source; consumers are idempotent on (consumer, source, id)' }),
  source: z.string().startsWith('/suqiao/'),
  type: z.string().min(1),
  subject: z.string().min(1).meta({ description: 'Appeal id; also the Kafka key' }),
  time: instantSchema,
  datacontenttype: z.literal('application/json'),
  dataschema: z.string().regex(/^urn:suqiao:schema:[A-Za-z.]+:\d+$/),
  sequence: z.string().regex(/^\d{10}$/).optional().meta({ description: 'Place in the subject\'s order, zero padded so that text order is number order' }),
  partitionkey: z.string().min(1),
  traceparent: z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/).optional(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** Content type of a structured-mode CloudEvent in a Kafka record. */
export const cloudEventsContentType = 'application/cloudevents+json; charset=UTF-8';

/** Declares one event: its type, version and data; the result parses whole CloudEvents of that type and version. */
export function eventSchema<const Type extends string, Data extends z.ZodType>(type: Type, version: number, data: Data) {
  return envelopeSchema.extend({
    type: z.literal(type),
    dataschema: z.literal(`urn:suqiao:schema:${type}:${String(version)}`),
    data,
  });
}

/** `7` → `0000000007`. */
export function formatSequence(sequence: number): string {
  if (!Number.isSafeInteger(sequence) || sequence < 0) throw new RangeError(`sequence ${String(sequence)} is not a count`);
  return String(sequence).padStart(10, '0');
}
