import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Reader } from '@suqiao/contracts';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { Provider, type Configuration } from 'oidc-provider';
import { z } from 'zod';
import { renderLoginPage } from './login-page';
import { apiResource } from './reader-tokens';

/** A sample person of the embedded issuer. */
export interface SampleUser extends Omit<Reader, 'subject'> {
  readonly username: string;
  readonly password: string;
}

export interface EmbeddedIssuer {
  /** Handles every request under the issuer's path; `true` when it did. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** An access token for a sample person, as signing in would give it. */
  issueToken(user: SampleUser, ttlInSeconds: number): Promise<string>;
}

const consoleClient = 'suqiao-console';
const accessTokenInSeconds = 3600;
const wrongPasswordDelayInMs = 700;

/**
 * A certified OpenID provider in this process, with sample people: for a machine that has no issuer of its own. Sessions
 * live in memory and end with the process; keys are kept in `stateDir`, so that tokens outlive a restart.
 */
export async function createEmbeddedIssuer(options: { readonly origin: string; readonly path: string; readonly stateDir: string; readonly users: readonly SampleUser[] }): Promise<EmbeddedIssuer> {
  const issuer = `${options.origin}${options.path}`;
  const key = await signingKey(join(options.stateDir, 'oidc-keys.json'));
  const userOf = (username: string) => options.users.find((user) => user.username === username);
  const provider = new Provider(issuer, configuration(options.origin, options.path, key, userOf));
  provider.on('server_error', (_context, error) => {
    console.error(error);
  });
  addLogin(provider, options.path, options.users);
  const callback = provider.callback();
  const privateKey = await importJWK(key, 'RS256');
  return {
    handle: (request, response) => {
      // The provider answers under its own root; the path in front of it is this composition's.
      request.url = (request.url ?? '').slice(options.path.length) || '/';
      Object.assign(request, { originalUrl: `${options.path}${request.url}` });
      void callback(request, response);
    },
    issueToken: (user, ttlInSeconds) =>
      new SignJWT({ name: user.name, suqiao: claimOf(user), client_id: consoleClient, scope: 'suqiao' })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', ...(key.kid !== undefined && { kid: key.kid }) })
        .setSubject(user.username).setIssuer(issuer).setAudience(apiResource).setIssuedAt().setExpirationTime(`${String(ttlInSeconds)}s`)
        .sign(privateKey),
  };
}

function claimOf(user: SampleUser) {
  return { role: user.role, level: user.level, divisionCode: user.divisionCode, unitId: user.unitId };
}

function configuration(origin: string, path: string, key: JWK, userOf: (username: string) => SampleUser | undefined): Configuration {
  return {
    jwks: { keys: [key] },
    clients: [{
      client_id: consoleClient, application_type: 'web', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
      redirect_uris: [`${origin}/signed-in`], post_logout_redirect_uris: [`${origin}/`],
    }],
    // An embedded issuer serves plain http on loopback; the library asks for https elsewhere.
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    claims: { profile: ['name'], openid: ['sub'] },
    scopes: ['openid', 'profile', 'offline_access', 'suqiao'],
    pkce: { required: () => true },
    cookies: { keys: [key.kid ?? 'suqiao'], long: { path: '/' }, short: { path: '/' } },
    ttl: { AccessToken: accessTokenInSeconds, IdToken: accessTokenInSeconds, Session: 12 * 3600, Grant: 12 * 3600, Interaction: 3600, RefreshToken: 12 * 3600, AuthorizationCode: 60 },
    rotateRefreshToken: true,
    issueRefreshToken: () => Promise.resolve(true),
    findAccount: (_context, accountId) => {
      const user = userOf(accountId);
      return user === undefined ? undefined : { accountId, claims: () => ({ sub: accountId, name: user.name }) };
    },
    extraTokenClaims: (_context, token) => {
      const user = 'accountId' in token && typeof token.accountId === 'string' ? userOf(token.accountId) : undefined;
      return user === undefined ? {} : { name: user.name, suqiao: claimOf(user) };
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => apiResource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({ scope: 'suqiao', audience: apiResource, accessTokenFormat: 'jwt', accessTokenTTL: accessTokenInSeconds, jwt: { sign: { alg: 'RS256' } } }),
      },
    },
    interactions: { url: (_context, interaction) => `${path}/interaction/${interaction.uid}` },
    // The console is Suqiao's own client: nobody needs to be asked whether it may know its reader.
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile offline_access');
      grant.addResourceScope(apiResource, 'suqiao');
      await grant.save();
      return grant;
    },
  };
}

/** The login page: a form that lists the sample people. A wrong password costs time, so that guessing is slow. */
function addLogin(provider: Provider, path: string, users: readonly SampleUser[]): void {
  provider.use(async (context, next) => {
    const uid = /^\/interaction\/([\w-]+)$/.exec(context.path)?.[1];
    if (uid === undefined) return next();
    const english = (context.get('accept-language') || '').startsWith('en');
    const page = (failed: boolean) => {
      context.type = 'text/html; charset=utf-8';
      context.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action *; base-uri 'none'");
      context.body = renderLoginPage({ action: `${path}/interaction/${uid}`, users, english, failed });
    };
    await provider.interactionDetails(context.req, context.res);
    if (context.method !== 'POST') return page(false);
    const form = new URLSearchParams(await readBody(context.req));
    const user = users.find((candidate) => candidate.username === form.get('username'));
    if (user === undefined || !samePassword(user.password, form.get('password') ?? '')) {
      await new Promise((resolve) => setTimeout(resolve, wrongPasswordDelayInMs));
      context.status = 401;
      return page(true);
    }
    const location = await provider.interactionResult(context.req, context.res, { login: { accountId: user.username } }, { mergeWithLastSubmission: false });
    context.redirect(location);
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > 4096) throw new Error('the login form is too large');
  }
  return body;
}

function samePassword(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const keySchema = z.looseObject({ kty: z.string(), kid: z.string() });

async function signingKey(file: string): Promise<JWK> {
  if (existsSync(file)) return keySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: `suqiao-${Date.now().toString(36)}` };
  writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  return key;
}
