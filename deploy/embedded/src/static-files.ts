import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemError, sendProblem } from '@suqiao/infra/http';


const docsPage = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>诉桥 API · Suqiao API</title><link rel="stylesheet" href="/api/docs/assets/swagger-ui.css"></head><body><div id="swagger-ui"></div><script src="/api/docs/assets/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body></html>`;
const docsScript = "window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true, tryItOutEnabled: true, persistAuthorization: true });\n";

/** Documents and their pages under /api, and the console's files with its pages' addresses under /. */
export async function serveFiles(application: NestFastifyApplication, documents: { readonly openapi: object; readonly asyncapi: object | null }, settings: object): Promise<void> {
  const fastify = application.getHttpAdapter().getInstance();
  fastify.get('/api/openapi.json', (_request, reply) => reply.send(documents.openapi));
  if (documents.asyncapi !== null) fastify.get('/api/asyncapi.json', (_request, reply) => reply.send(documents.asyncapi));
  fastify.get('/api/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(docsPage));
  fastify.get('/api/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(docsScript));
  fastify.get('/console-settings.json', (_request, reply) => reply.header('cache-control', 'no-store').send(settings));
  await fastify.register(fastifyStatic, { root: join(require.resolve('swagger-ui-dist/package.json'), '..'), prefix: '/api/docs/assets/', index: false, decorateReply: false });
  const root = join(require.resolve('@suqiao/console/package.json'), '..', 'dist');
  const hasConsole = existsSync(join(root, 'index.html'));
  if (hasConsole) await fastify.register(fastifyStatic, { root, prefix: '/', wildcard: false, maxAge: '1h', immutable: false });
  // A page's address is the console's to route; whatever looks like a file or belongs to the API is missing.
  fastify.get('/*', (request, reply) => {
    const isPage = !/^\/(api|oidc)\//.test(request.url) && !/\.\w+(\?|$)/.test(request.url);
    if (hasConsole && isPage) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    sendProblem(new ProblemError('not-found'), request, reply);
    return reply;
  });
}
