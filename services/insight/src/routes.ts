import { insightAppealsPageSchema, insightAppealsQuerySchema, issueCommandBodySchemas, issueCommandSchema, issueListQuerySchema, issuePageSchema, issueViewSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';
import { analysisRoutes } from './analysis.routes';
import { consultationRoutes } from './consultations.routes';
import { knowledgeRoutes } from './knowledge.routes';
import { reportRoutes } from './reports.routes';

const issues = { security: 'reader', tag: '共性问题 Common issues', status: 200 } as const;
const id = z.object({ id: z.string() });

/** Insight's routes, as the API documents them. */
export const routes: readonly RouteDescription[] = [
  describeRoute({ ...issues, method: 'get', path: '/api/v1/insight/common-issues', summary: '共性问题清单 Common issues, the hottest first', query: issueListQuerySchema, answer: issuePageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...issues, method: 'get', path: '/api/v1/insight/common-issues/{id}', summary: '一个共性问题的全程 One common issue with its figures and its whole history', parameters: id, answer: issueViewSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({
    ...issues, method: 'post', path: '/api/v1/insight/common-issues/{id}/commands/{command}', summary: '确认、更正、研究、会商、措施、办结 Give a common issue a command',
    parameters: z.object({ id: z.string(), command: issueCommandSchema }), body: z.union(Object.values(issueCommandBodySchemas)), answer: issueViewSchema,
    headers: z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional().meta({ description: '同一键只办理一次；更正用同一键而内容不同得 422' }) }),
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'too-large', 'unsupported-media-type', 'idempotency-key-mismatch', 'unavailable'],
  }),
  describeRoute({ ...issues, method: 'get', path: '/api/v1/insight/appeals', summary: '数字背后的诉求 The appeals that make up a figure, the newest first', query: insightAppealsQuerySchema, answer: insightAppealsPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  ...analysisRoutes,
  ...reportRoutes,
  ...consultationRoutes,
  ...knowledgeRoutes,
];
