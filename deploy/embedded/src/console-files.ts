import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemError } from '@suqiao/infra/http';

/** Serves the console's files, its settings, and its start page under every address that is one of its pages. */
export async function serveConsole(application: NestFastifyApplication, settings: object): Promise<void> {
  const fastify = application.getHttpAdapter().getInstance();
  fastify.get('/console-settings.json', (_request, reply) => reply.header('cache-control', 'no-store').send(settings));
  const root = join(require.resolve('@suqiao/console/package.json'), '..', 'dist');
  const isBuilt = existsSync(join(root, 'index.html'));
  if (isBuilt) await fastify.register(fastifyStatic, { root, prefix: '/', wildcard: false, maxAge: '1h', immutable: false });
  fastify.get('/*', (request, reply) => {
    // What looks like a file or belongs to the API is missing; every other address is a page.
    const isPage = !/^\/(api|oidc)\//.test(request.url) && !/\.\w+(\?|$)/.test(request.url);
    if (!isBuilt || !isPage) throw new ProblemError('not-found');
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
