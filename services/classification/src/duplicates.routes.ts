import { duplicateListQuerySchema, duplicatePageSchema, duplicateSchema, refuseDuplicateSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const duplicates = { security: 'reader', tag: '疑似重复 Duplicates', status: 200 } as const;

/** The routes of duplicates, as the API documents them. */
export const duplicatesRoutes: readonly RouteDescription[] = [
  describeRoute({ ...duplicates, method: 'get', path: '/api/v1/duplicates', summary: '疑似重复的诉求 Proposals that two appeals are one', query: duplicateListQuerySchema, answer: duplicatePageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'unavailable'] }),
  describeRoute({
    ...duplicates, method: 'post', path: '/api/v1/duplicates/{id}/refuse', summary: '否定：两件不同的事项 They are two matters', parameters: z.object({ id: z.string() }), body: refuseDuplicateSchema, answer: duplicateSchema,
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'unavailable'],
  }),
];
