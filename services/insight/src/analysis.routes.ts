import { analysisFormatSchema, analysisMailBodySchemas, analysisMailCommands, analysisMailSchema, analysisMailsSchema, analysisQuerySchema, analysisSchema, analysisViewSchema, analysisViewsSchema, newAnalysisMailSchema, newAnalysisViewSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const analysis = { security: 'reader', tag: '分析 Analysis', status: 200, method: 'get', query: analysisQuerySchema } as const;
const views = { security: 'reader', tag: '分析 Analysis' } as const;

/** The routes of analysis, as the API documents them. */
export const analysisRoutes: readonly RouteDescription[] = [
  describeRoute({ ...analysis, path: '/api/v1/insight/analysis', summary: '分析数字 Figures of a period, a place, a category, a channel; each with the list of its appeals', answer: analysisSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...analysis, path: '/api/v1/insight/analysis/exports/{format}', summary: '导出分析数字 The same figures as CSV, XLSX or Parquet', parameters: z.object({ format: analysisFormatSchema }), answer: z.string().meta({ format: 'binary' }), answerType: 'application/octet-stream', problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...views, method: 'get', path: '/api/v1/insight/analysis-views', summary: '保存的视图 Saved questions, one\'s own and the office\'s', status: 200, answer: analysisViewsSchema, problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({ ...views, method: 'post', path: '/api/v1/insight/analysis-views', summary: '保存视图 Save a question under a name', body: newAnalysisViewSchema, status: 201, answer: analysisViewSchema, problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type'] }),
  describeRoute({ ...views, method: 'delete', path: '/api/v1/insight/analysis-views/{id}', summary: '删除视图 Remove one\'s own', parameters: z.object({ id: z.string() }), status: 204, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...views, method: 'get', path: '/api/v1/insight/analysis-mails', summary: '定时邮件 One\'s own orders of mail, each with what was sent', status: 200, answer: analysisMailsSchema, problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({ ...views, method: 'post', path: '/api/v1/insight/analysis-mails', summary: '订阅定时邮件 Order mail of a saved view', body: newAnalysisMailSchema, status: 201, answer: analysisMailSchema, problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'command-refused', 'too-large', 'unsupported-media-type'] }),
  describeRoute({ ...views, method: 'delete', path: '/api/v1/insight/analysis-mails/{id}', summary: '删除定时邮件 End an order', parameters: z.object({ id: z.string() }), status: 204, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({
    ...views, method: 'post', path: '/api/v1/insight/analysis-mails/{id}/commands/{command}', summary: '停发、续发、试发 Pause, resume, or send a test at once', parameters: z.object({ id: z.string(), command: z.enum(analysisMailCommands) }), body: z.union(Object.values(analysisMailBodySchemas)), status: 200,
    answer: analysisMailSchema, problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'too-many-requests', 'too-large', 'unsupported-media-type', 'unavailable'],
  }),
];
