import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard, CHANNEL_DIRECTORY, READER_TOKENS, readerTokens, type ChannelDirectory } from '@suqiao/infra/auth';
import { createHttpApplication } from '@suqiao/infra/http';
import { KafkaModule } from '@suqiao/infra/kafka';
import { MongoModule } from '@suqiao/infra/mongo';
import { loggerFor, nestLogger } from '@suqiao/infra/telemetry';
import { SupervisionModule } from './supervision.module';

/** The issuer of readers' tokens, from the environment. */
function tokensOf(environment: NodeJS.ProcessEnv) {
  const issuer = environment['OIDC_ISSUER'];
  if (issuer === undefined || issuer === '') throw new Error('OIDC_ISSUER is not set: the URL of the issuer of access tokens');
  return readerTokens(issuer);
}

/** Channels have no door here: every channel key is unknown. */
const noChannels: ChannelDirectory = { findByKeyHash: () => Promise.resolve(null) };

/** Supervision as a process of its own. */
@Module({
  imports: [MongoModule.forRoot(process.env, 'suqiao-supervision'), KafkaModule.forRoot(process.env, 'suqiao-supervision'), SupervisionModule],
  providers: [
    { provide: READER_TOKENS, useFactory: () => tokensOf(process.env) },
    { provide: CHANNEL_DIRECTORY, useValue: noChannels },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
class SupervisionProcess {}

async function main(): Promise<void> {
  const application = await createHttpApplication(SupervisionProcess, nestLogger('supervision'));
  const port = Number(process.env['SUQIAO_PORT'] ?? '8084');
  await application.listen(port, process.env['SUQIAO_HOST'] ?? '127.0.0.1');
  loggerFor('supervision').info({ port }, 'supervision ready');
}

main().catch((error: unknown) => {
  loggerFor('supervision').fatal({ err: error }, 'supervision could not start');
  process.exit(1);
});
