import { z } from 'zod';
import { daySchema } from '../directory';
import { eventSchema } from '../envelope';
import { divisionCodeSchema, instantSchema } from '../identifiers';
import { actorSchema, unitReferenceSchema } from './case-parts';

/**
 * 专题报告状态: drafting 起草中 (by the system), draft 草稿, submitted 送审, sentBack 退改, approved 已签批, frozen 已编号定稿, sent 已报送省营转办,
 * received 已回执 (its problems are tracked), concluded 全部问题办结, abandoned 作废.
 */
export const reportStates = ['drafting', 'draft', 'submitted', 'sentBack', 'approved', 'frozen', 'sent', 'received', 'concluded', 'abandoned'] as const;
export const reportStateSchema = z.enum(reportStates);
export type ReportState = z.infer<typeof reportStateSchema>;

/** What may happen to a special report: one word a line of its timeline, one event `specialReport.<word>` each. */
export const reportTransitionTypes = [
  'created', 'drafted', 'redrafted', 'submitted', 'stepApproved', 'approved', 'sentBack', 'frozen', 'sent', 'receiptRecorded', 'instructed', 'problemAdded', 'problemChanged', 'problemRemoved',
  'problemFollowed', 'problemOverdue', 'concluded', 'commented', 'abandoned',
] as const;
export const reportTransitionTypeSchema = z.enum(reportTransitionTypes);
export type ReportTransitionType = z.infer<typeof reportTransitionTypeSchema>;

/** 问题状态: open 未办, inProgress 办理中, solved 已解决, dropped 不再跟踪. */
export const problemStates = ['open', 'inProgress', 'solved', 'dropped'] as const;
export const problemStateSchema = z.enum(problemStates);
export type ProblemState = z.infer<typeof problemStateSchema>;

/** 报告所列问题, tracked until it is solved. */
export const reportProblemSchema = z.strictObject({
  problemId: z.uuid(),
  name: z.string(),
  issueId: z.uuid().nullable().meta({ description: 'The common issue that it is; null: a problem of its own' }),
  state: problemStateSchema,
  owner: unitReferenceSchema.nullable().meta({ description: '责任单位' }),
  dueOn: daySchema.nullable().meta({ description: 'Last day, Asia/Shanghai' }),
  overdue: z.boolean(),
  progress: z.string().nullable().meta({ description: 'What was said of it last' }),
});
export type ReportProblem = z.infer<typeof reportProblemSchema>;

/** 文号: `鲁联专报〔2026〕3号`, counted without gaps within a year and a division. */
export const reportNumberSchema = z.strictObject({ year: z.int(), serial: z.int().positive(), text: z.string() });
export type ReportNumber = z.infer<typeof reportNumberSchema>;

/** `2026Q3`, a quarter of Asia/Shanghai. */
export const quarterSchema = z.string().regex(/^20\d{2}Q[1-4]$/, { error: 'quarter.format' });

/** 专题报告: the whole report after a transition, without its text and figures. */
export const specialReportSchema = z.strictObject({
  reportId: z.uuid(),
  quarter: quarterSchema,
  divisionCode: divisionCodeSchema,
  state: reportStateSchema,
  drawing: z.int().nonnegative().meta({ description: 'How often its figures were drawn; 0 while they are for the first time' }),
  keepText: z.boolean().meta({ description: 'drafting: whether the text stays as it was written' }),
  steps: z.array(z.strictObject({ step: z.string(), name: z.strictObject({ zh: z.string(), en: z.string() }) })).meta({ description: '审签步骤, in their order' }),
  approvals: z.array(z.strictObject({ step: z.string(), bySubject: z.string(), byName: z.string(), at: instantSchema, opinion: z.string().nullable() })).meta({ description: 'Of this submission' }),
  submittedBy: z.string().nullable().meta({ description: 'Subject of who submitted it; approves no step' }),
  number: reportNumberSchema.nullable(),
  digest: z.string().nullable().meta({ description: 'SHA-256 of its snapshot, hexadecimal; from freezing on' }),
  frozenAt: instantSchema.nullable(),
  sending: z.strictObject({ recipient: z.string(), way: z.string(), at: instantSchema }).nullable(),
  receipt: z.strictObject({ receivedOn: daySchema, receiptNumber: z.string().nullable(), note: z.string().nullable() }).nullable().meta({ description: '回执' }),
  instructions: z.array(z.strictObject({ instructedOn: daySchema, office: z.string(), text: z.string() })).meta({ description: '批示' }),
  problems: z.array(reportProblemSchema),
  createdAt: instantSchema,
  sequence: z.int().positive(),
});
export type SpecialReport = z.infer<typeof specialReportSchema>;

/** One line of a report's history. */
export const reportTransitionSchema = z.strictObject({
  type: reportTransitionTypeSchema,
  at: instantSchema,
  by: actorSchema,
  fromState: reportStateSchema.nullable(),
  reason: z.string().nullable(),
  text: z.string().nullable(),
});
export type ReportTransition = z.infer<typeof reportTransitionSchema>;

const reportEventData = z.strictObject({ report: specialReportSchema, transition: reportTransitionSchema });
const declared = <const Type extends ReportTransitionType>(type: Type) => eventSchema(`specialReport.${type}`, 1, reportEventData);

/**
 * The facts of special reports, published by insight; one schema a type, by type. `subject` and the Kafka key are the report's
 * id; its own order is `data.report.sequence`.
 */
export const reportEventSchemas = Object.fromEntries(reportTransitionTypes.map((type) => [type, declared(type)])) as unknown as { readonly [Type in ReportTransitionType]: ReturnType<typeof declared<Type>> };

const all = Object.values(reportEventSchemas) as [(typeof reportEventSchemas)[ReportTransitionType]];
/** Any `specialReport.*` event. */
export const reportEventSchema = z.discriminatedUnion('dataschema', all);
export type ReportEvent = z.infer<(typeof reportEventSchemas)[ReportTransitionType]>;
