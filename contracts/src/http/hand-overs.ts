import { z } from 'zod';
import { daySchema } from '../directory';
import { onBehalfOfSchema } from '../events/reminder';
import { divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { roleSchema } from '../vocabulary';
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

/** A person as whoever arranges a hand-over chooses them. */
export const handOverPersonSchema = z.object({ subject: z.string(), name: z.string(), role: roleSchema, divisionCode: divisionCodeSchema, unitId: unitIdSchema.nullable() });
export type HandOverPerson = z.infer<typeof handOverPersonSchema>;

/** `GET /api/v1/supervision/hand-overs/people`: who may be absent by the reader's word, and who can stand in for one of them. */
export const handOverPeopleQuerySchema = z.strictObject({ absent: z.string().min(1).max(200).optional().meta({ description: 'Subject of who is away; the reader unless given' }) });
export const handOverPeopleSchema = z
  .object({
    absent: z.array(handOverPersonSchema).meta({ description: 'The reader first' }),
    deputies: z.array(handOverPersonSchema).meta({ description: 'People who have opened Suqiao, whose jurisdiction contains the absent person\'s' }),
    truncated: z.boolean().meta({ description: 'true: more people have opened Suqiao than were looked at' }),
  })
  .meta({ id: 'HandOverPeople' });
