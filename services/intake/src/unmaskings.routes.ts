import { newUnmaskingSchema, unmaskingSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

/** The route of unmaskings, as the API documents it. */
export const unmaskingRoutes: readonly RouteDescription[] = [
  describeRoute({
    method: 'post', path: '/api/v1/appeals/{trackingNumber}/unmaskings', summary: '查看诉求人联系方式（须写理由，先记入审计） See whom an appeal comes from, with a reason; written on the audit trail first', tag: '审计 Audit', security: 'reader',
    parameters: z.object({ trackingNumber: z.string() }), body: newUnmaskingSchema, status: 201, answer: unmaskingSchema,
    problems: ['invalid-json', 'invalid-request', 'unauthenticated', 'forbidden', 'not-found', 'too-large', 'unsupported-media-type', 'unavailable'],
  }),
];
