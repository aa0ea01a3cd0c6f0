import { z } from 'zod';
import { categoryCodeSchema, creditCodeSchema, divisionCodeSchema, instantSchema, trackingNumberSchema } from '../identifiers';
import { appellantRatingSchema, satisfactionSchema } from '../vocabulary';
import { issueAnswerSchema } from './appeals';
import { emailSchema, phoneSchema, writtenText } from './written';

/** `POST /api/v1/tracking`: who an appellant is, shown by the number and the last four digits of the phone that they gave. */
export const trackingEntrySchema = z.strictObject({
  trackingNumber: z.string().trim().toUpperCase().pipe(trackingNumberSchema),
  phoneLastFour: z.string().regex(/^\d{4}$/, { error: 'phoneLastFour.format' }).meta({ description: '提交时所留电话的后四位' }),
}).meta({ id: 'TrackingEntry' });
export type TrackingEntry = z.infer<typeof trackingEntrySchema>;

/**
 * What an appeal is doing, in its appellant's words: 已受理, 办理中, 已暂停, 重新办理, 已答复, 已办结, 已撤诉.
 * Whose turn it is inside is no concern of theirs.
 */
export const trackingStates = ['received', 'inHand', 'paused', 'redone', 'answered', 'closed', 'withdrawn'] as const;
export type TrackingState = (typeof trackingStates)[number];

/** What an appellant is told of, in order of time. */
export const trackingStepTypes = [
  'received', 'dispatched', 'accepted', 'passedOn', 'raised', 'extended', 'paused', 'resumed', 'interimAnswered', 'answered', 'rated', 'calledBack', 'redone', 'merged', 'unmerged', 'withdrawn', 'closed',
] as const;
export type TrackingStepType = (typeof trackingStepTypes)[number];

/** A rating as its appellant sees it: `sent` until the case has said what became of it. */
export const trackedRatingSchema = z.object({
  satisfaction: appellantRatingSchema, comment: z.string().nullable(), at: instantSchema, state: z.enum(['sent', 'taken', 'unheeded']),
  reason: z.object({ zh: z.string(), en: z.string() }).nullable(),
});

/** What an appellant may know of their appeal: no officer's name, no internal reason, nothing of another appellant. */
export const trackedAppealSchema = z.object({
  trackingNumber: z.string(),
  title: z.string(),
  state: z.enum(trackingStates),
  unitName: z.object({ zh: z.string(), en: z.string() }).nullable().meta({ description: 'Which unit has it; null before dispatch' }),
  dueAt: instantSchema.nullable().meta({ description: 'By when an answer is due; null when there is one, or no clock runs' }),
  provisional: z.boolean(),
  steps: z.array(z.object({ type: z.enum(trackingStepTypes), at: instantSchema, unitName: z.object({ zh: z.string(), en: z.string() }).nullable() })),
  answer: z.object({ text: z.string(), at: instantSchema.nullable() }).nullable(),
  interimAnswers: z.array(z.object({ at: instantSchema, text: z.string() })),
  issueAnswers: z.array(issueAnswerSchema).meta({ description: '共性问题的答复' }),
  satisfaction: satisfactionSchema.nullable().meta({ description: 'The last word on record, by rating or by a call' }),
  mayRate: z.boolean().meta({ description: 'Whether the present answer may be rated now' }),
  ratings: z.array(trackedRatingSchema),
}).meta({ id: 'TrackedAppeal' });
export type TrackedAppeal = z.infer<typeof trackedAppealSchema>;

/** `POST /api/v1/tracking/rating` */
export const newRatingSchema = z.strictObject({ satisfaction: appellantRatingSchema, comment: writtenText(1, 500).optional() }).meta({ id: 'NewRating' });
export type NewRating = z.infer<typeof newRatingSchema>;

/** `POST /api/v1/public/appeals`: an enterprise raises an appeal itself. The phone is what it is tracked by. */
export const publicAppealSchema = z.strictObject({
  title: writtenText(1, 200),
  content: writtenText(1, 5000),
  appellant: z.strictObject({
    name: writtenText(1, 200), creditCode: creditCodeSchema.optional(), contact: writtenText(1, 60), phone: phoneSchema, email: emailSchema.optional(),
  }),
  divisionCode: divisionCodeSchema,
  categoryCode: categoryCodeSchema.optional(),
  confidential: z.boolean().optional(),
  consent: z.literal(true, { error: 'consent.missing' }).meta({ description: '已阅读并同意个人信息处理说明' }),
}).meta({ id: 'PublicAppeal' });
export type PublicAppeal = z.infer<typeof publicAppealSchema>;

const namedCode = z.object({ code: z.string(), parentCode: z.string().nullable(), name: z.object({ zh: z.string(), en: z.string() }) });
/** `GET /api/v1/public/form`: what the form offers to choose from. */
export const publicFormSchema = z.object({ divisions: z.array(namedCode), categories: z.array(namedCode), mail: z.boolean().meta({ description: 'Whether word back goes by mail here' }) }).meta({ id: 'PublicForm' });
export type PublicForm = z.infer<typeof publicFormSchema>;
