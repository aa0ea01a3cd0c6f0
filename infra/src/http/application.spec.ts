import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { Controller, Get, Headers, HttpException, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { problemSchema } from '@suqiao/contracts';
import { z } from 'zod';
import { currentTraceparent, nestLogger } from '../telemetry';
import { createHttpApplication, registeredRoutes } from './application';
import { assertRoutesDocumented, mountDocumentation } from './documentation';
import { buildOpenApiDocument, describeRoute } from './openapi';
import { ProblemError } from './problem';
import { registerUnavailable } from './problem-filter';
import { ZodBody, ZodParam, ZodQuery } from './validation';

const thingSchema = z.strictObject({ title: z.string().min(1).max(5), nested: z.strictObject({ count: z.int().max(3) }).optional() });
class PartAway extends Error {}

@Controller('api/v1/things')
class ThingController {
  @Post()
  post(@ZodBody(thingSchema) thing: z.infer<typeof thingSchema>, @Headers('x-fail') fail: string | undefined) {
    if (fail === 'mongo') throw Object.assign(new Error('connection to 10.0.0.7:27017 closed'), { name: 'MongoNetworkError' });
    if (fail === 'grpc') throw Object.assign(new Error('14 UNAVAILABLE'), { code: 14 });
    if (fail === 'own') throw new PartAway();
    if (fail === 'secret') throw new Error('password of the store is hunter2');
    if (fail === 'teapot') throw new HttpException('tea', 418);
    return { ...thing, traceparent: currentTraceparent() };
  }

  @Get()
  list(@ZodQuery(z.strictObject({ limit: z.coerce.number().int().max(9).optional() })) query: object) {
    return query;
  }

  @Post(':id/done')
  done() {
    return {};
  }

  @Get(':id')
  get(@ZodParam('id', z.string().regex(/^\d+$/)) id: string) {
    if (id === '404') throw new ProblemError('not-found');
    return { id };
  }
}
@Module({ controllers: [ThingController] })
class ThingModule {}

let application: NestFastifyApplication;
let origin: string;

beforeAll(async () => {
  application = await createHttpApplication(ThingModule, nestLogger('test'), { connectSources: ['https://issuer.example'] });
  registerUnavailable((error) => error instanceof PartAway);
  application.getHttpAdapter().getInstance().get('/*', () => {
    throw new ProblemError('not-found');
  });
  mountDocumentation(application, { openapi: buildOpenApiDocument([], '0') });
  await application.listen(0, '127.0.0.1');
  origin = await application.getUrl();
});
afterAll(() => application.close());

const json = { 'content-type': 'application/json' };

async function ask(method: string, path: string, body?: string | Buffer, headers: Record<string, string> = json) {
  const response = await fetch(`${origin}${path}`, { method, headers, ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }) });
  const text = await response.text();
  return { response, text };
}

async function problem(method: string, path: string, body?: string | Buffer, headers: Record<string, string> = json) {
  const { response, text } = await ask(method, path, body, headers);
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  const parsed = problemSchema.parse(JSON.parse(text));
  expect(parsed.status).toBe(response.status);
  expect(parsed.instance).toBe(`urn:uuid:${response.headers.get('x-request-id') ?? ''}`);
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  return { ...parsed, type: parsed.type.replace('urn:suqiao:problem:', ''), headers: response.headers };
}

describe('every refusal is a problem', () => {
  const nestedDeeply = '['.repeat(100_000);
  it.each<[string, string, number, string | Buffer, Record<string, string>?]>([
    ['a body that is not JSON', 'invalid-json', 400, '{"title": }'],
    ['a body cut off', 'invalid-json', 400, '{"title":"a"'],
    ['an empty body', 'invalid-json', 400, ''],
    ['NaN', 'invalid-json', 400, '{"title":NaN}'],
    ['brackets without end', 'invalid-json', 400, nestedDeeply],
    ['brackets a hundred thousand deep', 'invalid-request', 400, nestedDeeply + ']'.repeat(100_000)],
    ['a reach for the prototype', 'invalid-json', 400, '{"title":"a","__proto__":{"admin":true}}'],
    ['a reach for the constructor\'s prototype', 'invalid-json', 400, '{"title":"a","constructor":{"prototype":{"admin":true}}}'],
    ['bytes that are not UTF-8', 'invalid-json', 400, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['another charset', 'unsupported-media-type', 415, '{"title":"a"}', { 'content-type': 'application/json; charset=GBK' }],
    ['text', 'unsupported-media-type', 415, '{"title":"a"}', { 'content-type': 'text/plain' }],
    ['a form', 'unsupported-media-type', 415, 'title=a', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with a file where none is taken', 'unsupported-media-type', 415, '--b\r\ncontent-disposition: form-data; name="f"; filename="f"\r\n\r\n1\r\n--b--\r\n', { 'content-type': 'multipart/form-data; boundary=b' }],
    ['2 MiB', 'too-large', 413, JSON.stringify({ title: 'a'.repeat(2 * 1024 * 1024) })],
    ['JSON null', 'invalid-request', 400, 'null'],
    ['a list', 'invalid-request', 400, '[]'],
    ['an unknown exception', 'internal', 500, '{"title":"a"}', { ...json, 'x-fail': 'secret' }],
    ['a status that has no problem of its own', 'invalid-request', 400, '{"title":"a"}', { ...json, 'x-fail': 'teapot' }],
  ])('%s → %s', async (_name, type, status, body, headers = json) => {
    expect(await problem('POST', '/api/v1/things', body, headers)).toMatchObject({ type, status });
  });

  it('tells nothing of the inside', async () => {
    const { text } = await ask('POST', '/api/v1/things', '{"title":"a"}', { ...json, 'x-fail': 'secret' });
    expect(text).not.toContain('hunter2');
    expect(await problem('POST', '/api/v1/things', '{"title":"a"}', { ...json, 'x-fail': 'mongo' })).not.toMatchObject({ detail: expect.anything() });
  });

  it.each(['mongo', 'grpc', 'own'])('%s away → 503 that says when to come back', async (fail) => {
    const { headers, ...rest } = await problem('POST', '/api/v1/things', '{"title":"a"}', { ...json, 'x-fail': fail });
    expect(rest).toMatchObject({ type: 'unavailable', status: 503 });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each([
    ['GET', '/nowhere', 'not-found', 404],
    ['GET', '/api/v1/things/404', 'not-found', 404],
    ['GET', `/api/v1/things/${'9'.repeat(500)}`, 'not-found', 404],
    ['GET', '/api/v1/things/%E0%A4%A', 'invalid-request', 400],
    ['GET', '/api/v1/things?limit=10', 'invalid-request', 400],
    ['GET', '/api/v1/things/abc', 'invalid-request', 400],
    ['GET', '/api/docs/../../package.json', 'not-found', 404],
    ['GET', '/api/docs/package.json', 'not-found', 404],
  ])('%s %s → %s', async (method, path, type, status) => {
    expect(await problem(method, path)).toMatchObject({ type, status });
  });

  it('a wrong method names the right ones', async () => {
    const wrong = await problem('DELETE', '/api/v1/things', undefined, {});
    expect(wrong).toMatchObject({ type: 'method-not-allowed', status: 405 });
    expect(wrong.headers.get('allow')).toBe('GET, HEAD, POST');
    const behindCatchAll = await problem('GET', '/api/v1/things/7/done');
    expect([behindCatchAll.type, behindCatchAll.headers.get('allow')]).toEqual(['method-not-allowed', 'POST']);
  });

  it('points to each wrong field', async () => {
    const { errors } = await problem('POST', '/api/v1/things', JSON.stringify({ title: 'longer', nested: { count: 4, 'a/b~c': 1 }, extra: 1 }), { ...json, 'accept-language': 'en' });
    expect(errors).toEqual([
      { pointer: '/title', rule: 'too_big', detail: 'Must have at most 5 characters; it has 6' },
      { pointer: '/nested/count', rule: 'too_big', detail: 'Must be at most 3' },
      { pointer: '/nested/a~1b~0c', rule: 'field.unknown', detail: 'There is no such field' },
      { pointer: '/extra', rule: 'field.unknown', detail: 'There is no such field' },
    ]);
  });

  it('names a wrong parameter', async () => {
    expect((await problem('GET', '/api/v1/things/abc')).errors).toEqual([{ parameter: 'id', rule: 'invalid_format', detail: '格式有误' }]);
    expect((await problem('GET', '/api/v1/things?limit=10&page=2')).errors).toMatchObject([{ parameter: 'limit', rule: 'too_big' }, { parameter: 'page', rule: 'field.unknown' }]);
  });

  it('lists no more than a hundred mistakes and says so', async () => {
    const body = JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${String(index)}`, 1])));
    const { errors, detail } = await problem('POST', '/api/v1/things', body);
    expect(errors).toHaveLength(100);
    expect(detail).toContain('5001');
  });

  it('speaks the language that was asked for', async () => {
    const zh = await problem('GET', '/nowhere', undefined, { 'accept-language': 'fr, en;q=0.4, zh;q=0.5' });
    const en = await problem('GET', '/nowhere', undefined, { 'accept-language': 'en-GB, zh;q=0.5' });
    expect([zh.title, zh.headers.get('content-language')]).toEqual(['找不到', 'zh-CN']);
    expect([en.title, en.headers.get('content-language')]).toEqual(['Not found', 'en']);
  });
});

describe('on the wire', () => {
  it('refuses 2 MiB that come in pieces without a length', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = httpRequest(`${origin}/api/v1/things`, { method: 'POST', headers: { ...json, 'transfer-encoding': 'chunked' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on('error', reject);
      for (let sent = 0; sent < 32; sent += 1) outgoing.write(Buffer.alloc(64 * 1024, 'a'));
      outgoing.end();
    });
    expect(status).toBe(413);
  });

  it('answers what is not HTTP with a problem, too', async () => {
    const { port } = new URL(origin);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('HELLO\r\n\r\n'));
      socket.on('data', (chunk) => (text += chunk.toString())).on('close', () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(answer).toContain('application/problem+json');
  });

  it('keeps the trace while a body is read in pieces', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const answer = await new Promise<string>((resolve, reject) => {
      const outgoing = httpRequest(`${origin}/api/v1/things`, { method: 'POST', headers: { ...json, traceparent } }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
      });
      outgoing.on('error', reject);
      outgoing.write('{"title":');
      setTimeout(() => outgoing.end('"a"}'), 30);
    });
    expect(answer).toContain('00-4bf92f3577b34da6a3ce929d0e0e4736-');
    expect(answer).not.toContain('00f067aa0ba902b7');
  });

  it('sends the security headers on pages, too', async () => {
    const { response } = await ask('GET', '/api/docs', undefined, {});
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(response.headers.get('content-security-policy')).toContain("connect-src 'self' https://issuer.example;");
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(response.headers.get('x-powered-by')).toBeNull();
  });
});

describe('documentation', () => {
  it('is served without an inline script', async () => {
    const { text } = await ask('GET', '/api/docs', undefined, {});
    const sources = [...text.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(sources.length).toBe(2);
    for (const [, attributes = '', inline] of sources) {
      expect(inline).toBe('');
      const { response } = await ask('GET', /src="([^"]+)"/.exec(attributes)?.[1] ?? '', undefined, {});
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    }
    expect((await ask('GET', '/api/openapi.json', undefined, {})).text).toContain('"openapi":"3.1.0"');
  });

  it('is held against the routes, in both directions', () => {
    const route = (method: 'get' | 'post', path: string) => describeRoute({ method, path, summary: '', tag: '', security: 'public', status: 200, problems: [], ...(path.includes('{') && { parameters: z.object({ id: z.string() }) }) });
    const all = [route('get', '/api/v1/things'), route('post', '/api/v1/things'), route('get', '/api/v1/things/{id}'), route('post', '/api/v1/things/{id}/done')];
    expect(registeredRoutes(application).length).toBeGreaterThan(3);
    expect(() => assertRoutesDocumented(application, buildOpenApiDocument(all, '1'))).not.toThrow();
    expect(() => assertRoutesDocumented(application, buildOpenApiDocument(all.slice(1), '1'))).toThrow('not documented: GET /api/v1/things;');
    expect(() => assertRoutesDocumented(application, buildOpenApiDocument([...all, route('get', '/api/v1/dreams')], '1'))).toThrow('not there: GET /api/v1/dreams');
  });
});
