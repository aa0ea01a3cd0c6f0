import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isCaseEvent, topics } from '@suqiao/contracts';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { RemindersAsking } from './reminders.asking';

/** Asks for the reminders of the clocks in `case.*`, in a consumer group of its own: the board never waits for it. */
@Injectable()
export class RemindersConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(RemindersAsking) private readonly asking: RemindersAsking,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'supervision-reminders',
      topics: [topics.case],
      handle: async (event) => {
        if (isCaseEvent(event)) await this.asking.follow(event.data.case, event.data.transition);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }
}
