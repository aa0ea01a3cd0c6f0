import { z } from 'zod';
import { instantSchema } from '../identifiers';

/**
 * A record that a consumer could not take: where it lay, what it held, and why it was put aside. Not a CloudEvent: what
 * is put aside may not even be JSON.
 */
export const deadLetterSchema = z.strictObject({
  id: z.string().meta({ description: 'consumer:topic:partition:offset; the same record put aside twice has one id' }),
  consumer: z.string(),
  topic: z.string(),
  partition: z.int().nonnegative(),
  offset: z.string(),
  key: z.string().nullable(),
  valueBase64: z.string(),
  reason: z.string(),
  attempts: z.int().positive(),
  at: instantSchema,
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;
