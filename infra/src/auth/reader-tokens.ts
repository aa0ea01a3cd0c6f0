import { channelScopes, readerSchema, type Reader } from '@suqiao/contracts';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { ProblemError } from '../http/problem';
import { loggerFor } from '../telemetry';
import type { TokenClient } from './channel-keys';

/** The audience of Suqiao's access tokens, and the OAuth resource (RFC 8707) that clients ask for. */
export const apiResource = 'urn:suqiao:api';

/** Injection token of `ReaderTokens`. */
export const READER_TOKENS = Symbol('reader tokens');

/** Tells readers by their access tokens. */
export interface ReaderTokens {
  /**
   * The reader whom an access token names.
   * @throws ProblemError `unauthenticated` when the token is not valid, `unavailable` when the issuer's keys can't be had
   */
  readerOf(token: string): Promise<Reader>;
  /** Whoever an access token was given to, where channels may have some, too. Fails as `readerOf` does. */
  bearerOf?(token: string): Promise<TokenBearer>;
}

/** Whom an access token names. */
export type TokenBearer = { readonly kind: 'reader'; readonly reader: Reader } | { readonly kind: 'channel'; readonly client: TokenClient };

/** jose's codes for trouble with the issuer rather than with the token: no answer in time, or one that is not a key set. */
const keysAway = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);
const logger = loggerFor('auth');

/** The claim in which an issuer states role and jurisdiction. */
const claimSchema = readerSchema.pick({ role: true, level: true, divisionCode: true, unitId: true });

/** How channels are told by tokens. */
export interface ChannelTokenOptions {
  /** The issuer is this installation's own, with channels' clients in the store. */
  readonly ownClients?: boolean;
  /** With another issuer: the claim that holds a channel's name, such as `azp` where clients are named as channels are. */
  readonly channelClaim?: string | undefined;
}

/** Verifies tokens of one issuer by its published keys, found by OIDC discovery unless `jwksUri` is given. */
export function readerTokens(issuer: string, jwksUri?: string, channels: ChannelTokenOptions = {}): ReaderTokens {
  let keys: JWTVerifyGetKey | null = jwksUri === undefined ? null : remoteKeys(jwksUri);
  const bearerOf = async (token: string): Promise<TokenBearer> => {
    try {
      keys ??= remoteKeys(await discoverJwksUri(issuer));
      const { payload } = await jwtVerify(token, keys, { issuer, audience: apiResource, clockTolerance: 30, algorithms: ['RS256', 'ES256', 'PS256'] });
      const client = clientFrom(payload, channels);
      return client === null ? { kind: 'reader', reader: readerFrom(payload) } : { kind: 'channel', client };
    } catch (error) {
      if (error instanceof ProblemError) throw error;
      if (error instanceof errors.JOSEError && !keysAway.has(error.code)) throw unauthenticated('invalid_token');
      logger.warn({ reason: String(error), issuer }, 'the keys of the issuer can not be had');
      throw new ProblemError('unavailable', { headers: { 'retry-after': '5' } });
    }
  };
  return {
    bearerOf,
    async readerOf(token) {
      const bearer = await bearerOf(token);
      if (bearer.kind === 'reader') return bearer.reader;
      throw unauthenticated('invalid_token');
    },
  };
}

const ownChannelSchema = z.object({ channel: z.string() });

/** The channel to which a token was given, or `null` when it names a reader, or nobody. */
function clientFrom(payload: JWTPayload, { ownClients = false, channelClaim }: ChannelTokenOptions): TokenClient | null {
  const clientId = payload['client_id'];
  const own = ownClients ? ownChannelSchema.safeParse(payload['suqiao']) : null;
  const named = channelClaim === undefined ? undefined : payload[channelClaim];
  const asked = typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : null;
  const granted = channelScopes.filter((scope) => asked?.includes(scope) === true);
  // A token of our own without any scope does what its client may do; another issuer has to say it.
  if (own?.success === true && typeof clientId === 'string') return { channel: own.data.channel, clientId, scopes: asked === null ? channelScopes : granted };
  return typeof named === 'string' && payload['suqiao'] === undefined ? { channel: named, clientId: null, scopes: granted } : null;
}

function readerFrom(payload: JWTPayload): Reader {
  const claim = claimSchema.safeParse(payload['suqiao']);
  if (!claim.success || payload.sub === undefined) throw unauthenticated('invalid_token');
  const name = payload['name'];
  return { subject: payload.sub, name: typeof name === 'string' ? name : payload.sub, ...claim.data };
}

/** 401 with the challenge that RFC 6750 asks for; `error` only where a credential came and was refused. */
export function unauthenticated(error?: 'invalid_token'): ProblemError {
  const challenge = error === undefined ? 'Bearer realm="suqiao"' : `Bearer realm="suqiao", error="${error}"`;
  return new ProblemError('unauthenticated', { headers: { 'www-authenticate': challenge } });
}

function remoteKeys(uri: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(uri), { cacheMaxAge: 10 * 60 * 1000, cooldownDuration: 5000, timeoutDuration: 3000 });
}

async function discoverJwksUri(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(3000) });
  return z.object({ jwks_uri: z.url() }).parse(await response.json()).jwks_uri;
}
