import { newWatchListSchema, watchCaseSchema, watchedCasePageSchema, watchedCasesQuerySchema, watchListSchema, watchListsSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const lists = { security: 'reader', tag: '关注清单 Watch lists' } as const;
const id = z.object({ id: z.string() });
const written = ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type'] as const;

/** The routes of watch lists, as the API documents them. */
export const watchListRoutes: readonly RouteDescription[] = [
  describeRoute({ ...lists, method: 'get', path: '/api/v1/supervision/watch-lists', summary: '关注清单 The reader\'s lists, and those of people whom they stand in for', status: 200, answer: watchListsSchema, problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({ ...lists, method: 'post', path: '/api/v1/supervision/watch-lists', summary: '新建清单 Make a list', status: 201, body: newWatchListSchema, answer: watchListSchema, problems: [...written] }),
  describeRoute({ ...lists, method: 'get', path: '/api/v1/supervision/watch-lists/{id}/cases', summary: '清单中的案件 Cases of a list within the reader\'s jurisdiction, the oldest due date first', status: 200, parameters: id, query: watchedCasesQuerySchema, answer: watchedCasePageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...lists, method: 'post', path: '/api/v1/supervision/watch-lists/{id}/cases', summary: '加入清单 Put a case on a list', status: 200, parameters: id, body: watchCaseSchema, answer: watchListSchema, problems: [...written, 'not-found'] }),
  describeRoute({ ...lists, method: 'post', path: '/api/v1/supervision/watch-lists/{id}/cases/{caseId}/remove', summary: '移出清单 Take a case off a list', status: 200, parameters: z.object({ id: z.string(), caseId: z.string() }), answer: watchListSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
];
