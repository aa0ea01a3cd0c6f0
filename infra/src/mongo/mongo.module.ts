import { Global, Inject, Injectable, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { Connection } from 'mongoose';
import { openMongo } from './settings';

/** Injection token of the mongoose `Connection`. */
export const MONGO = Symbol('mongo connection');

@Injectable()
class MongoLifetime implements OnApplicationShutdown {
  constructor(@Inject(MONGO) private readonly connection: Connection) {}

  async onApplicationShutdown(): Promise<void> {
    await this.connection.close();
  }
}

/** Provides `MONGO`, connected as the environment says. */
@Global()
@Module({})
export class MongoModule {
  static forRoot(environment: NodeJS.ProcessEnv, appName: string): DynamicModule {
    const connection = { provide: MONGO, useFactory: () => openMongo(environment, appName) };
    return { module: MongoModule, providers: [connection, MongoLifetime], exports: [MONGO] };
  }
}
