import { z } from 'zod';
import { nameSchema } from '../directory';
import { eventSchema } from '../envelope';
import { appealIdSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { actorSchema } from './case-parts';

/** Why a unit is reminded: what a clock found, or a person's word. A clock reminds once a cause, case, unit and step. */
export const reminderCauses = ['acceptanceOverdue', 'replyOverdue', 'dueSoon', 'overdue', 'jointOverdue', 'person'] as const;
export const reminderCauseSchema = z.enum(reminderCauses);
export type ReminderCause = z.infer<typeof reminderCauseSchema>;

/**
 * Why a reminder was never sent: what it asked for was there by its time. `accepted`, `jointEnded`: that step was taken;
 * `movedOn`: another unit's turn; `notDue`: the date moved; `overtaken`: a due-soon case became overdue, which has its own.
 */
export const dropReasons = ['accepted', 'answered', 'closed', 'suspended', 'movedOn', 'jointEnded', 'notDue', 'overtaken'] as const;
export const dropReasonSchema = z.enum(dropReasons);
export type DropReason = z.infer<typeof dropReasonSchema>;

/** 代理: the absent person in whose place somebody acted. */
export const onBehalfOfSchema = z.strictObject({ subject: z.string(), name: z.string() });
export type OnBehalfOf = z.infer<typeof onBehalfOfSchema>;

/** 催办: one reminder to one unit about one case. It is sent, or dropped on the record, or waits for offices to open. */
export const reminderSchema = z.strictObject({
  id: z.uuid(),
  caseId: appealIdSchema,
  trackingNumber: z.string(),
  caseTitle: z.string(),
  confidential: z.boolean(),
  divisionCode: divisionCodeSchema.meta({ description: '管辖 of the case' }),
  unitId: unitIdSchema.meta({ description: 'Who is reminded' }),
  unitName: nameSchema,
  cause: reminderCauseSchema,
  by: actorSchema,
  onBehalfOf: onBehalfOfSchema.nullable(),
  text: z.string(),
  askedAt: instantSchema,
  sendAt: instantSchema.meta({ description: 'Always within office hours, Asia/Shanghai' }),
  sentAt: instantSchema.nullable(),
  dropped: z.strictObject({ at: instantSchema, reason: dropReasonSchema }).nullable(),
});
export type Reminder = z.infer<typeof reminderSchema>;

/** A reminder reached its unit. `subject` and the Kafka key are the case's id. */
export const reminderSentSchema = eventSchema('reminder.sent', 1, z.strictObject({ reminder: reminderSchema }));
export type ReminderSent = z.infer<typeof reminderSentSchema>;
