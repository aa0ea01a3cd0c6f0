import { appealRequestSchema, bulkAppealSchema, changesPageSchema, changesQuerySchema, newAmendmentSchema, newWithdrawalSchema, bulkAppealsAnswerSchema, channelAccountSchema, channelKeyViewSchema, channelListQuerySchema, channelNamesSchema, channelPageSchema, channelSettingsSchema, issuedKeySchema, keyRotationSchema, newChannelKeySchema, newChannelSchema, ownChannelSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const tag = '渠道 Channels';
const adminTag = '渠道管理 Channel administration';
const named = z.object({ name: z.string() });
const keyed = z.object({ name: z.string(), keyId: z.string() });
const adminProblems = ['unauthenticated', 'forbidden', 'unavailable'] as const;

/** What every answer to a channel carries, by draft-ietf-httpapi-ratelimit-headers. */
export const quotaHeaderFields = {
  RateLimit: z.string().optional().meta({ description: 'What is left: "channel";r=299999;t=42 (t: seconds until it is full again)' }),
  'RateLimit-Policy': z.string().optional().meta({ description: 'The quota: "channel";q=300000;w=60 (w: seconds)' }),
  'Suqiao-Sandbox': z.string().optional().meta({ description: 'true: it came by a sandbox key' }),
};

/** Routes of channels, of many appeals at once, and of those who keep channels. */
export const channelRoutes: readonly RouteDescription[] = [
  describeRoute({
    method: 'post', path: '/api/v1/appeals/bulk', summary: '批量提交诉求 Push up to 10,000 appeals', tag, security: 'channel',
    // NDJSON has no schema of its own; its lines are the array's elements.
    body: z.array(bulkAppealSchema).max(10_000).meta({ description: 'Or application/x-ndjson, one element a line: then the answer is NDJSON, too, a line for each and the summary at last' }),
    status: 200, answer: bulkAppealsAnswerSchema, answerHeaders: z.object(quotaHeaderFields), problems: ['unauthenticated', 'forbidden', 'unsupported-media-type', 'too-many-requests', 'unavailable'],
  }),
  ...([['amendments', '补充诉求 Amend an appeal', newAmendmentSchema], ['withdrawal', '撤诉 Ask for an appeal to be withdrawn', newWithdrawalSchema]] as const).map(([what, summary, body]) => describeRoute({
    method: 'post', path: `/api/v1/appeals/{trackingNumber}/${what}`, summary, tag, security: 'channel', parameters: z.object({ trackingNumber: z.string() }), headers: z.object({ 'Idempotency-Key': z.string().min(1).max(255) }),
    body, status: 202, answer: appealRequestSchema, answerHeaders: z.object({ ...quotaHeaderFields, Location: z.string(), 'Idempotent-Replayed': z.string().optional() }),
    problems: ['invalid-json', 'invalid-request', 'idempotency-key-missing', 'idempotency-key-mismatch', 'command-refused', 'unauthenticated', 'forbidden', 'not-found', 'too-many-requests', 'unavailable'],
  })),
  describeRoute({ method: 'get', path: '/api/v1/changes', summary: '诉求动态 What became of the channel\'s appeals, in order', tag, security: 'channel', query: changesQuerySchema, status: 200, answer: changesPageSchema, answerHeaders: z.object(quotaHeaderFields), problems: ['invalid-request', 'unauthenticated', 'forbidden', 'too-many-requests', 'unavailable'] }),
  describeRoute({ method: 'get', path: '/api/v1/channel', summary: '本渠道 Who this key says that I am', tag, security: 'channel', status: 200, answer: ownChannelSchema, answerHeaders: z.object(quotaHeaderFields), problems: ['unauthenticated', 'forbidden', 'too-many-requests', 'unavailable'] }),
  describeRoute({ method: 'get', path: '/api/v1/directory/channels', summary: '渠道名称 What channels are called', tag: '目录 Directory', security: 'reader', status: 200, answer: channelNamesSchema, problems: ['unauthenticated', 'forbidden'] }),
  describeRoute({ method: 'get', path: '/api/v1/channels', summary: '渠道列表 Channels and their keys', tag: adminTag, security: 'reader', query: channelListQuerySchema, status: 200, answer: channelPageSchema, problems: ['invalid-request', ...adminProblems] }),
  describeRoute({ method: 'post', path: '/api/v1/channels', summary: '新建渠道 Create a channel', tag: adminTag, security: 'reader', body: newChannelSchema, status: 201, answer: channelAccountSchema, problems: ['invalid-json', 'invalid-request', ...adminProblems] }),
  describeRoute({ method: 'get', path: '/api/v1/channels/{name}', summary: '一个渠道 One channel', tag: adminTag, security: 'reader', parameters: named, status: 200, answer: channelAccountSchema, problems: ['not-found', ...adminProblems] }),
  describeRoute({ method: 'put', path: '/api/v1/channels/{name}', summary: '修改渠道 Change a channel', tag: adminTag, security: 'reader', parameters: named, body: channelSettingsSchema, status: 200, answer: channelAccountSchema, problems: ['invalid-json', 'invalid-request', 'not-found', ...adminProblems] }),
  describeRoute({ method: 'post', path: '/api/v1/channels/{name}/keys', summary: '签发密钥 Issue a key, shown once', tag: adminTag, security: 'reader', parameters: named, body: newChannelKeySchema, status: 201, answer: issuedKeySchema, problems: ['invalid-json', 'invalid-request', 'not-found', ...adminProblems] }),
  describeRoute({ method: 'post', path: '/api/v1/channels/{name}/keys/{keyId}/rotate', summary: '轮换密钥 A new key, while the old one works for a while', tag: adminTag, security: 'reader', parameters: keyed, body: keyRotationSchema, status: 201, answer: issuedKeySchema, problems: ['invalid-json', 'invalid-request', 'not-found', 'command-refused', ...adminProblems] }),
  describeRoute({ method: 'post', path: '/api/v1/channels/{name}/keys/{keyId}/revoke', summary: '撤销密钥 Revoke a key', tag: adminTag, security: 'reader', parameters: keyed, status: 200, answer: channelKeyViewSchema, problems: ['not-found', ...adminProblems] }),
];
