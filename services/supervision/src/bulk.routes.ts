import { bulkPreviewSchema, bulkPreviewViewSchema, bulkProgressQuerySchema, bulkProgressSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const bulk = { security: 'reader', tag: '批量督办 Bulk actions' } as const;
const previewId = z.object({ previewId: z.string() });

/** The routes of bulk actions, as the API documents them. */
export const bulkRoutes: readonly RouteDescription[] = [
  describeRoute({
    ...bulk, method: 'post', path: '/api/v1/supervision/bulk/preview', summary: '批量办理预览 What a bulk action would do to each case; the set is frozen', status: 201, body: bulkPreviewSchema, answer: bulkPreviewViewSchema,
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type', 'unavailable'],
  }),
  describeRoute({ ...bulk, method: 'post', path: '/api/v1/supervision/bulk/{previewId}/run', summary: '执行预览 Do exactly what was previewed, once however often it is sent', status: 202, parameters: previewId, answer: bulkProgressSchema, problems: ['unauthenticated', 'forbidden', 'not-found', 'command-refused', 'unavailable'] }),
  describeRoute({ ...bulk, method: 'get', path: '/api/v1/supervision/bulk/{previewId}', summary: '批量办理进度 How far a bulk action is, and what became of each case', status: 200, parameters: previewId, query: bulkProgressQuerySchema, answer: bulkProgressSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found'] }),
];
