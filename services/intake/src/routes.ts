import { appealAcknowledgementSchema, appealViewSchema, newAppealSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';
import { channelRoutes, quotaHeaderFields } from './channels.routes';
import { attachmentRoutes } from './attachments.routes';
import { enterpriseRoutes } from './enterprises.routes';
import { importsRoutes } from './imports.routes';
import { open311Routes } from './open311.routes';
import { refusalRoutes } from './refusals.routes';
import { recordRoutes } from './records.routes';
import { noticeRoutes } from './notices.routes';
import { trackingRoutes } from './tracking.routes';
import { unmaskingRoutes } from './unmaskings.routes';
import { webhookRoutes } from './webhooks.routes';

/** Intake's routes, as the API documents them. */
export const routes: readonly RouteDescription[] = [
  describeRoute({
    method: 'post', path: '/api/v1/appeals', summary: '提交诉求 Push an appeal', tag: '渠道 Channels', security: 'channel',
    headers: z.object({ 'Idempotency-Key': z.string().min(1).max(255).meta({ description: '同一键与同一内容得到同一回答；同一键用于不同内容得 422' }) }),
    body: newAppealSchema, status: 202, answer: appealAcknowledgementSchema,
    answerHeaders: z.object({ ...quotaHeaderFields, Location: z.string(), 'Idempotent-Replayed': z.string().optional().meta({ description: 'true: the appeal was there before' }) }),
    problems: ['invalid-json', 'invalid-request', 'idempotency-key-missing', 'unauthenticated', 'forbidden', 'too-large', 'unsupported-media-type', 'idempotency-key-mismatch', 'idempotency-key-in-flight', 'too-many-requests', 'unavailable'],
  }),
  describeRoute({
    method: 'get', path: '/api/v1/appeals/{trackingNumber}', summary: '查询诉求 What became of an appeal', tag: '渠道 Channels', security: 'channelOrReader',
    parameters: z.object({ trackingNumber: z.string() }), status: 200, answer: appealViewSchema, problems: ['unauthenticated', 'forbidden', 'not-found', 'unavailable'],
  }),
  ...unmaskingRoutes,
  ...channelRoutes,
  ...refusalRoutes,
  ...trackingRoutes,
  ...noticeRoutes,
  ...webhookRoutes,
  ...importsRoutes,
  ...enterpriseRoutes,
  ...recordRoutes,
  ...open311Routes,
  ...attachmentRoutes,
];
