import { Global, Inject, Injectable, Module, type DynamicModule, type BeforeApplicationShutdown } from '@nestjs/common';
import { loggerFor } from '../telemetry';
import { EventBus } from './event-bus';
import { kafkaSettings } from './settings';

@Injectable()
class EventBusLifetime implements BeforeApplicationShutdown {
  constructor(@Inject(EventBus) private readonly bus: EventBus) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }
}

/** Provides `EventBus`, connected as the environment says, with the topics there before any consumer asks for them. */
@Global()
@Module({})
export class KafkaModule {
  static forRoot(environment: NodeJS.ProcessEnv, clientId: string): DynamicModule {
    const bus = {
      provide: EventBus,
      useFactory: async () => {
        const eventBus = new EventBus(kafkaSettings(environment, clientId), loggerFor('kafka'));
        await eventBus.ensureTopics();
        return eventBus;
      },
    };
    return { module: KafkaModule, providers: [bus, EventBusLifetime], exports: [EventBus] };
  }
}
