import { z } from 'zod';
import { issueOutcomeSchema } from '../events/common-issue';
import { divisionCodeSchema, categoryCodeSchema, creditCodeSchema, instantSchema } from '../identifiers';
import { appealStatusSchema, levelSchema, outcomeSchema, satisfactionSchema } from '../vocabulary';
import { unitReferenceSchema } from '../events/case-parts';
import { appealRequestSchema } from './appeal-requests';
import { emailSchema, phoneSchema, writtenText } from './written';

/** Latest and earliest instant an appeal may say that its matter happened, against the time of intake. */
export const occurredAtBounds = { earliest: '1978-12-18T00:00:00.000Z', latestAheadInMs: 24 * 3600 * 1000 } as const;

/** `POST /api/v1/appeals`: one appeal from one channel. Unknown fields are refused. */
export const newAppealSchema = z
  .strictObject({
    channelReference: writtenText(1, 128).meta({ description: 'The channel\'s own number; one appeal a number', examples: ['12345-20261123-000871'] }),
    title: writtenText(1, 200),
    content: writtenText(1, 20_000),
    occurredAt: z.iso.datetime({ offset: true, error: 'occurredAt.format' }).optional().meta({ description: 'RFC 3339 with an offset' }),
    appellant: z.strictObject({
      name: writtenText(1, 200).meta({ description: 'The enterprise' }),
      creditCode: creditCodeSchema.optional().meta({ description: '统一社会信用代码, checked digit included' }),
      contact: writtenText(1, 60).optional(),
      phone: phoneSchema.optional(),
      email: emailSchema.optional().meta({ description: 'Where word back is sent by mail, where the deployment does so' }),
    }),
    divisionCode: divisionCodeSchema.optional(),
    categoryCode: categoryCodeSchema.optional(),
    confidential: z.boolean().optional().meta({ description: '保密: only who handles the appeal and their supervisors see it' }),
  })
  .meta({ id: 'NewAppeal' });
export type NewAppeal = z.infer<typeof newAppealSchema>;

/** On every answer about an appeal that came by a sandbox key: no case comes of it, and no figure. */
export const sandboxMark = z.literal(true).optional().meta({ description: 'Only on appeals of a sandbox key, which never become cases' });

/** 202 to a posted appeal. It is stored; what became of it stands behind `Location`. */
export const appealAcknowledgementSchema = z
  .object({ id: z.uuid(), trackingNumber: z.string(), status: appealStatusSchema, sandbox: sandboxMark })
  .meta({ id: 'AppealAcknowledgement' });
export type AppealAcknowledgement = z.infer<typeof appealAcknowledgementSchema>;

/** A step that the channel may see: no names of persons, no reasons given between units. */
export const appealStepSchema = z.object({
  type: z.string(),
  at: instantSchema,
  level: levelSchema.nullable(),
  unitName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  reason: z.string().nullable().meta({ description: 'Only for a reader inside the federation; null for a channel' }),
  byName: z.string().nullable().meta({ description: 'Only for a reader inside the federation; null for a channel' }),
});

/** 逐件答复 of a closed common issue. */
export const issueAnswerSchema = z.object({ at: instantSchema, name: z.string().meta({ description: 'Of the common issue' }), outcome: issueOutcomeSchema, text: z.string() });
export type IssueAnswer = z.infer<typeof issueAnswerSchema>;

/** `GET /api/v1/appeals/{trackingNumber}`: what became of an appeal, as its reader may see it. */
export const appealViewSchema = z
  .object({
    id: z.uuid(),
    trackingNumber: z.string(),
    channel: z.string(),
    channelReference: z.string(),
    title: z.string(),
    content: z.string(),
    status: appealStatusSchema,
    appellant: z.object({
      name: z.string(),
      creditCode: z.string().nullable(),
      contact: z.string().nullable().meta({ description: 'Masked' }),
      phone: z.string().nullable().meta({ description: 'Masked' }),
    }),
    categoryCode: z.string().nullable(),
    divisionCode: z.string().nullable(),
    level: levelSchema.nullable(),
    currentUnit: unitReferenceSchema.nullable(),
    dates: z.object({
      occurredAt: instantSchema.nullable(),
      receivedAt: instantSchema,
      dispatchedAt: instantSchema.nullable(),
      acceptedAt: instantSchema.nullable(),
      answeredAt: instantSchema.nullable(),
      closedAt: instantSchema.nullable(),
      dueAt: instantSchema.nullable(),
      provisional: z.boolean(),
    }),
    answer: z.string().nullable(),
    interimAnswers: z.array(z.object({ at: instantSchema, text: z.string() })).meta({ description: '阶段性答复' }),
    outcome: outcomeSchema.nullable().meta({ description: 'How it ended; null while open' }),
    satisfaction: satisfactionSchema.nullable().meta({ description: 'What the appellant said when called back' }),
    mergedInto: z.string().nullable().meta({ description: '并案: tracking number of the appeal that went on; status and answer are then its own' }),
    issueAnswers: z.array(issueAnswerSchema).meta({ description: '共性问题逐件答复: what a common issue that the appeal belongs to was closed with' }),
    timeline: z.array(appealStepSchema),
    requests: z.array(appealRequestSchema).meta({ description: 'What the channel asked for since: amendments 补充 and a withdrawal 撤诉' }),
    sandbox: sandboxMark,
  })
  .meta({ id: 'AppealView' });
export type AppealView = z.infer<typeof appealViewSchema>;
