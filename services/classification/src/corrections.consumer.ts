import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isCaseEvent, topics } from '@suqiao/contracts';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { CorrectionsStore } from './corrections.store';

/** Hears what people make of the categories that sorting found. A case's steps come after the decision that opened it was stored. */
@Injectable()
export class CorrectionsConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(CorrectionsStore) private readonly corrections: CorrectionsStore,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'corrections',
      topics: [topics.case],
      handle: async (event) => {
        if (isCaseEvent(event)) await this.corrections.follow(event);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }
}
