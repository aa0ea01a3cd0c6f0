import { z } from 'zod';
import { daySchema } from '../directory';
import { onBehalfOfSchema } from '../events/reminder';
import { orderStateSchema } from '../events/supervision-order';
import { unitReferenceSchema } from '../events/case-parts';
import { appealIdSchema, instantSchema } from '../identifiers';
import { caseStateSchema, levelSchema } from '../vocabulary';

/** `GET /api/v1/supervision/digest`. */
export const digestQuerySchema = z.strictObject({
  day: daySchema.meta({ description: 'Asia/Shanghai' }),
  of: z.string().min(1).max(200).optional().meta({ description: 'Subject of an absent person whom the reader stands in for; the reader unless given' }),
});

/** A case as a digest tells of it: as it was when the digest was made. */
export const digestCaseSchema = z.object({
  caseId: appealIdSchema, trackingNumber: z.string(), title: z.string(), unit: unitReferenceSchema, level: levelSchema, state: caseStateSchema, dueAt: instantSchema, confidential: z.boolean(),
});
export type DigestCase = z.infer<typeof digestCaseSchema>;

/** A supervision order as a digest tells of it. */
export const digestOrderSchema = z.object({ orderId: z.uuid(), number: z.string(), title: z.string(), caseId: appealIdSchema, unit: unitReferenceSchema, state: orderStateSchema, dueAt: instantSchema });
export type DigestOrder = z.infer<typeof digestOrderSchema>;

/** Where the section is listed. `exact`: that list's own condition is the section's, so that it differs by the time between them only; on digests made by earlier versions also false, where it holds more. */
export const digestListSchema = z.object({ path: z.string(), query: z.string(), exact: z.boolean() });
export type DigestList = z.infer<typeof digestListSchema>;

const sectionOf = <Item extends z.ZodType>(item: Item) => z.object({ count: z.int().nonnegative(), items: z.array(item).meta({ description: 'The first 20 of the list' }), list: digestListSchema });
export const digestSections = ['newlyOverdue', 'dueToday', 'dueNextWorkingDay', 'notAccepted', 'awaitingApproval', 'answeredYesterday'] as const;
export type DigestSection = (typeof digestSections)[number];

/** A supervisor's day. Made at 08:30 of a working day and the same for ever from then on; before that, as things stand. */
export const digestSchema = z
  .object({
    day: daySchema,
    of: onBehalfOfSchema,
    final: z.boolean().meta({ description: 'false while the day is not over' }),
    frozen: z.boolean().meta({ description: 'Whether it was made at 08:30 and stays; else it is made anew each time it is asked for' }),
    madeAt: instantSchema,
    nextWorkingDay: daySchema,
    answeredFrom: daySchema.meta({ description: 'First day of answeredYesterday: the working day before, so that no weekend is lost' }),
    provisional: z.boolean().meta({ description: 'A day lies beyond the loaded calendar' }),
    cases: z.object({
      newlyOverdue: sectionOf(digestCaseSchema).meta({ description: 'Became overdue since 08:30 of the working day before' }),
      dueToday: sectionOf(digestCaseSchema),
      dueNextWorkingDay: sectionOf(digestCaseSchema).meta({ description: 'Due after today, until the end of the next working day' }),
      notAccepted: sectionOf(digestCaseSchema),
      awaitingApproval: sectionOf(digestCaseSchema).meta({ description: 'Requests that wait for the reader\'s approval' }),
      answeredYesterday: sectionOf(digestCaseSchema).meta({ description: 'Answered from `answeredFrom` until the end of yesterday' }),
    }),
    ordersDue: sectionOf(digestOrderSchema).meta({ description: 'Supervision orders past due, or due until the end of the next working day' }),
  })
  .meta({ id: 'Digest' });
export type Digest = z.infer<typeof digestSchema>;

/** The answer: the digest, and the absent people whose digests the reader may open too. */
export const digestViewSchema = digestSchema.extend({ standsInFor: z.array(onBehalfOfSchema) }).meta({ id: 'DigestView' });
export type DigestView = z.infer<typeof digestViewSchema>;
