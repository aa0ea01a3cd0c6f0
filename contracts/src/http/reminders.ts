import { z } from 'zod';
import { onBehalfOfSchema, reminderSchema } from '../events/reminder';
import { instantSchema } from '../identifiers';
import { writtenText } from './written';
import { pageQueryFields, pageSchema } from './page';

/** `POST /api/v1/supervision/cases/{id}/reminders`. The deployment's own words where no text is given. */
export const newReminderSchema = z
  .strictObject({
    text: writtenText(2, 1000).optional(),
    onBehalfOf: z.string().min(1).max(200).optional().meta({ description: '代理: subject of the absent person in whose place this is done' }),
  })
  .meta({ id: 'NewReminder' });
export type NewReminder = z.infer<typeof newReminderSchema>;

/** Who took note of a reminder, for whom: their own, or in the place of an absent person. */
export const reminderReadSchema = z.object({ subject: z.string(), name: z.string(), at: instantSchema, onBehalfOf: onBehalfOfSchema.nullable() });
export type ReminderRead = z.infer<typeof reminderReadSchema>;

/** A reminder with who has read it, in the order of reading. */
export const reminderRowSchema = reminderSchema.extend({ reads: z.array(reminderReadSchema) }).meta({ id: 'ReminderRow' });
export type ReminderRow = z.infer<typeof reminderRowSchema>;

/** `GET /api/v1/supervision/cases/{id}/reminders`: all of a case, waiting and dropped ones too, the newest first. */
export const caseRemindersQuerySchema = z.strictObject({ ...pageQueryFields });

/** `GET /api/v1/reminders`: what the reader's unit was reminded of, the newest first. */
export const reminderInboxQuerySchema = z.strictObject({
  unread: z.stringbool().optional().meta({ description: 'true: not read yet by the reader, or for an absent person whom the reader stands in for' }),
  ...pageQueryFields,
});
export const reminderPageSchema = pageSchema(reminderRowSchema).meta({ id: 'ReminderPage' });
export type ReminderPage = z.infer<typeof reminderPageSchema>;
