import { createHash, randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readerSchema } from '@suqiao/contracts';
import { z } from 'zod';
import { problemIn, RunningSuqiao } from './running-suqiao';

/** What stands around the services: sign-in, documents, the console's pages, health, sample credentials. */
describe('the doors of a running Suqiao', () => {
  let suqiao: RunningSuqiao;
  beforeAll(async () => {
    suqiao = await RunningSuqiao.start('seconds');
  });
  afterAll(() => suqiao.stop());

  const cookies = new Map<string, string>();
  const visit = async (path: string, form?: Record<string, string>): Promise<Response> => {
    const response = await fetch(new URL(path, suqiao.baseUrl), {
      redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    return next === null || next.includes('/signed-in?') ? response : visit(next);
  };

  it('signs a person in through the browser\'s way, as the console\'s settings say, and knows them', async () => {
    const settings = z.object({ authority: z.string(), clientId: z.string(), resource: z.string(), scope: z.string() }).parse((await suqiao.call('GET', '/console-settings.json')).body);
    const discovered = z.object({ authorization_endpoint: z.string(), token_endpoint: z.string() }).parse((await suqiao.call('GET', `${new URL(settings.authority).pathname}/.well-known/openid-configuration`)).body);
    const verifier = randomBytes(32).toString('base64url');
    const wanted = new URLSearchParams({
      client_id: settings.clientId, redirect_uri: `${suqiao.baseUrl}/signed-in`, response_type: 'code', scope: settings.scope, resource: settings.resource, state: 's',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
    });
    const page = await visit(`${discovered.authorization_endpoint}?${wanted.toString()}`);
    const { username, password } = suqiao.user('supervisor-jinan');
    const done = await visit(new URL(page.url).pathname, { username, password });
    const code = new URL(done.headers.get('location') ?? '', suqiao.baseUrl).searchParams.get('code') ?? '';
    const redeemed = await fetch(discovered.token_endpoint, { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', client_id: settings.clientId, code, code_verifier: verifier, redirect_uri: `${suqiao.baseUrl}/signed-in` }) });
    const { access_token } = z.object({ access_token: z.string() }).parse(await redeemed.json());
    const me = await suqiao.call('GET', '/api/v1/me', access_token);
    expect(readerSchema.parse(me.body)).toEqual({ subject: 'supervisor-jinan', name: '济南督办 周桥', role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null });
  });

  it('keeps the sample credentials for their owner', () => {
    for (const file of ['credentials.json', 'oidc-keys.json']) expect(statSync(join(suqiao.stateDir, file)).mode & 0o077).toBe(0);
  });

  it('takes the sample tokens, each within its role', async () => {
    expect((await suqiao.call('GET', '/api/v1/dead-letters', suqiao.user('admin').token)).status).toBe(200);
    expect((await suqiao.call('GET', '/api/v1/dead-letters', suqiao.user('analyst').token)).status).toBe(403);
    expect((await suqiao.call('GET', '/api/v1/me')).status).toBe(401);
  });

  it('serves both documents and their page', async () => {
    expect((await suqiao.call('GET', '/api/openapi.json')).body).toMatchObject({ openapi: '3.1.0' });
    expect((await suqiao.call('GET', '/api/asyncapi.json')).body).toMatchObject({ asyncapi: '3.0.0' });
    const page = await suqiao.call('GET', '/api/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  });

  it('gives each page a nonce of its own for its styles, and takes nothing else inline', async () => {
    const nonces = await Promise.all(['/', '/board', '/track'].map(async (path) => {
      const page = await fetch(`${suqiao.baseUrl}${path}`);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).not.toContain('unsafe');
      const nonce = /style-src 'self' 'nonce-([\w+/=]{24})'/.exec(policy)?.[1] ?? 'none';
      expect(await page.text()).toContain(`<meta property="csp-nonce" nonce="${nonce}"`);
      return nonce;
    }));
    expect(new Set(nonces).size).toBe(3);
    expect((await suqiao.call('GET', '/index.html')).status).toBe(404);
    expect((await suqiao.call('GET', '/api/v1/me')).headers.get('content-security-policy')).toContain("style-src 'self';");
  });

  it('lives and is ready, part by part', async () => {
    expect((await suqiao.call('GET', '/healthz')).status).toBe(200);
    const ready = z.object({ status: z.literal('ready'), parts: z.record(z.string(), z.literal('ready')) }).parse((await suqiao.call('GET', '/readyz')).body);
    expect(Object.keys(ready.parts).sort()).toEqual(['kafka', 'mongodb', 'temporal']);
  });

  it.each([
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/api/v1/cases/x/commands/accept', 405],
    ['DELETE', '/api/v1/appeals', 405],
    ['GET', '/missing.js', 404],
    ['GET', '/../../package.json', 404],
    ['GET', '/%2e%2e/%2e%2e/package.json', 404],
  ])('%s %s → problem %i', async (method, path, status) => {
    const answer = await suqiao.call(method, path);
    expect(answer.status).toBe(status);
    expect(problemIn(answer).status).toBe(status);
  });

  it('stops within seconds although a visitor keeps a connection open', async () => {
    const stream = await fetch(`${suqiao.baseUrl}/api/v1/supervision/stream`, { headers: { authorization: `Bearer ${suqiao.user('supervisor-province').token}` } });
    expect(stream.status).toBe(200);
    const started = Date.now();
    await suqiao.stopProcess('app');
    expect(Date.now() - started).toBeLessThan(8000);
    await stream.body?.cancel().catch(() => undefined);
    await suqiao.startProcess('app');
    await suqiao.waitUntilReady();
  });
});
