import { newOrderSchema, orderCommandBodySchemas, orderCommandSchema, orderListQuerySchema, orderPageSchema, orderViewSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const orders = { security: 'reader', tag: '督办单 Supervision orders' } as const;
const id = z.object({ id: z.string() });

/** The routes of supervision orders, as the API documents them. */
export const orderRoutes: readonly RouteDescription[] = [
  describeRoute({
    ...orders, method: 'post', path: '/api/v1/supervision/orders', summary: '下达督办单 Issue an order on a case of a lower level', status: 201, body: newOrderSchema, answer: orderViewSchema,
    headers: z.object({ 'Idempotency-Key': z.string().min(1).max(255).optional().meta({ description: '同一键与同一内容得到同一督办单；同一键用于不同内容得 422' }) }),
    answerHeaders: z.object({ Location: z.string() }),
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'too-large', 'unsupported-media-type', 'idempotency-key-mismatch', 'unavailable'],
  }),
  describeRoute({ ...orders, method: 'get', path: '/api/v1/supervision/orders', summary: '督办单清单 Orders, the most urgent first', status: 200, query: orderListQuerySchema, answer: orderPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden'] }),
  describeRoute({ ...orders, method: 'get', path: '/api/v1/supervision/orders/{id}', summary: '一份督办单的全程 One order with its whole history', status: 200, parameters: id, answer: orderViewSchema, problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({ ...orders, method: 'get', path: '/api/v1/supervision/orders/{id}/print', summary: '打印督办单 The order as a page for A4', status: 200, parameters: id, answer: z.string(), answerType: 'text/html', problems: ['unauthenticated', 'forbidden', 'not-found'] }),
  describeRoute({
    ...orders, method: 'post', path: '/api/v1/supervision/orders/{id}/commands/{command}', summary: '签收、反馈、退回反馈、办结、撤销 Give an order a command', status: 200,
    parameters: z.object({ id: z.string(), command: orderCommandSchema }), body: z.union(Object.values(orderCommandBodySchemas)), answer: orderViewSchema,
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'command-refused', 'too-large', 'unsupported-media-type', 'unavailable'],
  }),
];
