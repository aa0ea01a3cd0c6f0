import { createServer, type Server } from 'node:http';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose';
import { z } from 'zod';
import { ProblemError } from '../http/problem';
import { apiResource, readerTokens, type ReaderTokens } from './reader-tokens';

const suqiao = { role: 'supervisor', level: 'city', divisionCode: '370100', unitId: null };
let server: Server;
let issuer: string;
let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
let strangersKey: CryptoKey;
let tokens: ReaderTokens;
/** What the issuer answers instead of its documents; null while it is well. */
let trouble: { status: number; body: string } | null = null;

beforeAll(async () => {
  keys = await generateKeyPair('ES256', { extractable: true });
  strangersKey = (await generateKeyPair('ES256')).privateKey;
  const published = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }] });
  server = createServer((request, response) => {
    if (trouble !== null) response.writeHead(trouble.status).end(trouble.body);
    else response.setHeader('content-type', 'application/json').end(request.url === '/jwks' ? published : JSON.stringify({ issuer, jwks_uri: `${issuer}/jwks` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${String(z.object({ port: z.number() }).parse(server.address()).port)}`;
  tokens = readerTokens(issuer);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  trouble = null;
});

interface Changes { readonly claims?: Readonly<Record<string, unknown>>; readonly audience?: string; readonly issuer?: string; readonly expiresInSeconds?: number; readonly kid?: string; readonly key?: CryptoKey }

function token({ claims = {}, audience = apiResource, issuer: by = issuer, expiresInSeconds = 60, kid = 'k1', key = keys.privateKey }: Changes = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ name: '周桥', suqiao, sub: 'u1', ...claims }).setProtectedHeader({ alg: 'ES256', kid }).setIssuer(by).setAudience(audience).setIssuedAt(now).setExpirationTime(now + expiresInSeconds).sign(key);
}

async function refusal(given: string): Promise<ProblemError> {
  const error: unknown = await tokens.readerOf(given).then(() => new Error('it was accepted'), (thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw error;
  return error;
}

it('knows the reader whom a good token names', async () => {
  await expect(tokens.readerOf(await token())).resolves.toEqual({ subject: 'u1', name: '周桥', ...suqiao });
});

it('forgives a clock that is 20 seconds off, not one that is a minute off', async () => {
  await expect(tokens.readerOf(await token({ expiresInSeconds: -20 }))).resolves.toMatchObject({ subject: 'u1' });
  expect(await refusal(await token({ expiresInSeconds: -60 }))).toMatchObject({ type: 'unauthenticated' });
});

it.each<[string, () => Promise<string> | string]>([
  ['for another audience', () => token({ audience: 'urn:other' })],
  ['of another issuer', () => token({ issuer: 'http://elsewhere.example' })],
  ['signed by a stranger', () => token({ key: strangersKey })],
  ['under an unknown key id', () => token({ kid: 'k2' })],
  ['without a jurisdiction', () => token({ claims: { suqiao: undefined } })],
  ['with a role that does not exist', () => token({ claims: { suqiao: { ...suqiao, role: 'root' } } })],
  ['with a query for a division', () => token({ claims: { suqiao: { ...suqiao, divisionCode: { $gt: '' } } } })],
  ['without a subject', () => token({ claims: { sub: undefined } })],
  ['without a signature (alg none)', () => new UnsecuredJWT({ sub: 'u1', suqiao }).setIssuer(issuer).setAudience(apiResource).setExpirationTime('1m').encode()],
  ['signed with the public key as if it were a shared secret', async () =>
    new SignJWT({ sub: 'u1', suqiao }).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).setIssuer(issuer).setAudience(apiResource).setExpirationTime('1m').sign(new TextEncoder().encode(await exportSPKI(keys.publicKey)))],
  ['tampered with', async () => {
    const [header = '', payload = '', signature = ''] = (await token()).split('.');
    const claims = Buffer.from(payload, 'base64url').toString().replace('370100', '370000');
    return `${header}.${Buffer.from(claims).toString('base64url')}.${signature}`;
  }],
  ['that is no token', () => 'abc'],
])('refuses a token %s', async (_name, make) => {
  expect(await refusal(await make())).toMatchObject({ type: 'unauthenticated', details: { headers: { 'www-authenticate': 'Bearer realm="suqiao", error="invalid_token"' } } });
});

it.each([
  ['answers 500', { status: 500, body: 'oops' }],
  ['answers something else', { status: 200, body: '{"keys":"none"}' }],
  ['answers no JSON', { status: 200, body: '<html>' }],
])('does not blame the token while the issuer %s', async (_name, answer) => {
  const good = await token();
  tokens = readerTokens(issuer, `${issuer}/jwks`);
  trouble = answer;
  expect(await refusal(good)).toMatchObject({ type: 'unavailable', details: { headers: { 'retry-after': '5' } } });
});

it('does not blame the token while the issuer is away, and finds it when it is back', async () => {
  const good = await token();
  tokens = readerTokens(issuer);
  trouble = { status: 503, body: '' };
  expect(await refusal(good)).toMatchObject({ type: 'unavailable' });
  trouble = null;
  await expect(tokens.readerOf(good)).resolves.toMatchObject({ subject: 'u1' });
  await expect(readerTokens('http://127.0.0.1:1').readerOf(good)).rejects.toMatchObject({ type: 'unavailable' });
});
