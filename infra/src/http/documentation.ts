import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { registeredRoutes } from './application';
import { ProblemError } from './problem';

/** The documents that are served live. */
export interface Documents {
  readonly openapi: object;
  readonly asyncapi?: object;
}

const page = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>接口文档 · 诉桥 Suqiao API</title>
<link rel="icon" href="/api/docs/favicon-32x32.png"><link rel="stylesheet" href="/api/docs/swagger-ui.css"><link rel="stylesheet" href="/api/docs/page.css"></head>
<body><header><nav aria-label="接口文档">
<strong>诉桥 Suqiao · 接口文档 API</strong><a href="/api/openapi.json">OpenAPI 3.1</a><a href="/api/asyncapi.json">AsyncAPI 3</a><a href="/">控制台 Console</a></nav></header>
<div id="documentation"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;

/** Files of their own because the content security policy allows nothing inline. */
const pageStyle = `body { margin: 0; }
header { font: 16px/1.6 system-ui, sans-serif; padding: 12px 20px; background: #0b3a6f; }
header nav { display: flex; gap: 20px; flex-wrap: wrap; }
header strong, header a { color: #fff; }`;
const startScript = `window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#documentation', deepLinking: true, tryItOutEnabled: true, persistAuthorization: false, validatorUrl: null });`;

const files: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
  'favicon-32x32.png': 'image/png',
};

/** Serves `/api/docs`, `/api/openapi.json` and `/api/asyncapi.json`. Call before the application listens. */
export function mountDocumentation(application: NestFastifyApplication, { openapi, asyncapi }: Documents): void {
  const fastify = application.getHttpAdapter().getInstance();
  const folder = join(require.resolve('swagger-ui-dist/package.json'), '..');
  const documents: Readonly<Record<string, object | undefined>> = { '/api/openapi.json': openapi, '/api/asyncapi.json': asyncapi };
  for (const [path, document] of Object.entries(documents)) {
    if (document === undefined) continue;
    const text = JSON.stringify(document);
    fastify.get(path, (_request, reply) => reply.type('application/json; charset=utf-8').send(text));
  }
  fastify.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  fastify.get('/api/docs/', (_request, reply) => reply.redirect('/api/docs'));
  fastify.get('/api/docs/page.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(pageStyle));
  fastify.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(startScript));
  fastify.get<{ Params: { file: string } }>('/api/docs/:file', (request, reply) => {
    const type = files[request.params.file];
    if (type === undefined) throw new ProblemError('not-found');
    return reply.type(type).header('cache-control', 'public, max-age=86400').send(createReadStream(join(folder, request.params.file)));
  });
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

/**
 * For tests: every route of the application under `/api/v1` stands in the document, and every documented one exists.
 * @throws Error naming each route that stands on one side only
 */
export function assertRoutesDocumented(application: NestFastifyApplication, document: { readonly paths?: Readonly<Record<string, object>> | undefined }): void {
  const documented = new Set(Object.entries(document.paths ?? {}).flatMap(([path, item]) => methods.filter((method) => method in item).map((method) => `${method.toUpperCase()} ${path}`)));
  const existing = new Set(registeredRoutes(application).filter(({ method, path }) => path.startsWith('/api/v1') && method !== 'HEAD').map(({ method, path }) => `${method} ${path}`));
  const undocumented = [...existing].filter((route) => !documented.has(route));
  const invented = [...documented].filter((route) => route.includes(' /api/v1') && !existing.has(route));
  if (undocumented.length + invented.length === 0) return;
  throw new Error(`not documented: ${undocumented.join(', ') || 'none'}; documented but not there: ${invented.join(', ') || 'none'}`);
}
