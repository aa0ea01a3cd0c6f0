import { z } from 'zod';
import { daySchema } from '../directory';
import { instantSchema } from '../identifiers';
import { languages } from './problem';
import { emailSchema } from './written';

/** A person orders at most so many, each for at most so many recipients. */
export const mostAnalysisMails = 20;
export const mostMailRecipients = 20;
/** A test goes out at most so often a day, of each order. */
export const mostMailTests = 10;

/** When it leaves: every week on a day (1 Monday to 7 Sunday), every month on a day, or on the first working day of each quarter. */
export const mailRhythms = ['week', 'month', 'quarter'] as const;
export const mailRhythmSchema = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('week'), on: z.int().min(1).max(7) }),
  z.strictObject({ every: z.literal('month'), on: z.int().min(1).max(28) }),
  z.strictObject({ every: z.literal('quarter') }),
]);
export type MailRhythm = z.infer<typeof mailRhythmSchema>;

/** To whom, in which language. */
export const mailRecipientSchema = z.strictObject({ address: emailSchema, language: z.enum(languages) });
export type MailRecipient = z.infer<typeof mailRecipientSchema>;

/** `POST /api/v1/insight/analysis-mails`. */
export const newAnalysisMailSchema = z.strictObject({
  viewId: z.uuid().meta({ description: 'A view of one\'s own' }),
  rhythm: mailRhythmSchema.meta({ description: 'A day off moves to the next working day, at the hour at which offices open' }),
  recipients: z.array(mailRecipientSchema).min(1).max(mostMailRecipients).refine((all) => new Set(all.map(({ address }) => address.toLowerCase())).size === all.length, { error: 'analysisMail.twice' }),
}).meta({ id: 'NewAnalysisMail' });
export type NewAnalysisMail = z.infer<typeof newAnalysisMailSchema>;

export const analysisMailCommands = ['pause', 'resume', 'test'] as const;
export type AnalysisMailCommand = (typeof analysisMailCommands)[number];
/** Bodies of `POST /api/v1/insight/analysis-mails/{id}/commands/{command}`. */
export const analysisMailBodySchemas = { pause: z.strictObject({}), resume: z.strictObject({}), test: mailRecipientSchema } as const;

/** `stopped`: by Suqiao, for `stopReason`. */
export const mailOrderStates = ['running', 'paused', 'stopped'] as const;
/**
 * Why Suqiao stopped an order: its owner has another place or role now, was not here for long, the view is gone, the question
 * can no longer be asked, or the recipients' domains are no longer allowed.
 */
export const mailStopReasons = ['moved', 'unseen', 'viewGone', 'question', 'domains'] as const;
export type MailStopReason = (typeof mailStopReasons)[number];

/** `uncertain`: the process died while it was handed over; it is not sent again. */
export const mailDeliveryStates = ['waiting', 'sending', 'sent', 'failed', 'uncertain'] as const;
export const mailSendingStates = ['waiting', 'sent', 'failed'] as const;
/** One sending, for one due time or as a test. */
export const analysisMailSendingSchema = z.object({
  sendingId: z.string(), test: z.boolean(), dueAt: instantSchema, state: z.enum(mailSendingStates).meta({ description: '`sent`: to everybody' }), attempts: z.int().nonnegative(), settledAt: instantSchema.nullable(),
  reason: z.string().nullable().meta({ description: 'Why nothing was sent' }),
  deliveries: z.array(mailRecipientSchema.extend({ state: z.enum(mailDeliveryStates), reason: z.string().nullable().meta({ description: 'What the server said, addresses masked' }) })),
});
export type AnalysisMailSending = z.infer<typeof analysisMailSendingSchema>;

/** An order: a saved view that leaves by mail. */
export const analysisMailSchema = z.object({
  mailId: z.uuid(), viewId: z.uuid(), viewName: z.string(), rhythm: mailRhythmSchema, recipients: z.array(mailRecipientSchema), state: z.enum(mailOrderStates), stopReason: z.enum(mailStopReasons).nullable(),
  orderedAt: instantSchema,
  nextAt: instantSchema.nullable().meta({ description: 'null: it does not run, or the calendar does not cover the day yet' }),
  uncoveredDay: daySchema.nullable().meta({ description: 'The day that the calendar has to cover before the next can be said' }),
  sendings: z.array(analysisMailSendingSchema).meta({ description: 'The latest ten' }), sendingsInAll: z.int().nonnegative(),
}).meta({ id: 'AnalysisMail' });
export type AnalysisMail = z.infer<typeof analysisMailSchema>;
export const analysisMailsSchema = z.object({
  items: z.array(analysisMailSchema),
  domains: z.array(z.string()).meta({ description: 'Recipients may be of these; none: mail of the analysis is switched off' }),
}).meta({ id: 'AnalysisMails' });
export type AnalysisMails = z.infer<typeof analysisMailsSchema>;
