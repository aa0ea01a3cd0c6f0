import { keptAppealsPageSchema, keptAppealsQuerySchema, newReportSchema, reportCommandBodySchemas, reportCommandSchema, reportFormatSchema, reportListQuerySchema, reportPageSchema, reportSnapshotSchema, reportTextSchema, reportViewSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const reports = { security: 'reader', tag: '专题报告 Special reports' } as const;
const base = '/api/v1/insight/special-reports';
const id = z.object({ id: z.string() });

/** The routes of special reports, as the API documents them. */
export const reportRoutes: readonly RouteDescription[] = [
  describeRoute({ ...reports, status: 201, method: 'post', path: base, summary: '起草一个季度的专题报告 Have a quarter\'s report drafted; its state is drafting until the figures are drawn', body: newReportSchema, answer: reportViewSchema, problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type'] }),
  describeRoute({ ...reports, status: 200, method: 'get', path: base, summary: '专题报告清单 Special reports, the newest quarter first', query: reportListQuerySchema, answer: reportPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...reports, status: 200, method: 'get', path: `${base}/{id}`, summary: '一份专题报告 One report: its text, its figures, its problems, its history', parameters: id, answer: reportViewSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({
    ...reports, status: 200, method: 'put', path: `${base}/{id}/text`, summary: '修改正文 Change the text; figures stand in it by reference', parameters: id, body: reportTextSchema, answer: reportViewSchema,
    headers: z.object({ 'If-Match': z.string().meta({ description: '所依据的正文版本，即 ETag；他人已修改的得 412，并列明改动' }) }),
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'precondition-failed', 'precondition-required', 'too-large', 'unsupported-media-type'],
  }),
  describeRoute({
    ...reports, status: 200, method: 'post', path: `${base}/{id}/commands/{command}`, summary: '送审、审签、定稿、报送、回执、批示、问题跟踪 Give a special report a command', parameters: z.object({ id: z.string(), command: reportCommandSchema }), body: z.union(Object.values(reportCommandBodySchemas)), answer: reportViewSchema,
    headers: z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional().meta({ description: '同一键只办理一次' }) }),
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'too-large', 'unsupported-media-type', 'unavailable'],
  }),
  describeRoute({ ...reports, status: 200, method: 'get', path: `${base}/{id}/appeals`, summary: '数字背后的诉求（取数时） The appeals behind one figure as they were when it was drawn', parameters: id, query: keptAppealsQuerySchema, answer: keptAppealsPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...reports, status: 200, method: 'get', path: `${base}/{id}/snapshot`, summary: '定稿快照 What was frozen; the SHA-256 of its canonical JSON is the report\'s digest', parameters: id, answer: reportSnapshotSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...reports, status: 200, method: 'get', path: `${base}/{id}/exports/{format}`, summary: '导出公文、PDF 与附件 The report as an official document, as PDF, and its annex', parameters: z.object({ id: z.string(), format: reportFormatSchema }), answer: z.string().meta({ format: 'binary' }), answerType: 'application/octet-stream', problems: ['unauthenticated', 'forbidden', 'not-found', 'command-refused'] }),
];
