import { z } from 'zod';
import { nameSchema } from '../directory';
import { instantSchema } from '../identifiers';

/** What the system is made of, as an administrator looks after it. */
export const healthKinds = ['store', 'broker', 'orders', 'consumer', 'outbox', 'sweep', 'deadLetters', 'process'] as const;
export const healthStates = ['working', 'slow', 'down'] as const;
export type HealthState = (typeof healthStates)[number];

/** One part. `note` says what its figure means and, where it does not work, what to do. Nothing of addresses or credentials. */
export const healthPartSchema = z
  .object({
    kind: z.enum(healthKinds),
    name: z.string().meta({ description: 'Of the consumer, the task queue, the collection, the sweep' }),
    state: z.enum(healthStates),
    figures: z.array(z.object({ name: nameSchema, value: z.number(), unit: z.enum(['ms', 's', 'count', 'MiB', 'percent']) })),
    since: instantSchema.nullable().meta({ description: 'Since when it is like this, where that is known' }),
    note: nameSchema,
  })
  .meta({ id: 'HealthPart' });
export type HealthPart = z.infer<typeof healthPartSchema>;

/** `GET /api/v1/supervision/health`: each part asked just now, the worst first; its state is that of the worst. */
export const healthSchema = z.object({ at: instantSchema, state: z.enum(healthStates), parts: z.array(healthPartSchema) }).meta({ id: 'Health' });
export type Health = z.infer<typeof healthSchema>;
