import { digestQuerySchema, digestViewSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';

/** The route of the digest, as the API documents it. */
export const digestRoutes: readonly RouteDescription[] = [
  describeRoute({
    security: 'reader', tag: '督办 Supervision', method: 'get', path: '/api/v1/supervision/digest', summary: '每日摘要 A supervisor\'s day, made at 08:30 of each working day and then the same for ever', status: 200,
    query: digestQuerySchema, answer: digestViewSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found'],
  }),
];
