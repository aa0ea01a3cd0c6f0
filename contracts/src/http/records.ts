import { z } from 'zod';
import { daySchema } from '../directory';
import { creditCodeSchema, divisionCodeSchema, instantSchema } from '../identifiers';
import { newAppealSchema } from './appeals';
import { writtenText } from './written';
import { appealRowSchema } from './enterprises';
import { pageQueryFields, pageSchema } from './page';

/**
 * The officers' channels: visit 走访调研, symposium 座谈交流, questionnaire 问卷调查, opinion-brief 社情民意信息. Each is also
 * the name of the channel of the appeals that are raised from its records.
 */
export const recordKinds = ['visit', 'symposium', 'questionnaire', 'opinion-brief'] as const;
export const recordKindSchema = z.enum(recordKinds);
export type RecordKind = z.infer<typeof recordKindSchema>;

/** draft 草稿: seen by its author alone; finished 已完成: held, with a place in the jurisdiction. */
export const recordStates = ['draft', 'finished'] as const;
export const recordStateSchema = z.enum(recordStates);
export type RecordState = z.infer<typeof recordStateSchema>;

/** Somebody who took part, with the body that they came from and the post that they hold in it. */
export const recordPersonSchema = z.strictObject({ name: writtenText(1, 60), body: writtenText(1, 100).optional(), post: writtenText(1, 60).optional() });
export type RecordPerson = z.infer<typeof recordPersonSchema>;

/** An enterprise that took part: by its code, by its name, or by both. The register's name is shown where it has the code. */
export const recordEnterpriseSchema = z
  .strictObject({ creditCode: creditCodeSchema.optional(), name: writtenText(1, 200).optional() })
  .refine(({ creditCode, name }) => creditCode !== undefined || name !== undefined, { error: 'recordEnterprise.nameless' });

/** What an officer writes of a visit, a symposium, a questionnaire or a brief. */
export const recordContentSchema = z
  .strictObject({
    title: writtenText(1, 200),
    date: daySchema.meta({ description: 'Day in Asia/Shanghai; a record is finished on it or later' }),
    place: z.strictObject({ divisionCode: divisionCodeSchema.optional().meta({ description: 'Left out outside the province' }), text: writtenText(1, 200) }),
    closedDoor: z.boolean().default(false).meta({ description: '闭门: of a symposium only' }),
    host: recordPersonSchema.optional().meta({ description: '主持人' }),
    participants: z.array(recordPersonSchema).max(300).default([]),
    enterprises: z.array(recordEnterpriseSchema).max(300).default([]),
    summary: writtenText(1, 20_000),
    remarks: writtenText(1, 10_000).optional().meta({ description: 'On the record. What is said off it goes to …/off-record' }),
  })
  .meta({ id: 'RecordContent' });
export type RecordContent = z.infer<typeof recordContentSchema>;

/** `POST /api/v1/records`: a draft. */
export const newRecordSchema = recordContentSchema
  .extend({ kind: recordKindSchema })
  .refine(({ kind, closedDoor }) => kind === 'symposium' || !closedDoor, { path: ['closedDoor'], error: 'record.closedDoor' })
  .meta({ id: 'NewRecord' });

/** `PUT /api/v1/records/{id}` with If-Match. A finished record is amended, with the reason. */
export const recordChangeSchema = recordContentSchema.extend({ reason: writtenText(2, 500).optional().meta({ description: '更正理由; needed once the record is finished' }) }).meta({ id: 'RecordChange' });

/** A line of an appeal that is raised: the record's own number for it, and the appeal as a channel would push it. */
export const raisedAppealSchema = newAppealSchema.omit({ channelReference: true }).extend({ lineId: z.string().regex(/^[\w.-]{1,64}$/, { error: 'lineId.format' }) }).meta({ id: 'RaisedAppeal' });

/** `GET /api/v1/records`: the newest day first. */
export const recordListQuerySchema = z.strictObject({
  kind: recordKindSchema.optional(),
  state: recordStateSchema.optional(),
  mine: z.stringbool().optional().meta({ description: 'true: the reader\'s own, drafts too' }),
  division: divisionCodeSchema.optional().meta({ description: 'A division and all below it' }),
  creditCode: creditCodeSchema.optional().meta({ description: 'An enterprise that took part' }),
  from: daySchema.optional(),
  to: daySchema.optional(),
  q: z.string().trim().min(1).max(100).optional().meta({ description: 'A part of the title, the summary or the remarks' }),
  ...pageQueryFields,
});
export type RecordListQuery = z.infer<typeof recordListQuerySchema>;

const enterpriseShown = z.object({ creditCode: z.string().nullable(), name: z.string(), registered: z.boolean() });
const authorSchema = z.object({ name: z.string(), unitId: z.string().nullable() });

/** A record as lists show it. */
export const recordRowSchema = z
  .object({
    id: z.uuid(), kind: recordKindSchema, state: recordStateSchema, title: z.string(), date: daySchema,
    place: z.object({ divisionCode: divisionCodeSchema.nullable(), text: z.string() }), closedDoor: z.boolean(),
    author: authorSchema, mine: z.boolean(), version: z.int().positive().meta({ description: 'Also the ETag of the record' }), updatedAt: instantSchema,
  })
  .meta({ id: 'RecordRow' });
export type RecordRow = z.infer<typeof recordRowSchema>;
export const recordPageSchema = pageSchema(recordRowSchema).meta({ id: 'RecordPage' });
export type RecordPage = z.infer<typeof recordPageSchema>;

/** An appeal that was raised from a record, with its state from its case. */
export const recordAppealSchema = appealRowSchema.extend({ lineId: z.string(), raisedAt: instantSchema, raisedByName: z.string() }).meta({ id: 'RecordAppeal' });
export type RecordAppeal = z.infer<typeof recordAppealSchema>;

/** `GET /api/v1/records/{id}`. Remarks off the record are never part of it. */
export const recordViewSchema = recordRowSchema
  .extend({
    host: recordPersonSchema.nullable(), participants: z.array(recordPersonSchema), enterprises: z.array(enterpriseShown), summary: z.string(), remarks: z.string().nullable(),
    createdAt: instantSchema, finishedAt: instantSchema.nullable(), appeals: z.array(recordAppealSchema),
    mayAmend: z.boolean(), mayReadOffRecord: z.boolean().meta({ description: 'Whether this reader may read what was said off the record' }),
  })
  .meta({ id: 'RecordView' });
export type RecordView = z.infer<typeof recordViewSchema>;

/** `GET /api/v1/records/{id}/history`: every version that was amended, as it was. */
export const recordHistorySchema = z
  .object({ items: z.array(z.object({ version: z.int(), at: instantSchema, byName: z.string(), reason: z.string().nullable(), before: recordContentSchema })) })
  .meta({ id: 'RecordHistory' });
export type RecordHistory = z.infer<typeof recordHistorySchema>;

/** `GET /api/v1/appeals/{trackingNumber}/record`: the record that an appeal was raised from. */
export const appealRecordSchema = z.object({ record: recordRowSchema, lineId: z.string() }).meta({ id: 'AppealRecord' });
export type AppealRecord = z.infer<typeof appealRecordSchema>;

/** `POST /api/v1/records/{id}/off-record`, by the author of a closed-door symposium. Nobody is named. */
export const newOffRecordSchema = z.strictObject({ text: writtenText(1, 10_000) }).meta({ id: 'NewOffRecordRemark' });
export const offRecordRemarkSchema = z.object({ id: z.uuid(), text: z.string(), at: instantSchema });
/** `GET /api/v1/records/{id}/off-record`: written to the access record before it is answered. */
export const offRecordSchema = z.object({ items: z.array(offRecordRemarkSchema) }).meta({ id: 'OffRecordRemarks' });
export type OffRecord = z.infer<typeof offRecordSchema>;

/** `POST /api/v1/records/{id}/off-record/readers`: who else may read them, by the subject of their access token. */
export const newOffRecordReaderSchema = z.strictObject({ subject: z.string().min(1).max(200), name: writtenText(1, 60) }).meta({ id: 'NewOffRecordReader' });
export const offRecordReaderSchema = z.object({ subject: z.string(), name: z.string(), grantedByName: z.string(), grantedAt: instantSchema, revokedAt: instantSchema.nullable() });
export const offRecordReadersSchema = z.object({ items: z.array(offRecordReaderSchema) }).meta({ id: 'OffRecordReaders' });
export type OffRecordReaders = z.infer<typeof offRecordReadersSchema>;

/** `GET /api/v1/records/{id}/off-record/readings`: who read them and when, the newest first. */
export const offRecordReadingsSchema = z.object({ items: z.array(z.object({ subject: z.string(), name: z.string(), at: instantSchema, remarks: z.int() })), total: z.int(), truncated: z.boolean() }).meta({ id: 'OffRecordReadings' });
export type OffRecordReadings = z.infer<typeof offRecordReadingsSchema>;
