import { z } from 'zod';
import { daySchema, durationSchema, nameSchema } from '../directory';
import { consultationSchema, consultationStateSchema, consultationTransitionSchema } from '../events/consultation';
import { instantSchema, unitIdSchema } from '../identifiers';
import { pageQueryFields, pageSchema } from './page';
import { writtenText } from './written';

/** Orders that a person may give a consultation: 改期改题、记录召开、任务办结、任务退回、办结、取消. */
export const consultationCommands = ['change', 'hold', 'finishTask', 'returnTask', 'close', 'cancel'] as const;
export const consultationCommandSchema = z.enum(consultationCommands);
export type ConsultationCommand = z.infer<typeof consultationCommandSchema>;

const title = writtenText(2, 200);
const planFields = {
  title,
  at: instantSchema.meta({ description: 'Within a year of today' }),
  place: writtenText(1, 200),
  unitIds: z.array(unitIdSchema).min(1).max(50).meta({ description: '参加单位' }),
  others: z.array(writtenText(1, 100)).max(50).default([]),
  issueIds: z.array(z.uuid()).max(30).default([]).meta({ description: 'Common issues on the agenda' }),
  topics: z.array(writtenText(2, 200)).max(30).default([]).meta({ description: 'What else is on it' }),
};

/** `POST /api/v1/insight/consultations`. */
export const newConsultationSchema = z.strictObject(planFields);
export type NewConsultation = z.infer<typeof newConsultationSchema>;

/** Bodies of `POST /api/v1/insight/consultations/{id}/commands/{command}`. */
export const consultationCommandBodySchemas = {
  change: z.strictObject(planFields),
  hold: z.strictObject({
    minutes: writtenText(2, 50_000).meta({ description: '纪要' }),
    decisions: z.array(writtenText(2, 2000)).max(50).default([]).meta({ description: '议定事项' }),
    tasks: z.array(z.strictObject({ text: writtenText(2, 2000), unitId: unitIdSchema, within: durationSchema.refine(({ amount }) => amount > 0, 'duration.none'), issueId: z.uuid().optional() })).max(100).default([]),
  }),
  finishTask: z.strictObject({ taskId: z.uuid(), feedback: writtenText(2, 5000) }),
  returnTask: z.strictObject({ taskId: z.uuid(), reason: writtenText(2, 1000) }),
  close: z.strictObject({ note: writtenText(2, 2000).optional() }),
  cancel: z.strictObject({ reason: writtenText(2, 1000) }),
} as const satisfies Record<ConsultationCommand, z.ZodType>;

/** `GET /api/v1/insight/consultations`: the latest meeting first. */
export const consultationListQuerySchema = z.strictObject({
  state: consultationStateSchema.optional(),
  overdue: z.stringbool().optional().meta({ description: 'true: a task is late and not done' }),
  issue: z.uuid().optional().meta({ description: 'Has this common issue on its agenda' }),
  ...pageQueryFields,
});
export type ConsultationListQuery = z.infer<typeof consultationListQuerySchema>;
export const consultationPageSchema = pageSchema(consultationSchema).meta({ id: 'ConsultationPage' });
export type ConsultationPage = z.infer<typeof consultationPageSchema>;

/** `GET /api/v1/insight/consultations/{id}` and the answer to a command. */
export const consultationViewSchema = consultationSchema
  .extend({ timeline: z.array(consultationTransitionSchema), commands: z.array(z.object({ command: consultationCommandSchema, allowed: z.boolean(), reason: nameSchema.nullable() })) })
  .meta({ id: 'ConsultationView' });
export type ConsultationView = z.infer<typeof consultationViewSchema>;

/** 定期会商: meetings that call themselves, with the hottest open issues as their agenda. */
export const consultationScheduleSchema = z
  .strictObject({
    every: z.enum(['week', 'month', 'quarter']),
    on: z.int().min(1).max(28).meta({ description: 'week: 1 Monday to 7 Sunday; month, quarter: day of the (first) month. On a day off, the next working day' }),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time.format').meta({ description: 'hh:mm, Asia/Shanghai' }),
    daysBefore: z.int().min(0).max(60).meta({ description: 'So many days before it is called' }),
    title, place: writtenText(1, 200), unitIds: z.array(unitIdSchema).min(1).max(50), mostIssues: z.int().min(1).max(30),
  })
  .meta({ id: 'ConsultationSchedule' });
export type ConsultationSchedule = z.infer<typeof consultationScheduleSchema>;

/** `GET` and `PUT /api/v1/insight/consultation-schedule`: of the reader's own division. */
export const consultationScheduleViewSchema = z.object({ schedule: consultationScheduleSchema.nullable(), next: z.object({ on: daySchema, at: instantSchema }).nullable() }).meta({ id: 'ConsultationScheduleView' });
export type ConsultationScheduleView = z.infer<typeof consultationScheduleViewSchema>;
