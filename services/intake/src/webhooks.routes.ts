import { deliveryListQuerySchema, deliveryPageSchema, issuedWebhookSchema, newWebhookSchema, webhookDeliverySchema, webhookListSchema, webhookReplayedSchema, webhookReplaySchema, webhookSchema } from '@suqiao/contracts';
import { describeRoute, type RouteDescription } from '@suqiao/infra/http';
import { z } from 'zod';

const tag = '回传 Webhooks';
const adminTag = '渠道管理 Channel administration';
const one = z.object({ id: z.string() });
const delivered = z.object({ id: z.string(), deliveryId: z.string() });
const ofChannel = z.object({ name: z.string(), id: z.string() });
const usual = ['unauthenticated', 'forbidden', 'too-many-requests', 'unavailable'] as const;
const adminProblems = ['not-found', 'unauthenticated', 'forbidden', 'unavailable'] as const;
const own = { tag, security: 'channel' } as const;
const admin = { tag: adminTag, security: 'reader' } as const;

/** Routes of webhooks: a channel's own, and an administrator's look at them. */
export const webhookRoutes: readonly RouteDescription[] = [
  describeRoute({ ...own, method: 'get', path: '/api/v1/webhooks', summary: '本渠道的回传地址 My webhooks', status: 200, answer: webhookListSchema, problems: usual }),
  describeRoute({ ...own, method: 'post', path: '/api/v1/webhooks', summary: '新建回传地址 Make a webhook; its secret is shown once', body: newWebhookSchema, status: 201, answer: issuedWebhookSchema, problems: ['invalid-json', 'invalid-request', ...usual] }),
  describeRoute({ ...own, method: 'get', path: '/api/v1/webhooks/{id}', summary: '一个回传地址 One webhook', parameters: one, status: 200, answer: webhookSchema, problems: ['not-found', ...usual] }),
  describeRoute({ ...own, method: 'put', path: '/api/v1/webhooks/{id}', summary: '修改回传地址 Change a webhook', parameters: one, body: newWebhookSchema, status: 200, answer: webhookSchema, problems: ['invalid-json', 'invalid-request', 'not-found', ...usual] }),
  describeRoute({ ...own, method: 'delete', path: '/api/v1/webhooks/{id}', summary: '删除回传地址 Remove a webhook and its log', parameters: one, status: 204, problems: ['not-found', ...usual] }),
  describeRoute({ ...own, method: 'post', path: '/api/v1/webhooks/{id}/secret', summary: '更换密钥 A new secret; the old one signs beside it for a day', parameters: one, status: 201, answer: issuedWebhookSchema, problems: ['not-found', ...usual] }),
  ...([['pause', '暂停回传 Pause a webhook'], ['resume', '恢复回传 Resume it: it is told what happened meanwhile']] as const).map(([what, summary]) =>
    describeRoute({ ...own, method: 'post', path: `/api/v1/webhooks/{id}/${what}`, summary, parameters: one, status: 200, answer: webhookSchema, problems: ['not-found', ...usual] })),
  describeRoute({ ...own, method: 'post', path: '/api/v1/webhooks/{id}/test', summary: '发送测试消息 Send a test message', parameters: one, status: 202, answer: webhookDeliverySchema, problems: ['not-found', 'command-refused', ...usual] }),
  describeRoute({ ...own, method: 'get', path: '/api/v1/webhooks/{id}/deliveries', summary: '回传记录 What was sent, and what came of it', parameters: one, query: deliveryListQuerySchema, status: 200, answer: deliveryPageSchema, problems: ['invalid-request', 'not-found', ...usual] }),
  describeRoute({ ...own, method: 'get', path: '/api/v1/webhooks/{id}/deliveries/{deliveryId}', summary: '一次回传 One message', parameters: delivered, status: 200, answer: webhookDeliverySchema, problems: ['not-found', ...usual] }),
  describeRoute({ ...own, method: 'post', path: '/api/v1/webhooks/{id}/deliveries/{deliveryId}/replay', summary: '重发一条 Send one message again', parameters: delivered, status: 202, answer: webhookDeliverySchema, problems: ['not-found', 'command-refused', ...usual] }),
  describeRoute({ ...own, method: 'post', path: '/api/v1/webhooks/{id}/replay', summary: '批量重发 Send again what was given up, or everything, since an instant', parameters: one, body: webhookReplaySchema, status: 202, answer: webhookReplayedSchema, problems: ['invalid-json', 'invalid-request', 'not-found', 'command-refused', ...usual] }),
  describeRoute({ ...admin, method: 'get', path: '/api/v1/channels/{name}/webhooks', summary: '渠道的回传地址 A channel\'s webhooks', parameters: z.object({ name: z.string() }), status: 200, answer: webhookListSchema, problems: adminProblems }),
  describeRoute({ ...admin, method: 'get', path: '/api/v1/channels/{name}/webhooks/{id}/deliveries', summary: '回传记录 What was sent to it', parameters: ofChannel, query: deliveryListQuerySchema, status: 200, answer: deliveryPageSchema, problems: ['invalid-request', ...adminProblems] }),
  ...([['pause', '暂停回传 Pause it'], ['resume', '恢复回传 Resume it']] as const).map(([what, summary]) =>
    describeRoute({ ...admin, method: 'post', path: `/api/v1/channels/{name}/webhooks/{id}/${what}`, summary, parameters: ofChannel, status: 200, answer: webhookSchema, problems: adminProblems })),
  describeRoute({ ...admin, method: 'post', path: '/api/v1/channels/{name}/webhooks/{id}/replay', summary: '批量重发 Send again', parameters: ofChannel, body: webhookReplaySchema, status: 202, answer: webhookReplayedSchema, problems: ['invalid-json', 'invalid-request', 'command-refused', ...adminProblems] }),
];
