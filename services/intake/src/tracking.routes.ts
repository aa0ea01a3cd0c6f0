import { appealAcknowledgementSchema, attachmentSchema, attachmentsSchema, newRatingSchema, publicAppealSchema, publicFormSchema, trackedAppealSchema, trackingEntrySchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const tag = '诉求人 Appellants';
const limitHeaders = z.object({ 'RateLimit-Policy': z.string(), RateLimit: z.string().meta({ description: 'How many more in this window, for this address' }) });
const limited = ['invalid-json', 'invalid-request', 'too-large', 'unsupported-media-type', 'too-many-requests', 'unavailable'] as const;

/** The doors that need no account. */
export const trackingRoutes: readonly RouteDescription[] = [
  describeRoute({
    method: 'post', path: '/api/v1/tracking', summary: '凭编号和电话后四位查询 Follow an appeal by its number and the phone\'s last four digits; opens a session of 15 minutes', tag, security: 'public',
    body: trackingEntrySchema, status: 200, answer: trackedAppealSchema, answerHeaders: limitHeaders.extend({ 'Set-Cookie': z.string() }), problems: [...limited, 'not-found'],
  }),
  describeRoute({
    method: 'get', path: '/api/v1/tracking', summary: '会话中的诉求 The appeal of the session', tag, security: 'public', status: 200, answer: trackedAppealSchema, problems: ['unauthenticated', 'unavailable'],
  }),
  describeRoute({
    method: 'delete', path: '/api/v1/tracking', summary: '结束查询 Ends the session', tag, security: 'public', status: 204, problems: [],
  }),
  describeRoute({
    method: 'post', path: '/api/v1/tracking/rating', summary: '评价答复 Rate the answer, once', tag, security: 'public',
    body: newRatingSchema, status: 200, answer: trackedAppealSchema, problems: ['invalid-json', 'invalid-request', 'too-large', 'unsupported-media-type', 'unauthenticated', 'command-refused', 'unavailable'],
  }),
  describeRoute({
    method: 'post', path: '/api/v1/tracking/attachments', summary: '补充附件 Add a file to the appeal of the session; the same one twice adds nothing (200)', tag, security: 'public',
    body: z.object({ file: z.string().meta({ contentEncoding: 'binary' }) }), bodyType: 'multipart/form-data', status: 201, answer: attachmentSchema, answerHeaders: limitHeaders,
    problems: ['invalid-request', 'unauthenticated', 'too-large', 'unsupported-media-type', 'too-many-requests', 'unavailable'],
  }),
  describeRoute({
    method: 'get', path: '/api/v1/tracking/attachments', summary: '会话中诉求的附件 The files of the appeal of the session', tag, security: 'public', status: 200, answer: attachmentsSchema, problems: ['unauthenticated', 'unavailable'],
  }),
  describeRoute({
    method: 'get', path: '/api/v1/public/form', summary: '网上提交的选项 What the public form offers', tag, security: 'public', status: 200, answer: publicFormSchema, problems: ['not-found'],
  }),
  describeRoute({
    method: 'post', path: '/api/v1/public/appeals', summary: '网上提交诉求 An enterprise raises an appeal', tag, security: 'public',
    headers: z.object({ 'Idempotency-Key': z.string().min(1).max(255).meta({ description: '每份表单一个 One a form' }) }),
    body: publicAppealSchema, status: 202, answer: appealAcknowledgementSchema,
    answerHeaders: limitHeaders.extend({ 'Idempotent-Replayed': z.string().optional().meta({ description: 'true: the appeal was there before' }) }),
    problems: [...limited, 'not-found', 'idempotency-key-missing', 'idempotency-key-mismatch', 'idempotency-key-in-flight'],
  }),
];
