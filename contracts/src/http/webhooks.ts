import { z } from 'zod';
import { instantSchema } from '../identifiers';
import { changeSchema, changeTypeSchema } from './changes';
import { pageQueryFields, pageSchema } from './page';
import { writtenText } from './written';

/** How many webhooks a channel may keep, of each kind: real and sandbox. */
export const mostWebhooks = 10;
/** How long a delivery stays in the log. */
export const deliveriesKeptInDays = 30;
/** How many deliveries one call sends again. */
export const mostReplayed = 1000;

/** Why a webhook is told nothing: its channel asked for it; nobody took a message for a day; it said 410 Gone. */
export const pauseReasons = ['asked', 'failing', 'gone'] as const;
export const pauseReasonSchema = z.enum(pauseReasons);
export type PauseReason = z.infer<typeof pauseReasonSchema>;

const typesField = z.array(changeTypeSchema).min(1).refine((types) => new Set(types).size === types.length, { error: 'types.twice' });

/** `POST /api/v1/webhooks` and `PUT /api/v1/webhooks/{id}`: where a channel is told what became of its appeals. */
export const newWebhookSchema = z
  .strictObject({
    url: z.url().max(2000).meta({ description: 'https only; an address inside a closed network only where the deployment allows it (WEBHOOK_ALLOW)' }),
    types: typesField.nullable().default(null).meta({ description: 'Kinds of changes; null: all, also those that come later' }),
    description: writtenText(0, 200).default(''),
  })
  .meta({ id: 'NewWebhook' });
export type NewWebhook = z.infer<typeof newWebhookSchema>;

/** A webhook as its channel sees it. The secret is not in it. */
export const webhookSchema = z
  .object({
    id: z.uuid(), url: z.string(), types: z.array(changeTypeSchema).nullable(), description: z.string(), sandbox: z.boolean(), createdAt: instantSchema,
    state: z.enum(['active', 'paused']), pausedBecause: pauseReasonSchema.nullable(), pausedAt: instantSchema.nullable(),
    failingSince: instantSchema.nullable().meta({ description: 'Since then no message was taken; null: the last one was' }),
    waiting: z.int().nonnegative().meta({ description: 'Deliveries that will be tried, or tried again' }),
    failed: z.int().nonnegative().meta({ description: 'Deliveries given up, of those in the log' }),
  })
  .meta({ id: 'Webhook' });
export type WebhookView = z.infer<typeof webhookSchema>;

/** The answer to creating a webhook and to changing its secret. `secret` is shown this once. */
export const issuedWebhookSchema = z.object({ webhook: webhookSchema, secret: z.string().meta({ description: 'whsec_…, as libraries of the Standard Webhooks take it' }) }).meta({ id: 'IssuedWebhook' });
export type IssuedWebhook = z.infer<typeof issuedWebhookSchema>;

export const webhookListSchema = z.object({ items: z.array(webhookSchema) }).meta({ id: 'WebhookList' });

/** What a webhook is sent: a change as `GET /changes` tells it, with its place, or a test. */
export const webhookMessageSchema = z
  .object({
    type: z.union([changeTypeSchema, z.literal('test')]),
    timestamp: instantSchema,
    data: changeSchema.extend({ sequence: z.int().positive() }).nullable().meta({ description: 'null for a test. After a failed try later messages may overtake; of one appeal the higher `sequence` is newer' }),
  })
  .meta({ id: 'WebhookMessage' });
export type WebhookMessage = z.infer<typeof webhookMessageSchema>;

export const deliveryStates = ['waiting', 'delivered', 'failed'] as const;
export const deliveryStateSchema = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof deliveryStateSchema>;

/** One try to deliver. */
export const deliveryAttemptSchema = z.object({
  at: instantSchema, durationInMs: z.int().nonnegative(),
  status: z.int().nullable().meta({ description: 'HTTP status; null where no answer came' }),
  said: z.string().meta({ description: 'How the answer began, or what failed' }),
});
export type DeliveryAttempt = z.infer<typeof deliveryAttemptSchema>;

/** A message to one webhook, with what became of it. */
export const webhookDeliverySchema = z
  .object({
    id: z.string().meta({ description: 'Also the header webhook-id: the same at every try and when it is sent again' }),
    type: z.string(), appealId: z.uuid().nullable(), trackingNumber: z.string().nullable(), createdAt: instantSchema, state: deliveryStateSchema,
    nextAttemptAt: instantSchema.nullable(), attempts: z.int().nonnegative(), lastAttempts: z.array(deliveryAttemptSchema).meta({ description: 'The last ones, the newest at the end' }),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

export const deliveryListQuerySchema = z.strictObject({ ...pageQueryFields, state: deliveryStateSchema.optional() });
export type DeliveryListQuery = z.infer<typeof deliveryListQuerySchema>;
export const deliveryPageSchema = pageSchema(webhookDeliverySchema).meta({ id: 'WebhookDeliveryPage' });
export type DeliveryPage = z.infer<typeof deliveryPageSchema>;

/** `POST …/webhooks/{id}/replay`: sends again what was given up since an instant, or everything since then. */
export const webhookReplaySchema = z.strictObject({ since: instantSchema, all: z.boolean().default(false) }).meta({ id: 'WebhookReplay' });
export type WebhookReplay = z.infer<typeof webhookReplaySchema>;
export const webhookReplayedSchema = z.object({ replayed: z.int().nonnegative(), more: z.boolean().meta({ description: 'true: there are more than one call sends again' }) }).meta({ id: 'WebhookReplayed' });
export type WebhookReplayed = z.infer<typeof webhookReplayedSchema>;
