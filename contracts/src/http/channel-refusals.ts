import { z } from 'zod';
import { instantSchema } from '../identifiers';
import { pageQueryFields, pageSchema } from './page';
import { problemSchema, problemTypes } from './problem';

/** Something that a channel sent and that was not taken, with what it was told. What it sent is not kept. */
export const channelRefusalSchema = z
  .object({
    at: instantSchema,
    door: z.string().meta({ description: 'Method and path, or the topic' }),
    sandbox: z.boolean(),
    keyId: z.string().nullable().meta({ description: 'null for a topic' }),
    reference: z.string().nullable().meta({ description: 'The channel\'s own number, where one could be read' }),
    problem: problemSchema,
  })
  .meta({ id: 'ChannelRefusal' });
export type ChannelRefusal = z.infer<typeof channelRefusalSchema>;

/** How many were refused on a day of Shanghai, and why. */
export const refusalDaySchema = z.object({ day: z.iso.date(), type: z.enum(problemTypes), title: z.string(), count: z.int().positive() }).meta({ id: 'ChannelRefusalDay' });
export type RefusalDay = z.infer<typeof refusalDaySchema>;

export const channelRefusalsQuerySchema = z.strictObject({ ...pageQueryFields });

/** The newest first. Of a flood only some are kept; `days` counts them all, for 30 days, without those of sandbox keys. */
export const channelRefusalsPageSchema = pageSchema(channelRefusalSchema).extend({ days: z.array(refusalDaySchema) }).meta({ id: 'ChannelRefusalsPage' });
export type ChannelRefusalsPage = z.infer<typeof channelRefusalsPageSchema>;
