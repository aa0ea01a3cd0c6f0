import { caseKnowledgeSchema, policyDetailsSchema, policyListQuerySchema, policyPageSchema, policySchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const knowledge = { security: 'reader', tag: '知识 Knowledge' } as const;
const id = z.object({ id: z.string() });
const etag = z.object({ ETag: z.string() });
const written = ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type'] as const;

/** The routes of knowledge, as the API documents them. */
export const knowledgeRoutes: readonly RouteDescription[] = [
  describeRoute({ ...knowledge, method: 'get', path: '/api/v1/insight/cases/{id}/knowledge', status: 200, summary: '相似办结诉求与适用政策 Alike answered cases and applying policies, with why', parameters: id, answer: caseKnowledgeSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...knowledge, method: 'get', path: '/api/v1/insight/policies', status: 200, summary: '政策库 The library of policies', query: policyListQuerySchema, answer: policyPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...knowledge, method: 'post', path: '/api/v1/insight/policies', status: 201, summary: '录入政策 Enter a policy', body: policyDetailsSchema, answer: policySchema, answerHeaders: etag, problems: written }),
  describeRoute({ ...knowledge, method: 'put', path: '/api/v1/insight/policies/{id}', status: 200, summary: '修改政策 Change a policy', parameters: id, headers: z.object({ 'If-Match': z.string() }), body: policyDetailsSchema, answer: policySchema, answerHeaders: etag, problems: [...written, 'not-found', 'precondition-failed', 'precondition-required'] }),
];
