import { boardChangeSchema, boardSummarySchema, deadLetterPageSchema, deadLetterRowSchema, mendedLetterSchema, rateCasesPageSchema, rateCasesQuerySchema, ratesQuerySchema, ratesSchema, supervisedCaseSchema, supervisionPageSchema, supervisionQuerySchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';
import { auditRoutes } from './audit.routes';
import { bulkRoutes } from './bulk.routes';
import { deadLettersQuerySchema } from './dead-letters.controller';
import { digestRoutes } from './digest.routes';
import { healthRoutes } from './health.routes';
import { handOverRoutes } from './hand-overs.routes';
import { reminderRoutes } from './reminders.routes';
import { summaryQuerySchema } from './supervision.controller';
import { orderRoutes } from './supervision-orders.routes';
import { watchListRoutes } from './watch-lists.routes';

const board = { security: 'reader', status: 200, tag: '督办 Supervision', method: 'get' } as const;
const letters = { security: 'reader', status: 200, tag: '死信 Dead letters' } as const;
const id = z.object({ id: z.string() });

/** Supervision's routes, as the API documents them. */
export const routes: readonly RouteDescription[] = [
  describeRoute({ ...board, path: '/api/v1/supervision/cases', summary: '督办清单 Cases, the oldest due date first', query: supervisionQuerySchema, answer: supervisionPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...board, path: '/api/v1/supervision/summary', summary: '看板 The board\'s figures', query: summaryQuerySchema, answer: boardSummarySchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...board, path: '/api/v1/supervision/cases/{id}', summary: '一件诉求的全程 One case with its timeline', parameters: id, answer: supervisedCaseSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...board, path: '/api/v1/supervision/stream', summary: '实时变化 Changes as they happen (server-sent events)', answer: boardChangeSchema, answerType: 'text/event-stream', problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({ ...board, path: '/api/v1/supervision/rates', summary: '三率 Response, solution and satisfaction rates, as known on any day', query: ratesQuerySchema, answer: ratesSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...board, path: '/api/v1/supervision/rates/cases', summary: '三率明细 The cases behind a figure', query: rateCasesQuerySchema, answer: rateCasesPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  ...auditRoutes,
  ...healthRoutes,
  ...orderRoutes,
  ...reminderRoutes,
  ...bulkRoutes,
  ...watchListRoutes,
  ...handOverRoutes,
  ...digestRoutes,
  describeRoute({ ...letters, method: 'get', path: '/api/v1/dead-letters', summary: '死信 What consumers put aside', query: deadLettersQuerySchema, answer: deadLetterPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...letters, method: 'post', path: '/api/v1/dead-letters/{id}/mend', summary: '修改后放回（原件保留，记入审计） Put a changed record back in its place, once; the original is kept', parameters: id, body: mendedLetterSchema, answer: deadLetterRowSchema, problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'too-large', 'unsupported-media-type', 'unavailable'] }),
  describeRoute({ ...letters, method: 'post', path: '/api/v1/dead-letters/{id}/replay', summary: '重放 Put a record back on its topic, once', parameters: id, answer: deadLetterRowSchema, problems: ['unauthenticated', 'forbidden', 'not-found', 'command-refused', 'unavailable'] }),
];
