import { z } from 'zod';
import { daySchema } from '../directory';
import { onBehalfOfSchema } from '../events/reminder';
import { instantSchema } from '../identifiers';
import { writtenText } from './written';

/** `POST /api/v1/supervision/hand-overs`. Days are Asia/Shanghai, both of them included. */
export const newHandOverSchema = z
  .strictObject({
    absent: z.string().min(1).max(200).optional().meta({ description: 'Subject of who is away; the reader unless given. For another: a unitHead or administrator of the same unit or division' }),
    to: z.string().min(1).max(200).meta({ description: 'Subject of the deputy, who has opened Suqiao before' }),
    toName: writtenText(1, 100),
    from: daySchema,
    until: daySchema,
    reason: writtenText(2, 500),
  })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'period.reversed' })
  .meta({ id: 'NewHandOver' });
export type NewHandOver = z.infer<typeof newHandOverSchema>;

/** 代理: who stands in for whom, and when. */
export const handOverSchema = z
  .object({
    id: z.uuid(), absent: onBehalfOfSchema, deputy: onBehalfOfSchema, from: daySchema, until: daySchema, reason: z.string(), madeBy: onBehalfOfSchema, madeAt: instantSchema,
    endedAt: instantSchema.nullable().meta({ description: 'When it was ended before its last day' }), running: z.boolean(),
  })
  .meta({ id: 'HandOver' });
export type HandOver = z.infer<typeof handOverSchema>;

/** `GET /api/v1/supervision/hand-overs`: those in which the reader is absent, deputy or maker, the latest first; at most 200. */
export const handOversSchema = z.object({ items: z.array(handOverSchema) }).meta({ id: 'HandOvers' });
