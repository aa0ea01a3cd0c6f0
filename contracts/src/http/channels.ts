import { z } from 'zod';
import { instantSchema } from '../identifiers';
import { writtenText } from './written';
import { pageQueryFields, pageSchema } from './page';

/** What a channel's key may be used for: push, amend and withdraw appeals; read what became of them; keep webhooks. */
export const channelScopes = ['appeals:write', 'appeals:read', 'webhooks:manage'] as const;
export const channelScopeSchema = z.enum(channelScopes);
export type ChannelScope = z.infer<typeof channelScopeSchema>;

/** A channel's name in addresses, events and figures. It never changes. */
export const channelNameSchema = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, { error: 'channelName.format' });
/** A key's id: shown in lists and logs, worth nothing to a thief. For an OAuth client it is the `client_id`. */
export const channelKeyIdSchema = z.string().min(1).max(80);

const quotaField = z.int().min(1).max(10_000_000).meta({ description: 'Requests and bulk lines a minute; the deployment\'s default when null' });

/** `POST /api/v1/channels`. */
export const newChannelSchema = z.strictObject({ name: channelNameSchema, displayName: writtenText(1, 100), quotaPerMinute: quotaField.optional() }).meta({ id: 'NewChannel' });
export type NewChannel = z.infer<typeof newChannelSchema>;

/** `PUT /api/v1/channels/{name}`: what may change about a channel, whole. */
export const channelSettingsSchema = z.strictObject({ displayName: writtenText(1, 100), quotaPerMinute: quotaField.nullable() }).meta({ id: 'ChannelSettings' });
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

const scopesField = z.array(channelScopeSchema).min(1).refine((scopes) => new Set(scopes).size === scopes.length, { error: 'scopes.twice' });

/**
 * `POST /api/v1/channels/{name}/keys`. `kind: client` makes an OAuth 2 client (client credentials) instead of a key. A
 * sandbox key's appeals are checked and answered like others, and never become cases.
 */
export const newChannelKeySchema = z
  .strictObject({
    label: writtenText(1, 100), scopes: scopesField, kind: z.enum(['key', 'client']).default('key'), sandbox: z.boolean().default(false),
    expiresAt: instantSchema.nullable().default(null).meta({ description: 'null: until it is revoked' }),
  })
  .meta({ id: 'NewChannelKey' });
export type NewChannelKey = z.infer<typeof newChannelKeySchema>;

/** `POST …/keys/{keyId}/rotate`: a new key with the same scopes; the old one goes on working for the overlap. */
export const keyRotationSchema = z
  .strictObject({ overlapInHours: z.int().min(0).max(30 * 24).default(24), expiresAt: instantSchema.nullable().default(null).meta({ description: 'Of the new key' }) })
  .meta({ id: 'KeyRotation' });
export type KeyRotation = z.infer<typeof keyRotationSchema>;

/** A key as an administrator sees it. The key itself is not kept anywhere. */
export const channelKeyViewSchema = z
  .object({
    keyId: z.string(), kind: z.enum(['key', 'client']), label: z.string(), scopes: z.array(channelScopeSchema), sandbox: z.boolean(),
    createdAt: instantSchema, createdBy: z.string().nullable(), expiresAt: instantSchema.nullable(),
    lastUsedAt: instantSchema.nullable().meta({ description: 'To within some minutes' }), revokedAt: instantSchema.nullable(),
    state: z.enum(['active', 'expired', 'revoked']),
  })
  .meta({ id: 'ChannelKey' });
export type ChannelKeyView = z.infer<typeof channelKeyViewSchema>;

/** The answer to issuing and rotating. `secret` is shown this once: the key, or the client's secret. */
export const issuedKeySchema = z.object({ key: channelKeyViewSchema, secret: z.string() }).meta({ id: 'IssuedChannelKey' });
export type IssuedKey = z.infer<typeof issuedKeySchema>;

/** A channel as an administrator sees it. */
export const channelAccountSchema = z
  .object({ name: z.string(), displayName: z.string(), quotaPerMinute: z.int().nullable(), keys: z.array(channelKeyViewSchema) })
  .meta({ id: 'ChannelAccount' });
export type ChannelAccount = z.infer<typeof channelAccountSchema>;

export const channelListQuerySchema = z.strictObject({ ...pageQueryFields });
export const channelPageSchema = pageSchema(channelAccountSchema).meta({ id: 'ChannelPage' });
export type ChannelPage = z.infer<typeof channelPageSchema>;

/** `GET /api/v1/directory/channels`: what channels are called. */
export const channelNamesSchema = z.object({ items: z.array(z.object({ name: z.string(), displayName: z.string() })), total: z.int().nonnegative() }).meta({ id: 'ChannelNames' });
export type ChannelNames = z.infer<typeof channelNamesSchema>;

/** What is left of a channel's quota. */
export const quotaViewSchema = z.object({ limit: z.int(), remaining: z.int(), windowInSeconds: z.int(), resetsInSeconds: z.int() });

/** `GET /api/v1/channel`: who a key says that its caller is, and what it may do. */
export const ownChannelSchema = z
  .object({
    name: z.string(), displayName: z.string(), keyId: z.string(), label: z.string(), scopes: z.array(channelScopeSchema), sandbox: z.boolean(), expiresAt: instantSchema.nullable(),
    pausedWebhooks: z.int().nonnegative().meta({ description: 'Webhooks that are told nothing until they are resumed' }),
    quota: quotaViewSchema.nullable().meta({ description: 'null where the deployment counts none, or can\'t at present' }),
  })
  .meta({ id: 'OwnChannel' });
export type OwnChannel = z.infer<typeof ownChannelSchema>;
