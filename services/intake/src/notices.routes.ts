import { noticeListQuerySchema, noticePageSchema, noticeSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const tag = '通知 Notices';

/** Routes of word to appellants. */
export const noticeRoutes: readonly RouteDescription[] = [
  describeRoute({ method: 'get', path: '/api/v1/notices', summary: '给诉求人的通知 Word to appellants: sent, waiting, given up', tag, security: 'reader', query: noticeListQuerySchema, status: 200, answer: noticePageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'unavailable'] }),
  describeRoute({ method: 'post', path: '/api/v1/notices/{id}/retry', summary: '再次发送 Send again what was given up', tag, security: 'reader', parameters: z.object({ id: z.string() }), status: 202, answer: noticeSchema, problems: ['unauthenticated', 'forbidden', 'not-found', 'unavailable'] }),
];
