import { z } from 'zod';
import { durationSchema } from '../directory';
import { eventSchema } from '../envelope';
import { appealIdSchema, divisionCodeSchema, instantSchema } from '../identifiers';
import { levelSchema } from '../vocabulary';
import { actorSchema, unitReferenceSchema } from './case-parts';

/**
 * 共性问题状态: candidate 待确认, confirmed 已确认, studying 研究中, proposed 已提建议, consulting 会商中, measured 措施已定, watching 成效跟踪,
 * closed 已办结, dismissed 不成立, joined 已并入 another.
 */
export const issueStates = ['candidate', 'confirmed', 'studying', 'proposed', 'consulting', 'measured', 'watching', 'closed', 'dismissed', 'joined'] as const;
export const issueStateSchema = z.enum(issueStates);
export type IssueState = z.infer<typeof issueStateSchema>;

/** What may happen to a common issue: one word a line of its timeline, one event `commonIssue.<word>` each. */
export const issueTransitionTypes = [
  'formed', 'confirmed', 'dismissed', 'revived', 'renamed', 'joined', 'tookIn', 'split', 'moved', 'undone', 'leadNamed', 'proposed', 'consultationCalled', 'measureAdopted',
  'watchStarted', 'studiedAgain', 'closed', 'reopened', 'extended', 'commented', 'overdue', 'escalated', 'recalculated',
] as const;
export const issueTransitionTypeSchema = z.enum(issueTransitionTypes);
export type IssueTransitionType = z.infer<typeof issueTransitionTypeSchema>;

/** 措施: a policy 政策措施, or something that was put right 整改办理. */
export const measureKinds = ['policy', 'fix'] as const;
export const measureSchema = z.strictObject({
  kind: z.enum(measureKinds),
  title: z.string(),
  text: z.string(),
  document: z.string().nullable().meta({ description: '文号, where there is one' }),
  effectiveAt: instantSchema.meta({ description: 'From when appeals are counted as coming after it' }),
});
export type Measure = z.infer<typeof measureSchema>;

/** How a common issue ended: solved 已解决, partlySolved 部分解决, explained 解释说明. */
export const issueOutcomes = ['solved', 'partlySolved', 'explained'] as const;
export const issueOutcomeSchema = z.enum(issueOutcomes);
export type IssueOutcome = z.infer<typeof issueOutcomeSchema>;

/** The clock of the present step. `dueAt` is null where no step waits for anybody. */
export const issueClockSchema = z.strictObject({
  dueAt: instantSchema.nullable().meta({ description: '到期日 of the present step' }),
  escalateAt: instantSchema.nullable().meta({ description: 'When the level above is told, after dueAt' }),
  basis: z.strictObject({ from: instantSchema, within: durationSchema }).nullable().meta({ description: 'What dueAt was counted from' }),
  provisional: z.boolean(),
  overdue: z.boolean(),
  escalatedTo: levelSchema.nullable().meta({ description: 'The level that was told that the step is late; once a step' }),
});
export type IssueClock = z.infer<typeof issueClockSchema>;

/** 共性问题: the whole issue after a transition, without its appeals, which come and go. */
export const commonIssueSchema = z.strictObject({
  issueId: z.uuid(),
  name: z.string(),
  state: issueStateSchema,
  level: levelSchema.meta({ description: 'The lowest level that has all of its appeals below it' }),
  divisionCode: divisionCodeSchema.meta({ description: 'The division at that level' }),
  appeals: z.int().nonnegative().meta({ description: 'How many it had at the transition; confidential ones are never counted' }),
  preset: z.string().meta({ description: 'Step times, name@version' }),
  calendarVersion: z.string(),
  clock: issueClockSchema,
  formedAt: instantSchema,
  lead: unitReferenceSchema.nullable().meta({ description: '牵头单位' }),
  joint: z.array(unitReferenceSchema).meta({ description: '配合单位' }),
  study: z.string().nullable().meta({ description: '研究结论' }),
  proposals: z.array(z.string()),
  consultation: z.strictObject({ at: instantSchema, participants: z.string(), agenda: z.string() }).nullable(),
  measure: measureSchema.nullable(),
  outcome: issueOutcomeSchema.nullable(),
  reply: z.string().nullable().meta({ description: 'What each of its appellants is answered' }),
  closedAt: instantSchema.nullable(),
  reopenings: z.int().nonnegative(),
  joinedInto: z.uuid().nullable(),
  stateBeforeEnd: issueStateSchema.nullable().meta({ description: 'dismissed, joined: where it goes on when that is undone' }),
  sequence: z.int().positive(),
});
export type CommonIssue = z.infer<typeof commonIssueSchema>;

/** One line of an issue's history. */
export const issueTransitionSchema = z.strictObject({
  type: issueTransitionTypeSchema,
  at: instantSchema,
  by: actorSchema,
  fromState: issueStateSchema.nullable(),
  reason: z.string().nullable(),
  text: z.string().nullable(),
});
export type IssueTransition = z.infer<typeof issueTransitionSchema>;

/** An appeal, as a closed issue names those that it answers. */
export const issueMemberSchema = z.strictObject({ appealId: appealIdSchema, trackingNumber: z.string() });
export type IssueMember = z.infer<typeof issueMemberSchema>;
/** A record on the broker is at most a million bytes: of a larger issue each appeal's own answer is announced all the same. */
export const mostMembersNamed = 5000;

const issueEventData = z.strictObject({ issue: commonIssueSchema, transition: issueTransitionSchema });
const closedData = issueEventData.extend({ members: z.array(issueMemberSchema).max(mostMembersNamed), membersInAll: z.int().nonnegative() });
type Plain = Exclude<IssueTransitionType, 'closed'>;
const plain = <const Type extends Plain>(type: Type) => eventSchema(`commonIssue.${type}`, 1, issueEventData);

/**
 * The facts of one common issue, published by insight; one schema a type, by type. `subject` and the Kafka key are the
 * issue's id; its own order is `data.issue.sequence`.
 */
export const issueEventSchemas = {
  ...(Object.fromEntries(issueTransitionTypes.filter((type): type is Plain => type !== 'closed').map((type) => [type, plain(type)])) as unknown as { readonly [Type in Plain]: ReturnType<typeof plain<Type>> }),
  closed: eventSchema('commonIssue.closed', 1, closedData),
} as const;

/**
 * 逐件答复: one appeal of a closed common issue is answered. `subject` and the Kafka key are the appeal's id. `closing` counts the
 * issue's closings, so that an appeal is answered once each.
 */
export const issueAppealAnsweredSchema = eventSchema('commonIssue.appealAnswered', 1, issueMemberSchema.extend({
  issueId: z.uuid(), issueName: z.string(), closing: z.int().positive(), outcome: issueOutcomeSchema, reply: z.string(), measure: measureSchema.nullable(), at: instantSchema,
}));
export type IssueAppealAnswered = z.infer<typeof issueAppealAnsweredSchema>;

const all = Object.values(issueEventSchemas) as [(typeof issueEventSchemas)[IssueTransitionType]];
/** Any `commonIssue.*` event of an issue itself. */
export const issueEventSchema = z.discriminatedUnion('dataschema', all);
export type IssueEvent = z.infer<(typeof issueEventSchemas)[IssueTransitionType]>;
