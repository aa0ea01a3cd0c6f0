import 'reflect-metadata';
import { join, resolve } from 'node:path';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard, createEmbeddedIssuer, hashChannelKey, READER_TOKENS, readerTokens, apiResource } from '@suqiao/infra/auth';
import { createHttpApplication, mountDocumentation } from '@suqiao/infra/http';
import { buildAsyncApiDocument } from '@suqiao/contracts';
import { KafkaModule } from '@suqiao/infra/kafka';
import { MongoModule } from '@suqiao/infra/mongo';
import { loggerFor, nestLogger } from '@suqiao/infra/telemetry';
import { HealthController } from '@suqiao/infra/service';
import { TemporalModule } from '@suqiao/infra/temporal';
import { ChannelsStore } from '@suqiao/intake';
import packageFile from '../package.json';
import { sampleChannels, sampleCredentials, writeCredentials } from './credentials';
import { serveConsole } from './console-files';
import { openApiDocument } from './openapi';
import { serviceModules } from './services';

const environment = process.env;
const host = environment['SUQIAO_HOST'] ?? '127.0.0.1';
const port = Number(environment['SUQIAO_PORT'] ?? 8080);
const origin = environment['SUQIAO_ORIGIN'] ?? `http://127.0.0.1:${String(port)}`;
const stateDir = resolve(environment['SUQIAO_STATE_DIR'] ?? join(process.cwd(), '.suqiao'));
const ownIssuer = environment['OIDC_ISSUER'];
const issuerPath = '/oidc';
const issuer = ownIssuer ?? `${origin}${issuerPath}`;
const sampleTokenInSeconds = 30 * 24 * 3600;

/** All services in one process: what a demonstration needs, and a small federation. */
@Module({
  imports: [
    MongoModule.forRoot(environment, 'suqiao'),
    KafkaModule.forRoot(environment, 'suqiao'),
    TemporalModule.forRoot(environment),
    ...serviceModules,
  ],
  controllers: [HealthController],
  providers: [
    { provide: READER_TOKENS, useFactory: () => readerTokens(issuer, ownIssuer === undefined ? `http://127.0.0.1:${String(port)}${issuerPath}/jwks` : undefined, { ownClients: ownIssuer === undefined, channelClaim: environment['OIDC_CHANNEL_CLAIM'] }) },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
class SuqiaoModule {}

async function main(): Promise<void> {
  const connectSources = ownIssuer === undefined ? [] : [new URL(ownIssuer).origin];
  const application = await createHttpApplication(SuqiaoModule, nestLogger('suqiao'), { connectSources });
  const credentials = sampleCredentials(stateDir);
  const channels = application.get(ChannelsStore);
  const tokens = new Map<string, string>();
  if (ownIssuer === undefined) {
    const embedded = await createEmbeddedIssuer({ origin, path: issuerPath, stateDir, users: credentials.users, clients: { find: (clientId) => channels.clientOf(clientId) } });
    for (const user of credentials.users) tokens.set(user.username, await embedded.issueToken(user, sampleTokenInSeconds));
    const fastify = application.getHttpAdapter().getInstance();
    fastify.addHook('onRequest', (request, reply, done) => {
      if (!request.url.startsWith(`${issuerPath}/`)) {
        done();
        return;
      }
      // Before any body is read: the issuer reads its own forms.
      reply.hijack();
      embedded.handle(request.raw, reply.raw);
    });
  }
  mountDocumentation(application, { openapi: openApiDocument(), asyncapi: buildAsyncApiDocument(packageFile.version) });
  await serveConsole(application, { authority: issuer, clientId: environment['OIDC_CLIENT_ID'] ?? 'suqiao-console', resource: apiResource, scope: 'openid profile offline_access suqiao' }, connectSources);
  await application.init();
  for (const [name, displayName] of Object.entries(sampleChannels)) await channels.ensureChannel(name, displayName, hashChannelKey(credentials.channels[name] ?? ''));
  writeCredentials(stateDir, credentials, tokens);
  await application.listen(port, host);
  loggerFor('suqiao').info({ origin }, 'listening');
}

main().catch((error: unknown) => {
  loggerFor('suqiao').fatal({ err: error }, 'the services could not start');
  process.exit(1);
});
