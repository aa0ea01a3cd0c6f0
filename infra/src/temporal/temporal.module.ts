import { Global, Inject, Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Client } from '@temporalio/client';
import { openTemporal } from './settings';

@Injectable()
class TemporalLifetime implements OnApplicationShutdown {
  constructor(@Inject(Client) private readonly client: Client) {}

  async onApplicationShutdown(): Promise<void> {
    await this.client.connection.close();
  }
}

/** Provides Temporal's `Client`, configured by the environment. */
@Global()
@Module({})
export class TemporalModule {
  static forRoot(environment: NodeJS.ProcessEnv): DynamicModule {
    const client = { provide: Client, useFactory: () => openTemporal(environment) };
    return { module: TemporalModule, providers: [client, TemporalLifetime], exports: [Client] };
  }
}
