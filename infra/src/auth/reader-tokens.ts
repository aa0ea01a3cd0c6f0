import { readerSchema, type Reader } from '@suqiao/contracts';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { ProblemError } from '../http/problem';

/** The audience of Suqiao's access tokens, and the OAuth resource (RFC 8707) that clients ask for. */
export const apiResource = 'urn:suqiao:api';

/** Injection token of `ReaderTokens`. */
export const READER_TOKENS = Symbol('reader tokens');

export interface ReaderTokens {
  /**
   * The reader whom an access token names.
   * @throws ProblemError `unauthenticated` when the token is not valid, `unavailable` when the issuer's keys can't be had
   */
  readerOf(token: string): Promise<Reader>;
}

/** The claim in which an issuer states role and jurisdiction. */
const claimSchema = readerSchema.pick({ role: true, level: true, divisionCode: true, unitId: true });

/** Verifies tokens of one issuer by its published keys, found by OIDC discovery unless `jwksUri` is given. */
export function readerTokens(issuer: string, jwksUri?: string): ReaderTokens {
  let keys: JWTVerifyGetKey | null = jwksUri === undefined ? null : remoteKeys(jwksUri);
  return {
    async readerOf(token) {
      try {
        keys ??= remoteKeys(await discoverJwksUri(issuer));
        const { payload } = await jwtVerify(token, keys, { issuer, audience: apiResource, clockTolerance: 30, algorithms: ['RS256', 'ES256', 'PS256'] });
        return readerFrom(payload);
      } catch (error) {
        if (error instanceof ProblemError) throw error;
        if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) throw unauthenticated();
        throw new ProblemError('unavailable', { headers: { 'retry-after': '5' } });
      }
    },
  };
}

function readerFrom(payload: JWTPayload): Reader {
  const claim = claimSchema.safeParse(payload['suqiao']);
  if (!claim.success || payload.sub === undefined) throw unauthenticated();
  const name = payload['name'];
  return { subject: payload.sub, name: typeof name === 'string' ? name : payload.sub, ...claim.data };
}

/** 401 with the challenge that RFC 6750 asks for. */
export function unauthenticated(): ProblemError {
  return new ProblemError('unauthenticated', { headers: { 'www-authenticate': 'Bearer realm="suqiao"' } });
}

function remoteKeys(uri: string): JWTVerifyGetKey {
  return createRemoteJWKSet(new URL(uri), { cacheMaxAge: 10 * 60 * 1000, cooldownDuration: 5000, timeoutDuration: 3000 });
}

async function discoverJwksUri(issuer: string): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { signal: AbortSignal.timeout(3000) });
  return z.object({ jwks_uri: z.url() }).parse(await response.json()).jwks_uri;
}
