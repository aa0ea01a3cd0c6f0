import { channelRefusalsPageSchema, channelRefusalsQuerySchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

/** Routes of what channels were refused. */
export const refusalRoutes: readonly RouteDescription[] = [
  describeRoute({ method: 'get', path: '/api/v1/channel/refusals', summary: '本渠道被拒的提交 What I sent and was not taken, the newest first', tag: '渠道 Channels', security: 'channel', query: channelRefusalsQuerySchema, status: 200, answer: channelRefusalsPageSchema, problems: ['invalid-request', 'unauthenticated', 'forbidden', 'too-many-requests', 'unavailable'] }),
  describeRoute({ method: 'get', path: '/api/v1/channels/{name}/refusals', summary: '渠道被拒的提交 What a channel sent and was not taken', tag: '渠道管理 Channel administration', security: 'reader', parameters: z.object({ name: z.string() }), query: channelRefusalsQuerySchema, status: 200, answer: channelRefusalsPageSchema, problems: ['invalid-request', 'not-found', 'unauthenticated', 'forbidden', 'unavailable'] }),
];
