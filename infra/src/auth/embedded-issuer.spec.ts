import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createEmbeddedIssuer, type EmbeddedIssuer, type SampleUser } from './embedded-issuer';
import { hashChannelKey, newChannelKey } from './channel-keys';
import type { ChannelClient, ChannelClients } from './issuer-clients';
import { apiResource, readerTokens, type ReaderTokens } from './reader-tokens';

const users: SampleUser[] = [
  { username: 'supervisor', password: 'right-密码', name: '督办 <林>', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null },
  { username: 'handler', password: 'other', name: '承办', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-federation' },
];
const tokenAnswerSchema = z.object({ access_token: z.string(), id_token: z.string(), refresh_token: z.string(), expires_in: z.number(), token_type: z.literal('Bearer') });

let server: Server;
let origin: string;
let stateDir: string;
let issuer: EmbeddedIssuer;
const secret = newChannelKey();
const channelClients = new Map<string, ChannelClient>([['sqc-1', { clientId: 'sqc-1', channel: 'hotline', secretHash: hashChannelKey(secret), scopes: ['appeals:write', 'appeals:read'] }]]);
const clients: ChannelClients = { find: (clientId) => Promise.resolve(channelClients.get(clientId) ?? null) };
let tokens: ReaderTokens;

beforeAll(async () => {
  stateDir = join(mkdtempSync(join(tmpdir(), 'suqiao-issuer-')), 'not', 'there', 'yet');
  server = createServer((request, response) => {
    if (request.url?.startsWith('/oidc/') === true) issuer.handle(request, response);
    else response.end('console');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = z.object({ port: z.number() }).parse(server.address());
  origin = `http://127.0.0.1:${String(address.port)}`;
  issuer = await createEmbeddedIssuer({ origin, path: '/oidc', stateDir, users, clients });
  tokens = readerTokens(`${origin}/oidc`, undefined, { ownClients: true });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(join(stateDir, '../../..'), { recursive: true, force: true });
});

/** A browser's part: keeps cookies, follows nothing by itself. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(url, origin), { ...init, redirect: 'manual', headers: { ...Object.fromEntries(new Headers(init.headers)), ...(cookie !== '' && { cookie }) } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Follows redirects until a page, or the client's address, comes. */
  async follow(url: string, init: RequestInit = {}): Promise<{ url: URL; response: Response }> {
    let response = await this.ask(url, init);
    let at = new URL(url, origin);
    for (let step = 0; step < 10 && response.status >= 300 && response.status < 400; step += 1) {
      at = new URL(response.headers.get('location') ?? '', at);
      if (at.pathname === '/signed-in' || at.pathname === '/') break;
      response = await this.ask(at.href);
    }
    return { url: at, response };
  }
}

const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields), headers: { 'content-type': 'application/x-www-form-urlencoded' } });

function authorization(changes: Record<string, string | null> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams();
  const wanted: Record<string, string | null> = {
    client_id: 'suqiao-console', redirect_uri: `${origin}/signed-in`, response_type: 'code', scope: 'openid profile suqiao', resource: apiResource, state: 's1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', ...changes,
  };
  for (const [name, value] of Object.entries(wanted)) if (value !== null) query.set(name, value);
  return { verifier, url: `/oidc/auth?${query.toString()}` };
}

async function signIn(browser: Browser, password = 'right-密码', changes: Record<string, string | null> = {}) {
  const { verifier, url } = authorization(changes);
  const page = await browser.follow(url);
  const done = await browser.follow(page.url.href, form({ username: 'supervisor', password }));
  return { verifier, page, done, code: done.url.searchParams.get('code') ?? '' };
}

const redeem = (code: string, verifier: string) =>
  fetch(`${origin}/oidc/token`, form({ grant_type: 'authorization_code', client_id: 'suqiao-console', code, code_verifier: verifier, redirect_uri: `${origin}/signed-in` }));
const refresh = (token: string) => fetch(`${origin}/oidc/token`, form({ grant_type: 'refresh_token', client_id: 'suqiao-console', refresh_token: token }));

describe('signing in with a code and PKCE', () => {
  it('ends with an access token that names the reader and their jurisdiction', async () => {
    const { code, verifier, done } = await signIn(new Browser());
    expect(done.url.href).toContain(`${origin}/signed-in?code=`);
    expect(done.url.searchParams.get('state')).toBe('s1');
    const answer = tokenAnswerSchema.parse(await (await redeem(code, verifier)).json());
    expect(answer.expires_in).toBe(3600);
    await expect(tokens.readerOf(answer.access_token)).resolves.toEqual({ subject: 'supervisor', name: '督办 <林>', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null });
  });

  it('does not ask again while the session lasts', async () => {
    const browser = new Browser();
    await signIn(browser);
    const again = await browser.follow(authorization().url);
    expect(again.url.searchParams.get('code')).not.toBeNull();
  });

  it('gives a new refresh token for each, and none for a used one', async () => {
    const { code, verifier } = await signIn(new Browser());
    const first = tokenAnswerSchema.parse(await (await redeem(code, verifier)).json());
    const second = tokenAnswerSchema.parse(await (await refresh(first.refresh_token)).json());
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expect(tokens.readerOf(second.access_token)).resolves.toMatchObject({ subject: 'supervisor', divisionCode: '370100' });
    expect((await refresh(first.refresh_token)).status).toBe(400);
    // A used token that comes back was stolen by somebody: its whole line ends.
    expect((await refresh(second.refresh_token)).status).toBe(400);
  });

  it('refuses a wrong verifier and a code used twice', async () => {
    const stolen = await signIn(new Browser());
    expect((await redeem(stolen.code, randomBytes(32).toString('base64url'))).status).toBe(400);
    const used = await signIn(new Browser());
    expect((await redeem(used.code, used.verifier)).status).toBe(200);
    expect((await redeem(used.code, used.verifier)).status).toBe(400);
  });

  it.each([
    ['without PKCE', { code_challenge: null, code_challenge_method: null }],
    ['with a plain challenge', { code_challenge_method: 'plain' }],
    ['for another resource', { resource: 'urn:other' }],
  ])('starts nothing %s', async (_name, changes) => {
    const { url } = await new Browser().follow(authorization(changes).url);
    expect(url.searchParams.get('error')).not.toBeNull();
    expect(url.searchParams.get('code')).toBeNull();
  });

  it('sends nobody to a foreign address', async () => {
    const { response } = await new Browser().follow(authorization({ redirect_uri: 'https://elsewhere.example/signed-in' }).url);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('登录没有完成');
  });

  it('signs out, after which the session is gone', async () => {
    const browser = new Browser();
    const { code, verifier } = await signIn(browser);
    const { id_token } = tokenAnswerSchema.parse(await (await redeem(code, verifier)).json());
    const page = await (await browser.ask(`/oidc/session/end?${new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri: `${origin}/` }).toString()}`)).text();
    expect(page).toContain('退出登录');
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const left = await browser.follow(action, form({ xsrf, logout: 'yes' }));
    expect(left.url.href).toBe(`${origin}/`);
    expect((await browser.follow(authorization().url)).url.pathname).toMatch(/^\/oidc\/interaction\//);
  });
});

it('lets the page that signs out by itself, when nobody is signed in, run its one script', async () => {
  const response = await fetch(`${origin}/oidc/session/end`);
  const script = /<script>([^]*?)<\/script>/.exec(await response.text())?.[1] ?? '';
  expect(response.headers.get('content-security-policy')).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
});

describe('the login page', () => {
  it('lists the people, without a script, in the reader\'s language, safe against their names', async () => {
    const browser = new Browser();
    const { page } = await signIn(browser, 'wrong');
    const zh = await (await browser.ask(page.url.href)).text();
    expect(zh).toContain('<html lang="zh-CN">');
    expect(zh).toContain('督办 &lt;林&gt;（supervisor）');
    expect(zh).not.toMatch(/<script|<style|style=/);
    expect(zh).not.toContain('right-密码');
    expect(await (await browser.ask(page.url.href, { headers: { 'accept-language': 'en' } })).text()).toContain('<html lang="en">');
    const english = await new Browser().follow(authorization({ ui_locales: 'en' }).url);
    expect(await english.response.text()).toContain('Sign in to Suqiao');
    expect(page.response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect((await fetch(`${origin}/oidc/login.css`)).headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('says that a password is wrong, slowly, and keeps the name', async () => {
    const started = Date.now();
    const { done } = await signIn(new Browser(), 'wrong');
    expect(done.response.status).toBe(401);
    expect(Date.now() - started).toBeGreaterThanOrEqual(600);
    const text = await done.response.text();
    expect(text).toContain('role="alert"');
    expect(text).toContain('<option value="supervisor" selected>');
  });

  it('stops guessing, even of many at once', async () => {
    const browser = new Browser();
    const { url } = await browser.follow(authorization().url);
    const guesses = await Promise.all(Array.from({ length: 9 }, () => browser.ask(url.href, form({ username: 'handler', password: 'guess' }))));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    const locked = await browser.ask(url.href, form({ username: 'handler', password: 'other' }));
    expect(locked.status).toBe(429);
    expect(locked.headers.get('retry-after')).toBe('30');
    expect((await browser.follow(url.href, form({ username: 'supervisor', password: 'right-密码' }))).url.pathname).toBe('/signed-in');
  });

  it('knows a sign-in that is not this browser\'s', async () => {
    const { page } = await signIn(new Browser(), 'wrong');
    const stranger = await new Browser().ask(page.url.href);
    expect(stranger.status).toBe(400);
    expect(await stranger.text()).toContain('session_not_found');
  });
});

describe('its keys', () => {
  it('are for the owner\'s eyes and outlive a restart, and so do tokens', async () => {
    expect(statSync(join(stateDir, 'oidc-keys.json')).mode & 0o777).toBe(0o600);
    const handler = z.custom<SampleUser>().parse(users[1]);
    const token = await issuer.issueToken(handler, 60);
    issuer = await createEmbeddedIssuer({ origin, path: '/oidc', stateDir, users, clients });
    await expect(readerTokens(`${origin}/oidc`).readerOf(token)).resolves.toEqual({ subject: 'handler', name: '承办', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-federation' });
  });

  it('are published without their private part', async () => {
    const published = await (await fetch(`${origin}/oidc/jwks`)).text();
    expect(published).toContain('"n":');
    for (const part of ['"d":', '"p":', '"q":']) expect(published).not.toContain(part);
  });
});

describe('client credentials', () => {
  const grant = (clientId: string, clientSecret: string, fields: Record<string, string> = {}) => fetch(`${origin}/oidc/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials', ...fields }),
    headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
  });
  const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number(), token_type: z.literal('Bearer'), scope: z.string().optional() });

  it('give a channel a token with its name and the scopes that it asked for, and none that it has not', async () => {
    const narrow = tokenSchema.parse(await (await grant('sqc-1', secret, { scope: 'appeals:read', resource: apiResource })).json());
    expect(await tokens.bearerOf?.(narrow.access_token)).toEqual({ kind: 'channel', client: { channel: 'hotline', clientId: 'sqc-1', scopes: ['appeals:read'] } });
    await expect(tokens.readerOf(narrow.access_token)).rejects.toMatchObject({ type: 'unauthenticated' });
    const whole = tokenSchema.parse(await (await grant('sqc-1', secret)).json());
    expect(await tokens.bearerOf?.(whole.access_token)).toMatchObject({ kind: 'channel', client: { channel: 'hotline', clientId: 'sqc-1' } });
    expect((await grant('sqc-1', secret, { scope: 'webhooks:manage' })).status).toBe(400);
  });

  it('refuse a wrong secret, the hash of the right one, and a client that is gone', async () => {
    for (const wrong of ['wrong', hashChannelKey(secret), '']) expect((await grant('sqc-1', wrong)).status).toBeGreaterThanOrEqual(400);
    expect((await grant('sqc-1', 'wrong')).status).toBe(401);
    channelClients.delete('sqc-1');
    expect((await grant('sqc-1', secret)).status).toBe(401);
    expect((await grant('suqiao-console', '')).status).toBeGreaterThanOrEqual(400);
  });

  it('of another issuer name the channel by a claim of its own', async () => {
    const token = await issuer.issueToken({ username: 'supervisor', password: '', name: 'x', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null }, 60);
    const foreign = readerTokens(`${origin}/oidc`, undefined, { channelClaim: 'client_id' });
    // A token that says who its reader is names a reader, whatever else it says.
    expect(await foreign.bearerOf?.(token)).toMatchObject({ kind: 'reader' });
  });
});
