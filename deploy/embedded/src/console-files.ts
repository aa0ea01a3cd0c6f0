import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemError, securityHeaders } from '@suqiao/infra/http';

/** What stands in the start page for the nonce of its styles. */
const noncePlace = '__STYLE_NONCE__';
const nonceBytes = 16;

/**
 * Serves the console's files, its settings, and its start page under every address that is one of its pages. The component
 * library writes styles at run time: each page has a nonce of its own for them, so that no other style is taken.
 * @param connectSources as the application's own security headers have them
 */
export async function serveConsole(application: NestFastifyApplication, settings: object, connectSources: readonly string[]): Promise<void> {
  const fastify = application.getHttpAdapter().getInstance();
  fastify.get('/console-settings.json', (_request, reply) => reply.header('cache-control', 'no-store').send(settings));
  const root = join(require.resolve('@suqiao/console/package.json'), '..', 'dist');
  const startPage = join(root, 'index.html');
  const isBuilt = existsSync(startPage);
  if (isBuilt) await fastify.register(fastifyStatic, { root, prefix: '/', wildcard: false, index: false, globIgnore: ['index.html'], maxAge: '1h', immutable: false });
  fastify.get('/*', async (request, reply) => {
    // What looks like a file or belongs to the API is missing; every other address is a page.
    const isPage = !/^\/(api|oidc)\//.test(request.url) && !/\.\w+(\?|$)/.test(request.url);
    if (!isBuilt || !isPage) throw new ProblemError('not-found');
    const nonce = randomBytes(nonceBytes).toString('base64');
    const page = (await readFile(startPage, 'utf8')).replaceAll(noncePlace, nonce);
    return reply.headers({ ...securityHeaders(connectSources, nonce), 'cache-control': 'no-cache' }).type('text/html; charset=utf-8').send(page);
  });
}
