import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard, READER_TOKENS, readerTokens } from '@suqiao/infra/auth';
import { createHttpApplication } from '@suqiao/infra/http';
import { KafkaModule } from '@suqiao/infra/kafka';
import { MongoModule } from '@suqiao/infra/mongo';
import { loggerFor, nestLogger } from '@suqiao/infra/telemetry';
import { IntakeModule } from './intake.module';

/** The issuer of readers' tokens, from the environment. */
function tokensOf(environment: NodeJS.ProcessEnv) {
  const issuer = environment['OIDC_ISSUER'];
  if (issuer === undefined || issuer === '') throw new Error('OIDC_ISSUER is not set: the URL of the issuer of access tokens');
  return readerTokens(issuer);
}

/** Intake as a process of its own. */
@Module({
  imports: [MongoModule.forRoot(process.env, 'suqiao-intake'), KafkaModule.forRoot(process.env, 'suqiao-intake'), IntakeModule],
  providers: [
    { provide: READER_TOKENS, useFactory: () => tokensOf(process.env) },
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
})
class IntakeProcess {}

async function main(): Promise<void> {
  const application = await createHttpApplication(IntakeProcess, nestLogger('intake'));
  const port = Number(process.env['SUQIAO_PORT'] ?? '8081');
  await application.listen(port, process.env['SUQIAO_HOST'] ?? '127.0.0.1');
  loggerFor('intake').info({ port }, 'intake ready');
}

main().catch((error: unknown) => {
  loggerFor('intake').fatal({ err: error }, 'intake could not start');
  process.exit(1);
});
