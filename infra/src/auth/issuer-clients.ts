import { timingSafeEqual } from 'node:crypto';
import { channelScopes, type ChannelScope } from '@suqiao/contracts';
import type { Configuration, Provider } from 'oidc-provider';
import { hashChannelKey } from './channel-keys';
import { apiResource } from './reader-tokens';

/** A channel's OAuth client, as the service that keeps channels knows it. */
export interface ChannelClient {
  readonly clientId: string;
  readonly channel: string;
  /** As of `hashChannelKey`. */
  readonly secretHash: string;
  readonly scopes: readonly ChannelScope[];
}

/** Where the issuer finds channels' clients. */
export interface ChannelClients {
  /** @returns `null` for a client that is unknown, revoked or expired */
  find(clientId: string): Promise<ChannelClient | null>;
}

/** For so long a token serves; the key behind it is asked for at every use, so that one that is revoked ends at once. */
const tokenInSeconds = 3600;

/** A provider's configuration with client credentials for channels: access tokens of the API, with the channel's name. */
export function withChannelClients(configuration: Configuration, clients: ChannelClients): Configuration {
  const { extraTokenClaims, features } = configuration;
  const resourceServerOf = features?.resourceIndicators?.getResourceServerInfo;
  return {
    ...configuration,
    ttl: { ...configuration.ttl, ClientCredentials: tokenInSeconds },
    // Without a scope asked for a token has none; one of ours then does what the client may do.
    scopes: [...(configuration.scopes ?? []), ...channelScopes],
    extraTokenClaims: async (context, token) => {
      if (token.kind !== 'ClientCredentials') return extraTokenClaims?.(context, token);
      const client = token.clientId === undefined ? null : await clients.find(token.clientId);
      return client === null ? {} : { suqiao: { channel: client.channel } };
    },
    features: {
      ...features,
      clientCredentials: { enabled: true },
      resourceIndicators: {
        ...features?.resourceIndicators,
        getResourceServerInfo: async (context, resource, client) => {
          const info = await resourceServerOf?.(context, resource, client);
          if (info === undefined) throw new Error(`no resource server ${apiResource}`);
          return client.grantTypes?.includes('client_credentials') === true ? { ...info, scope: channelScopes.join(' '), accessTokenTTL: tokenInSeconds } : info;
        },
      },
    },
  };
}

/**
 * Lets a provider ask for channels' clients, and hold a secret against its hash. The library has one place for clients of
 * its own store and one for a comparison of its own; it keeps what they give in memory by content, so that a client that
 * was revoked is not found again.
 */
export function addChannelClients(provider: Provider, clients: ChannelClients): void {
  const adapter: unknown = Reflect.get(provider.Client, 'adapter');
  if (typeof adapter !== 'object' || adapter === null) throw new Error('oidc-provider has no store of clients any more');
  Object.assign(adapter, { find: async (clientId: string) => metadataOf(await clients.find(clientId)) });
  Object.assign(provider.Client.prototype, {
    compareClientSecret(this: { readonly clientSecret?: string }, actual: string) {
      const [known, given] = [Buffer.from(this.clientSecret ?? ''), Buffer.from(hashChannelKey(actual))];
      return known.length === given.length && timingSafeEqual(known, given);
    },
  });
}

function metadataOf(client: ChannelClient | null) {
  if (client === null) return undefined;
  return {
    client_id: client.clientId, client_secret: client.secretHash, grant_types: ['client_credentials'], response_types: [], redirect_uris: [],
    token_endpoint_auth_method: 'client_secret_basic', scope: client.scopes.join(' '),
  };
}
