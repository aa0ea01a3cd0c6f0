import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard, CHANNEL_DIRECTORY, READER_TOKENS, readerTokens, type ChannelDirectory } from '../auth';
import { settingIn } from '../environment';
import { createHttpApplication } from '../http';
import { KafkaModule } from '../kafka';
import { MongoModule } from '../mongo';
import { loggerFor, nestLogger } from '../telemetry';
import { HealthController } from './health.controller';

/** One service as a process of its own. */
export interface ServiceOptions {
  /** Name in logs, and of its connections: `suqiao-<name>`. */
  readonly name: string;
  readonly module: Type;
  /** Further modules that the service needs from its process. */
  readonly imports?: readonly DynamicModule[];
  /** Port where SUQIAO_PORT does not say another. */
  readonly defaultPort: number;
  /** The service brings the channels' directory; elsewhere every channel key is unknown. */
  readonly bringsChannels?: boolean;
}

const noChannels: ChannelDirectory = { findByKeyHash: () => Promise.resolve(null) };

@Module({})
class ServiceProcess {}

/** Runs a service on its own: engines, issuer (OIDC_ISSUER), host and port by the environment; ends the process when it can't. */
export function runService(options: ServiceOptions): void {
  start(options).catch((error: unknown) => {
    loggerFor(options.name).fatal({ err: error }, 'the service could not start');
    process.exit(1);
  });
}

async function start({ name, module, imports = [], defaultPort, bringsChannels = false }: ServiceOptions): Promise<void> {
  const { env } = process;
  const issuer = env['OIDC_ISSUER'];
  if (issuer === undefined || issuer === '') throw new Error('OIDC_ISSUER is not set: the URL of the issuer of access tokens');
  const composition: DynamicModule = {
    module: ServiceProcess,
    imports: [MongoModule.forRoot(env, `suqiao-${name}`), KafkaModule.forRoot(env, `suqiao-${name}`), ...imports, module],
    controllers: [HealthController],
    providers: [
      { provide: READER_TOKENS, useFactory: () => readerTokens(issuer, undefined, { channelClaim: settingIn(env, 'OIDC_CHANNEL_CLAIM') }) },
      { provide: APP_GUARD, useClass: AccessGuard },
      ...(bringsChannels ? [] : [{ provide: CHANNEL_DIRECTORY, useValue: noChannels }]),
    ],
  };
  const application = await createHttpApplication(composition, nestLogger(name));
  const port = Number(env['SUQIAO_PORT'] ?? defaultPort);
  await application.listen(port, env['SUQIAO_HOST'] ?? '127.0.0.1');
  loggerFor(name).info({ port }, 'ready');
}
