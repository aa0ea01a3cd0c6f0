import { analysisFormatSchema, analysisQuerySchema, analysisSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const analysis = { security: 'reader', tag: '分析 Analysis', status: 200, method: 'get', query: analysisQuerySchema } as const;

/** The routes of analysis, as the API documents them. */
export const analysisRoutes: readonly RouteDescription[] = [
  describeRoute({ ...analysis, path: '/api/v1/insight/analysis', summary: '分析数字 Figures of a period, a place, a category, a channel; each with the list of its appeals', answer: analysisSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...analysis, path: '/api/v1/insight/analysis/exports/{format}', summary: '导出分析数字 The same figures as CSV, XLSX or Parquet', parameters: z.object({ format: analysisFormatSchema }), answer: z.string().meta({ format: 'binary' }), answerType: 'application/octet-stream', problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found'] }),
];
