import type { ProblemType } from '@suqiao/contracts';
import { problemSchema } from '@suqiao/contracts';
import type { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';

/** One route as its documentation tells it. Services list theirs beside their controllers; a test compares both. */
export interface RouteDescription {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** With `{parameters}`, as OpenAPI writes them. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly security: 'channel' | 'reader' | 'channelOrReader' | 'public';
  readonly parameters?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: z.ZodType;
  /** `application/json` unless told. */
  readonly bodyType?: string;
  readonly status: number;
  readonly answer?: z.ZodType;
  readonly answerType?: string;
  readonly answerHeaders?: z.ZodObject;
  readonly problems: readonly ProblemType[];
}

/** Keeps a route's literal types. */
export function describeRoute(route: RouteDescription): RouteDescription {
  return route;
}

const statusOf = {
  'invalid-json': 400, 'invalid-request': 400, unauthenticated: 401, forbidden: 403, 'not-found': 404, 'method-not-allowed': 405,
  'too-large': 413, 'unsupported-media-type': 415, 'idempotency-key-missing': 400, 'idempotency-key-mismatch': 422, 'idempotency-key-in-flight': 409,
  'command-refused': 409, 'precondition-failed': 412, 'precondition-required': 428, unavailable: 503, 'too-many-requests': 429, internal: 500,
} as const satisfies Readonly<Record<ProblemType, number>>;

/**
 * The OpenAPI 3.1 document of all routes.
 * @param webhooks what Suqiao itself sends, by name: its summary and the shape of its body
 */
export function buildOpenApiDocument(routes: readonly RouteDescription[], version: string, webhooks: Readonly<Record<string, { readonly summary: string; readonly body: z.ZodType; readonly headers: z.ZodObject }>> = {}) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: '诉桥 Suqiao API',
      version,
      description: '企业诉求从渠道到答复。Appeals of enterprises, from any channel to an answer. 错误一律为 RFC 9457 problem+json，按 Accept-Language 给出中文或英文。',
    },
    paths,
    webhooks: Object.fromEntries(Object.entries(webhooks).map(([name, { summary, body, headers }]) => [name, {
      post: { operationId: `webhook-${name}`, summary, requestParams: { header: headers }, requestBody: { required: true, content: { 'application/json': { schema: body } } }, responses: { '204': { description: '2xx: taken' }, '410': { description: 'Nobody is here any more: the webhook is paused' } } },
    }])),
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        channelKey: { type: 'http', scheme: 'bearer', description: '渠道密钥 channel key, sqk_…' },
        readerToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'OIDC 访问令牌 access token' },
      },
    },
  });
}

function operation(route: RouteDescription): ZodOpenApiOperationObject {
  const security = { channel: [{ channelKey: [] }], reader: [{ readerToken: [] }], channelOrReader: [{ channelKey: [] }, { readerToken: [] }], public: [] }[route.security];
  const { parameters: path, query, headers: header } = route;
  const responses: ZodOpenApiOperationObject['responses'] = {
    [String(route.status)]: {
      description: route.summary,
      ...(route.answer && { content: { [route.answerType ?? 'application/json']: { schema: route.answer } } }),
      ...(route.answerHeaders && { headers: route.answerHeaders }),
    },
  };
  for (const status of new Set(route.problems.map((problem) => statusOf[problem]))) {
    const names = route.problems.filter((problem) => statusOf[problem] === status);
    responses[`${status}`] = {
      description: names.join(', '),
      content: { 'application/problem+json': { schema: problemSchema } },
      ...(status === 503 && { headers: { 'Retry-After': { description: '秒 seconds', schema: { type: 'integer' } } } }),
      ...(status === 401 && { headers: { 'WWW-Authenticate': { schema: { type: 'string' } } } }),
    };
  }
  return {
    operationId: `${route.method}${route.path.replaceAll(/[^a-zA-Z]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`,
    summary: route.summary,
    tags: [route.tag],
    security,
    ...((path ?? query ?? header) && { requestParams: { ...(path && { path }), ...(query && { query }), ...(header && { header }) } }),
    ...(route.body && { requestBody: { required: true, content: { [route.bodyType ?? 'application/json']: { schema: route.body } } } }),
    responses,
  };
}
