import {
  appealAcknowledgementSchema, appealRecordSchema, newOffRecordReaderSchema, newOffRecordSchema, newRecordSchema, offRecordReadersSchema, offRecordReadingsSchema, offRecordRemarkSchema, offRecordSchema,
  raisedAppealSchema, recordChangeSchema, recordHistorySchema, recordListQuerySchema, recordPageSchema, recordViewSchema,
} from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const records = { security: 'reader', tag: '走访座谈问卷 Records', status: 200 } as const;
const id = z.object({ id: z.string() });
const read = ['unauthenticated', 'forbidden', 'not-found', 'unavailable'] as const;
const written = ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type', 'unavailable'] as const;
const etag = z.object({ ETag: z.string() });
const ifMatch = z.object({ 'If-Match': z.string() });

/** The routes of the officers' records, as the API documents them. */
export const recordRoutes: readonly RouteDescription[] = [
  describeRoute({
    ...records, method: 'post', path: '/api/v1/records', summary: '新建走访、座谈、问卷或社情民意记录（草稿） Make a record, as a draft', status: 201, headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
    body: newRecordSchema, answer: recordViewSchema, answerHeaders: etag.extend({ Location: z.string() }), problems: [...written, 'idempotency-key-missing', 'idempotency-key-mismatch'],
  }),
  describeRoute({ ...records, method: 'get', path: '/api/v1/records', summary: '记录查询 Records, the newest day first', query: recordListQuerySchema, answer: recordPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'unavailable'] }),
  describeRoute({ ...records, method: 'get', path: '/api/v1/records/{id}', summary: '一份记录及其诉求 A record with the appeals raised from it', parameters: id, answer: recordViewSchema, answerHeaders: etag, problems: [...read] }),
  describeRoute({ ...records, method: 'put', path: '/api/v1/records/{id}', summary: '修改草稿，或更正已完成的记录 Edit a draft, or amend a finished record', parameters: id, headers: ifMatch, body: recordChangeSchema, answer: recordViewSchema, answerHeaders: etag, problems: [...written, 'not-found', 'command-refused', 'precondition-failed', 'precondition-required'] }),
  describeRoute({ ...records, method: 'post', path: '/api/v1/records/{id}/finish', summary: '完成记录 Finish a draft', parameters: id, headers: ifMatch.partial(), answer: recordViewSchema, answerHeaders: etag, problems: ['invalid-request', ...read, 'command-refused', 'precondition-failed'] }),
  describeRoute({ ...records, method: 'get', path: '/api/v1/records/{id}/history', summary: '更正记录 Every version before', parameters: id, answer: recordHistorySchema, problems: [...read] }),
  describeRoute({
    ...records, method: 'post', path: '/api/v1/records/{id}/appeals', summary: '由记录提出诉求，每行一件 Raise an appeal from a line of the record, once', status: 202, parameters: id, body: raisedAppealSchema, answer: appealAcknowledgementSchema,
    answerHeaders: z.object({ Location: z.string(), 'Idempotent-Replayed': z.string().optional() }), problems: [...written, 'not-found', 'command-refused', 'idempotency-key-mismatch'],
  }),
  describeRoute({ ...records, method: 'get', path: '/api/v1/appeals/{trackingNumber}/record', summary: '诉求来自哪份记录 The record that an appeal was raised from', parameters: z.object({ trackingNumber: z.string() }), answer: appealRecordSchema, problems: [...read] }),
  describeRoute({ ...records, method: 'post', path: '/api/v1/records/{id}/off-record', summary: '记下不记名发言 Keep a remark off the record', status: 201, parameters: id, body: newOffRecordSchema, answer: offRecordRemarkSchema, problems: [...written, 'not-found', 'command-refused'] }),
  describeRoute({ ...records, method: 'get', path: '/api/v1/records/{id}/off-record', summary: '不记名发言（每次查阅均登记） Remarks off the record; every reading is written down', parameters: id, answer: offRecordSchema, problems: [...read] }),
  describeRoute({ ...records, method: 'get', path: '/api/v1/records/{id}/off-record/readers', summary: '不记名发言的可查阅人 Who may read them', parameters: id, answer: offRecordReadersSchema, problems: [...read] }),
  describeRoute({ ...records, method: 'post', path: '/api/v1/records/{id}/off-record/readers', summary: '授权查阅 Let a named person read them', parameters: id, body: newOffRecordReaderSchema, answer: offRecordReadersSchema, problems: [...written, 'not-found', 'command-refused'] }),
  describeRoute({ ...records, method: 'post', path: '/api/v1/records/{id}/off-record/readers/{subject}/revoke', summary: '收回授权 Take the permission back', parameters: z.object({ id: z.string(), subject: z.string() }), answer: offRecordReadersSchema, problems: [...read] }),
  describeRoute({ ...records, method: 'get', path: '/api/v1/records/{id}/off-record/readings', summary: '查阅登记 Who read them, and when', parameters: id, answer: offRecordReadingsSchema, problems: [...read] }),
];
