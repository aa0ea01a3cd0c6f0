import { caseRemindersQuerySchema, newReminderSchema, reminderInboxQuerySchema, reminderPageSchema, reminderRowSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const reminders = { security: 'reader', tag: '催办 Reminders' } as const;
const id = z.object({ id: z.string() });
const idempotency = z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional().meta({ description: '同一键与同一内容只催办一次；同一键用于不同内容得 422' }) });

/** The routes of reminders, as the API documents them. */
export const reminderRoutes: readonly RouteDescription[] = [
  describeRoute({
    ...reminders, method: 'post', path: '/api/v1/supervision/cases/{id}/reminders', summary: '催办 Remind whose turn it is, in office hours; a second time only after a pause', status: 201,
    parameters: id, headers: idempotency, body: newReminderSchema, answer: reminderRowSchema,
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'too-large', 'unsupported-media-type', 'idempotency-key-mismatch', 'unavailable'],
  }),
  describeRoute({ ...reminders, method: 'get', path: '/api/v1/supervision/cases/{id}/reminders', summary: '一件诉求的催办 Reminders of a case, sent, waiting and dropped, the newest first', status: 200, parameters: id, query: caseRemindersQuerySchema, answer: reminderPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...reminders, method: 'get', path: '/api/v1/reminders', summary: '收到的催办 What the reader\'s unit was reminded of, the newest first', status: 200, query: reminderInboxQuerySchema, answer: reminderPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...reminders, method: 'post', path: '/api/v1/reminders/{id}/read', summary: '已阅 Note that a reminder was read', status: 200, parameters: id, answer: reminderRowSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
];
