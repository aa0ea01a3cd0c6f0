import { z } from 'zod';
import { daySchema, nameSchema } from '../directory';
import { problemStateSchema, quarterSchema, reportProblemSchema, reportStateSchema, reportTransitionSchema, specialReportSchema } from '../events/special-report';
import { appealIdSchema, categoryCodeSchema, divisionCodeSchema, instantSchema, unitIdSchema } from '../identifiers';
import { caseStateSchema, levelSchema, outcomeSchema } from '../vocabulary';
import { figureSchema } from './common-issues';
import { pageQueryFields, pageSchema } from './page';
import { writtenText } from './written';

/**
 * Orders that a person may give a special report: 重新取数、送审、同意、退改、编号定稿、报送、登记回执、登记批示、增加问题、修改问题、移除问题、
 * 跟踪问题、备注、作废.
 */
export const reportCommands = [
  'redraft', 'submit', 'approve', 'sendBack', 'freeze', 'send', 'recordReceipt', 'recordInstruction', 'addProblem', 'changeProblem', 'removeProblem', 'followProblem', 'comment', 'abandon',
] as const;
export const reportCommandSchema = z.enum(reportCommands);
export type ReportCommand = z.infer<typeof reportCommandSchema>;

const reason = writtenText(2, 1000);
const problemFields = {
  name: writtenText(2, 100),
  issueId: z.uuid().nullable().default(null),
  ownerUnitId: unitIdSchema.nullable().default(null),
  dueOn: daySchema.nullable().default(null),
};

/** Bodies of `POST /api/v1/insight/special-reports/{id}/commands/{command}`. */
export const reportCommandBodySchemas = {
  redraft: z.strictObject({ keepText: z.boolean().default(true).meta({ description: 'false: the text is made anew, too' }) }),
  submit: z.strictObject({}),
  approve: z.strictObject({ opinion: writtenText(1, 500).optional() }),
  sendBack: z.strictObject({ reason }),
  freeze: z.strictObject({}),
  send: z.strictObject({ recipient: writtenText(2, 100).default('省营转办'), way: writtenText(2, 100).meta({ description: '报送方式, such as 机要交换' }) }),
  recordReceipt: z.strictObject({ receivedOn: daySchema, receiptNumber: writtenText(1, 100).optional(), note: writtenText(1, 1000).optional() }),
  recordInstruction: z.strictObject({ instructedOn: daySchema, office: writtenText(2, 100).meta({ description: 'The office that instructed, not a person\'s name' }), text: writtenText(2, 2000) }),
  addProblem: z.strictObject(problemFields),
  changeProblem: z.strictObject({ problemId: z.uuid(), ...problemFields }),
  removeProblem: z.strictObject({ problemId: z.uuid() }),
  followProblem: z.strictObject({ problemId: z.uuid(), state: problemStateSchema, progress: writtenText(2, 2000), ownerUnitId: unitIdSchema.nullable().optional(), dueOn: daySchema.nullable().optional() }),
  comment: z.strictObject({ text: writtenText(1, 2000) }),
  abandon: z.strictObject({ reason }),
} as const satisfies Record<ReportCommand, z.ZodType>;

/** `POST /api/v1/insight/special-reports`: has a quarter's report drafted. */
export const newReportSchema = z.strictObject({ quarter: quarterSchema });

/** Kinds of blocks: headings 一、 （一） 1., a paragraph, a table and a chart of the report's own figures. */
export const reportBlockKinds = ['heading1', 'heading2', 'heading3', 'paragraph', 'table', 'chart'] as const;
/** A block of the text. Figures stand in it as `{{figure:id}}` and `{{rate:id}}`; of a table and a chart `text` is its id. */
export const reportBlockSchema = z.strictObject({ blockId: z.string().regex(/^[\w-]{1,40}$/), kind: z.enum(reportBlockKinds), text: writtenText(1, 5000) }).meta({ id: 'ReportBlock' });
export type ReportBlock = z.infer<typeof reportBlockSchema>;

/** `PUT /api/v1/insight/special-reports/{id}/text`, with If-Match. */
export const reportTextSchema = z.strictObject({ title: writtenText(4, 100), blocks: z.array(reportBlockSchema).min(1).max(300) });
export type ReportText = z.infer<typeof reportTextSchema>;

/** A figure of a report: `list` is that of the appeals as they are now until the report is frozen, and the kept one from then on. */
export const reportFigureSchema = figureSchema
  .extend({ figureId: z.string(), name: nameSchema, keptList: z.string().meta({ description: 'The appeals as they were when the figure was drawn; its total equals count for ever' }) })
  .meta({ id: 'ReportFigure' });
export type ReportFigure = z.infer<typeof reportFigureSchema>;

/** 率 and 增减: `share` is numerator over denominator, `change` numerator over denominator less one; null over nothing. */
export const reportRateSchema = z
  .object({ rateId: z.string(), name: nameSchema, kind: z.enum(['share', 'change']), formula: nameSchema, numeratorId: z.string(), denominatorId: z.string(), value: z.number().nullable() })
  .meta({ id: 'ReportRate' });
export type ReportRate = z.infer<typeof reportRateSchema>;

/** A cell names what it shows. */
export const reportCellSchema = z.union([z.object({ figure: z.string() }), z.object({ rate: z.string() }), z.object({ text: z.string() })]);
export type ReportCell = z.infer<typeof reportCellSchema>;
export const reportTableSchema = z
  .object({ tableId: z.string(), title: nameSchema, columns: z.array(nameSchema), rows: z.array(z.object({ name: nameSchema, cells: z.array(reportCellSchema) })) })
  .meta({ id: 'ReportTable' });
export type ReportTable = z.infer<typeof reportTableSchema>;
/** A chart draws a column of a table. */
export const reportChartSchema = z.object({ chartId: z.string(), kind: z.enum(['bar', 'line']), title: nameSchema, tableId: z.string() }).meta({ id: 'ReportChart' });
export type ReportChart = z.infer<typeof reportChartSchema>;

/** 突出共性问题 with its evidence; its example appeals are named by number, place and kind only, never by their words. */
export const reportIssueSchema = z
  .object({
    issueId: z.uuid(), name: z.string(), state: z.string(), firstOn: daySchema.nullable(), lastOn: daySchema.nullable(), divisions: z.array(nameSchema),
    totalId: z.string(), enterprisesId: z.string(), heat: z.number(), heatFormula: z.string(),
    examples: z.array(z.object({ trackingNumber: z.string(), receivedOn: daySchema, divisionName: nameSchema.nullable(), categoryName: nameSchema.nullable() })),
  })
  .meta({ id: 'ReportIssue' });
export type ReportIssue = z.infer<typeof reportIssueSchema>;

/** 前期报告所列问题, as they stood when the figures were drawn. */
export const earlierProblemSchema = z.object({ reportId: z.uuid(), number: z.string(), quarter: quarterSchema, problem: reportProblemSchema }).meta({ id: 'EarlierProblem' });
export type EarlierProblem = z.infer<typeof earlierProblemSchema>;

/** All that was drawn from the data at one time. */
export const reportDrawingSchema = z
  .object({
    drawnAt: instantSchema, from: instantSchema, to: instantSchema,
    figures: z.array(reportFigureSchema), rates: z.array(reportRateSchema), tables: z.array(reportTableSchema), charts: z.array(reportChartSchema), issues: z.array(reportIssueSchema), earlier: z.array(earlierProblemSchema),
    rows: z.object({ count: z.int().nonnegative(), sha256: z.string() }).meta({ description: 'The kept appeals behind all figures, and their digest' }),
  })
  .meta({ id: 'ReportDrawing' });
export type ReportDrawing = z.infer<typeof reportDrawingSchema>;

/** A block as it reads: figures are in their places. `missing`: what it names and the drawing has not. */
export const renderedBlockSchema = z.object({ blockId: z.string(), text: z.string(), missing: z.array(z.string()) });

/** Who changed which blocks of the text, the latest last. */
export const textChangeSchema = z.object({ version: z.int(), at: instantSchema, byName: z.string(), blocks: z.array(z.string()) });
export type TextChange = z.infer<typeof textChangeSchema>;

export const reportRowSchema = specialReportSchema.extend({ title: z.string() }).meta({ id: 'SpecialReportRow' });
export type ReportListRow = z.infer<typeof reportRowSchema>;
/** `GET /api/v1/insight/special-reports`, the newest quarter first. */
export const reportListQuerySchema = z.strictObject({ state: reportStateSchema.optional(), quarter: quarterSchema.optional(), ...pageQueryFields });
export const reportPageSchema = pageSchema(reportRowSchema).meta({ id: 'SpecialReportPage' });
export type ReportPage = z.infer<typeof reportPageSchema>;

/** A command on this report for this reader: may it be given now, and if not, why. */
export const reportCommandOfferSchema = z.object({ command: reportCommandSchema, allowed: z.boolean(), reason: nameSchema.nullable() });

/** `GET /api/v1/insight/special-reports/{id}` and the answer to a command; the ETag is the text's version. */
export const reportViewSchema = reportRowSchema
  .extend({
    textVersion: z.int().nonnegative(), blocks: z.array(reportBlockSchema), rendered: z.array(renderedBlockSchema), drawing: reportDrawingSchema.nullable(),
    timeline: z.array(reportTransitionSchema), textChanges: z.array(textChangeSchema), commands: z.array(reportCommandOfferSchema), editable: z.boolean(),
  })
  .meta({ id: 'SpecialReportView' });
export type ReportView = z.infer<typeof reportViewSchema>;

/** An appeal behind a report's figure, as it was kept: neither its words nor its appellant. */
export const keptAppealSchema = z
  .object({
    appealId: appealIdSchema, trackingNumber: z.string(), receivedAt: instantSchema, channel: z.string(), divisionCode: divisionCodeSchema.nullable(), categoryCode: categoryCodeSchema.nullable(),
    level: levelSchema.nullable(), state: caseStateSchema.nullable(), outcome: outcomeSchema.nullable(), answered: z.boolean(), issueId: z.uuid().nullable(),
  })
  .meta({ id: 'KeptAppeal' });
export type KeptAppeal = z.infer<typeof keptAppealSchema>;
/** `GET /api/v1/insight/special-reports/{id}/appeals`: the kept list of one figure. */
export const keptAppealsQuerySchema = z.strictObject({ figure: z.string().min(1).max(100), ...pageQueryFields });
export const keptAppealsPageSchema = pageSchema(keptAppealSchema).meta({ id: 'KeptAppealPage' });
export type KeptAppealsPage = z.infer<typeof keptAppealsPageSchema>;

/** `GET /api/v1/insight/special-reports/{id}/snapshot`: what was frozen. Its canonical JSON (keys sorted, no blanks) has the report's digest. */
export const reportSnapshotSchema = z
  .object({ reportId: z.uuid(), quarter: quarterSchema, number: z.string(), title: z.string(), blocks: z.array(reportBlockSchema), problems: z.array(reportProblemSchema), drawing: reportDrawingSchema })
  .meta({ id: 'ReportSnapshot' });
export type ReportSnapshot = z.infer<typeof reportSnapshotSchema>;

export const reportFormats = ['docx', 'pdf', 'xlsx'] as const;
export const reportFormatSchema = z.enum(reportFormats);
export type ReportFormat = z.infer<typeof reportFormatSchema>;
