import { z } from 'zod';
import { daySchema, durationSchema, nameSchema } from '../directory';
import { commonIssueSchema, issueOutcomeSchema, issueStateSchema, issueTransitionSchema, measureKinds } from '../events/common-issue';
import { appealIdSchema, categoryCodeSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { caseStateSchema, levelSchema, outcomeSchema } from '../vocabulary';
import { pageQueryFields, pageSchema } from './page';
import { writtenText } from './written';

/**
 * Orders that a person may give a common issue: 确认、不成立、恢复、改名、并入、拆分、移动、撤销更正、定牵头单位、提出建议、召集会商、
 * 确定措施、再研究、办结、重启、延期、备注.
 */
export const issueCommands = [
  'confirm', 'dismiss', 'revive', 'rename', 'join', 'split', 'move', 'undo', 'nameLead', 'propose', 'callConsultation', 'adoptMeasure', 'studyAgain', 'close', 'reopen', 'extend', 'comment',
] as const;
export const issueCommandSchema = z.enum(issueCommands);
export type IssueCommand = z.infer<typeof issueCommandSchema>;

/** Commands that say which appeals belong together; grouping learns from them, and each can be undone. */
export const correctionKinds = ['rename', 'join', 'split', 'move'] as const;
export const correctionKindSchema = z.enum(correctionKinds);
export type CorrectionKind = z.infer<typeof correctionKindSchema>;

const reason = writtenText(2, 1000);
const issueName = writtenText(2, 60);
const appealIds = z.array(appealIdSchema).min(1).max(500);

/** Bodies of `POST /api/v1/insight/common-issues/{id}/commands/{command}`. */
export const issueCommandBodySchemas = {
  confirm: z.strictObject({ name: issueName.optional().meta({ description: 'Another name than the one made from its words' }) }),
  dismiss: z.strictObject({ reason }),
  revive: z.strictObject({ reason }),
  rename: z.strictObject({ name: issueName }),
  join: z.strictObject({ other: z.uuid().meta({ description: 'The issue whose appeals come into this one' }) }),
  split: z.strictObject({ appealIds: appealIds.meta({ description: 'Appeals that are another matter: they become an issue of their own' }), name: issueName.optional() }),
  move: z.strictObject({ appealIds, to: z.uuid().nullable().meta({ description: 'The issue that they belong to; null: to none' }) }),
  undo: z.strictObject({ correctionId: z.uuid() }),
  nameLead: z.strictObject({ unitId: unitIdSchema, jointUnitIds: z.array(unitIdSchema).max(20).default([]), demand: writtenText(2, 2000) }),
  propose: z.strictObject({ study: writtenText(2, 20_000).meta({ description: '研究结论' }), proposals: z.array(writtenText(2, 2000)).min(1).max(20) }),
  callConsultation: z.strictObject({ at: instantSchema, participants: writtenText(2, 1000), agenda: writtenText(2, 2000) }),
  adoptMeasure: z.strictObject({
    kind: z.enum(measureKinds), title: writtenText(2, 200), text: writtenText(2, 20_000), document: writtenText(1, 100).optional().meta({ description: '文号' }),
    effectiveAt: instantSchema.meta({ description: 'When it takes effect: at most a year back or ahead' }),
  }),
  studyAgain: z.strictObject({ reason: reason.meta({ description: 'What the measure did not reach' }) }),
  close: z.strictObject({ outcome: issueOutcomeSchema, reply: writtenText(2, 5000).meta({ description: 'What each appellant is answered' }) }),
  reopen: z.strictObject({ reason }),
  extend: z.strictObject({ by: durationSchema.refine(({ amount }) => amount > 0, 'duration.none'), reason }),
  comment: z.strictObject({ text: writtenText(1, 2000) }),
} as const satisfies Record<IssueCommand, z.ZodType>;
export type IssueCommandBodies = { [Command in IssueCommand]: z.infer<(typeof issueCommandBodySchemas)[Command]> };

/** A number of appeals, and where the list of exactly these is. */
export const figureSchema = z.object({ count: z.int().nonnegative(), list: z.string().meta({ description: 'Path with query under this origin; the list\'s total equals count' }) }).meta({ id: 'Figure' });
export type Figure = z.infer<typeof figureSchema>;

/** 热度 with the formula that gives it. */
export const heatSchema = z.object({ value: z.number().nonnegative(), formula: z.string() });

/** A row of the list of common issues. Figures count what this reader may see of its appeals, confidential ones never. */
export const issueRowSchema = commonIssueSchema
  .extend({
    heat: heatSchema.meta({ description: 'Of the whole issue, at the time of asking' }),
    firstAt: instantSchema.nullable(), lastAt: instantSchema.nullable(),
    total: figureSchema,
    enterprises: figureSchema.meta({ description: 'The list has the latest appeal of each' }),
    divisions: z.array(figureSchema.extend({ divisionCode: divisionCodeSchema, name: nameSchema })).meta({ description: '涉及区划, most appeals first' }),
    weeks: z.array(figureSchema.extend({ from: daySchema.meta({ description: 'Monday, Asia/Shanghai' }) })).meta({ description: 'The latest twelve weeks, the oldest first, empty ones too' }),
  })
  .meta({ id: 'CommonIssueRow' });
export type IssueRow = z.infer<typeof issueRowSchema>;

/** `GET /api/v1/insight/common-issues`. */
export const issueListQuerySchema = z.strictObject({
  state: issueStateSchema.optional(),
  open: z.stringbool().optional().meta({ description: 'true: neither closed, dismissed nor joined' }),
  overdue: z.stringbool().optional(),
  level: levelSchema.optional(),
  division: divisionCodeSchema.optional().meta({ description: 'Concerns this division or one below it' }),
  category: categoryCodeSchema.optional().meta({ description: 'Has an appeal of this category or one below it' }),
  unitId: unitIdSchema.optional().meta({ description: 'The lead unit' }),
  q: writtenText(1, 60).optional().meta({ description: 'Part of the name' }),
  order: z.enum(['heat', 'due', 'newest']).default('heat'),
  ...pageQueryFields,
});
export type IssueListQuery = z.infer<typeof issueListQuerySchema>;
export const issuePageSchema = pageSchema(issueRowSchema).meta({ id: 'CommonIssuePage' });
export type IssuePage = z.infer<typeof issuePageSchema>;

/** 归组理由: another appeal of the group, how probably both are about the same matter, and the rarest words of both. */
export const placementReasonSchema = z.object({ appealId: appealIdSchema, trackingNumber: z.string(), probability: z.number(), words: z.array(z.string()) });

/** An appeal as analysts see it: its appellant masked. */
export const insightAppealSchema = z
  .object({
    appealId: appealIdSchema, trackingNumber: z.string(), title: z.string(), channel: z.string(), categoryCode: categoryCodeSchema.nullable(), divisionCode: divisionCodeSchema.nullable(),
    level: levelSchema.nullable(), state: caseStateSchema.nullable(), outcome: outcomeSchema.nullable(), appellantMasked: z.string(), receivedAt: instantSchema,
    issueId: z.uuid().nullable(), reasons: z.array(placementReasonSchema), answeredAt: instantSchema.nullable().meta({ description: 'When the closed issue answered it' }),
  })
  .meta({ id: 'InsightAppeal' });
export type InsightAppeal = z.infer<typeof insightAppealSchema>;

/** `GET /api/v1/insight/appeals`: the newest first. What every figure's list asks. */
export const insightAppealsQuerySchema = z.strictObject({
  issue: z.uuid().optional(),
  division: divisionCodeSchema.optional().meta({ description: 'A division and all below it' }),
  directly: z.stringbool().optional().meta({ description: 'true: not what lies below the division' }),
  undivided: z.stringbool().optional().meta({ description: 'true: those of which no division is known' }),
  category: categoryCodeSchema.optional().meta({ description: 'A category and those below it' }),
  uncategorized: z.stringbool().optional(),
  channel: z.string().max(100).optional(),
  level: levelSchema.optional(),
  state: caseStateSchema.optional().meta({ description: 'Of its case' }),
  outcome: outcomeSchema.optional(),
  open: z.stringbool().optional().meta({ description: 'true: its case has not ended, or there is none yet' }),
  undispatched: z.stringbool().optional().meta({ description: 'true: there is no case yet' }),
  answered: z.stringbool().optional().meta({ description: 'Whether its case has had an answer' }),
  from: instantSchema.optional().meta({ description: 'Received at or after' }),
  to: instantSchema.optional().meta({ description: 'Received before' }),
  each: z.enum(['enterprise']).optional().meta({ description: 'The latest appeal of each enterprise only' }),
  ...pageQueryFields,
});
export type InsightAppealsQuery = z.infer<typeof insightAppealsQuerySchema>;
export const insightAppealsPageSchema = pageSchema(insightAppealSchema).meta({ id: 'InsightAppealPage' });
export type InsightAppealsPage = z.infer<typeof insightAppealsPageSchema>;

/** 更正: what an analyst changed of a group, which can be undone while nothing newer rests on it. */
export const issueCorrectionSchema = z.object({
  correctionId: z.uuid(), kind: correctionKindSchema, at: instantSchema, byName: z.string(), text: nameSchema, undone: z.boolean(),
});
export type IssueCorrection = z.infer<typeof issueCorrectionSchema>;

/** A command on this issue for this reader: may it be given now, and if not, why. */
export const issueCommandOfferSchema = z.object({ command: issueCommandSchema, allowed: z.boolean(), reason: nameSchema.nullable() });

/** `GET /api/v1/insight/common-issues/{id}` and the answer to a command. */
export const issueViewSchema = issueRowSchema
  .extend({
    channels: z.array(figureSchema.extend({ channel: z.string() })),
    categories: z.array(figureSchema.extend({ categoryCode: categoryCodeSchema.nullable() })),
    effect: z.object({ before: figureSchema, after: figureSchema, days: z.number() }).nullable().meta({ description: '成效: appeals since the measure, and in as many days before it; null without a measure in effect' }),
    corrections: z.array(issueCorrectionSchema),
    timeline: z.array(issueTransitionSchema),
    commands: z.array(issueCommandOfferSchema),
  })
  .meta({ id: 'CommonIssueView' });
export type IssueView = z.infer<typeof issueViewSchema>;
