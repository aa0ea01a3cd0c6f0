import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import type { Reader } from '@suqiao/contracts';
import { exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import { errors, Provider, type Configuration } from 'oidc-provider';
import { z } from 'zod';
import { loggerFor } from '../telemetry';
import { addChannelClients, withChannelClients, type ChannelClients } from './issuer-clients';
import { addLogin, pageSetting } from './login';
import { renderFailurePage, renderLogoutPage, renderSignedOutPage } from './login-page';
import { apiResource } from './reader-tokens';

/** A sample person of the embedded issuer. */
export interface SampleUser extends Omit<Reader, 'subject'> {
  readonly username: string;
  readonly password: string;
}

/** The issuer, to be mounted by its composition. */
export interface EmbeddedIssuer {
  /** Answers a request whose address begins with the issuer's path. The body must not have been read. */
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** An access token for a sample person, as signing in would give it. */
  issueToken(user: SampleUser, ttlInSeconds: number): Promise<string>;
}

/** Where an issuer stands, and whom it knows. */
export interface IssuerOptions {
  readonly origin: string;
  readonly path: string;
  readonly stateDir: string;
  readonly users: readonly SampleUser[];
  /** Channels that get their tokens by client credentials; none unless told. */
  readonly clients?: ChannelClients;
}

const consoleClient = 'suqiao-console';
const accessTokenInSeconds = 3600;

/**
 * A certified OpenID provider in this process, with sample people: for a machine that has no issuer of its own. Sessions
 * live in memory and end with the process; keys are kept in `stateDir`, so that tokens outlive a restart.
 */
export async function createEmbeddedIssuer(options: IssuerOptions): Promise<EmbeddedIssuer> {
  const issuer = `${options.origin}${options.path}`;
  const key = await signingKey(join(options.stateDir, 'oidc-keys.json'));
  const userOf = (username: string) => options.users.find((user) => user.username === username);
  const plain = configuration(options.origin, options.path, key, userOf);
  const provider = new Provider(issuer, options.clients === undefined ? plain : withChannelClients(plain, options.clients));
  if (options.clients !== undefined) addChannelClients(provider, options.clients);
  provider.on('server_error', (_context, error) => {
    loggerFor('issuer').error({ err: error }, 'a sign-in request failed');
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

function configuration(origin: string, path: string, key: SigningKey, userOf: (username: string) => SampleUser | undefined): Configuration {
  return {
    jwks: { keys: [key] },
    clients: [{
      client_id: consoleClient, application_type: 'web', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
      redirect_uris: [`${origin}/signed-in`], post_logout_redirect_uris: [`${origin}/`],
    }],
    // An embedded issuer serves plain http on loopback; the library asks for https elsewhere.
    clientDefaults: { id_token_signed_response_alg: 'RS256' },
    claims: { profile: ['name'], openid: ['sub'] },
    // `suqiao` is the resource's scope; listed here it would ask for a consent that nobody can give.
    scopes: ['openid', 'profile', 'offline_access'],
    pkce: { required: () => true },
    cookies: { keys: [cookieSecret(key)], long: { path: '/' }, short: { path: '/' } },
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
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = renderLogoutPage(pageSetting(context, path, context.oidc.params?.['ui_locales']), form);
        },
        postLogoutSuccessSource: (context) => {
          context.body = renderSignedOutPage(pageSetting(context, path));
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => apiResource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== apiResource) throw new errors.InvalidTarget();
          return { scope: 'suqiao', audience: apiResource, accessTokenFormat: 'jwt', accessTokenTTL: accessTokenInSeconds, jwt: { sign: { alg: 'RS256' } } };
        },
      },
    },
    renderError: (context, out) => {
      context.type = 'text/html; charset=utf-8';
      context.body = renderFailurePage(pageSetting(context, path), out.error);
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

const keySchema = z.looseObject({ kty: z.string(), kid: z.string(), d: z.string() });
type SigningKey = z.infer<typeof keySchema>;

/** Signs the issuer's cookies; derived, so that the one kept secret is enough, and unknown to who knows the public key. */
function cookieSecret(key: SigningKey): string {
  return createHmac('sha256', key.d).update('suqiao issuer cookies').digest('base64url');
}

async function signingKey(file: string): Promise<SigningKey> {
  if (existsSync(file)) return keySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = keySchema.parse({ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: `suqiao-${Date.now().toString(36)}` });
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${String(process.pid)}`;
  writeFileSync(draft, JSON.stringify(key), { mode: 0o600 });
  renameSync(draft, file);
  return key;
}
