import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, PoisonError, type Subscription } from '@suqiao/infra/kafka';
import { RatesStore } from './rates.store';

/** Records the rated facts of `case.*`, in a consumer group of its own: the board never waits for it. */
@Injectable()
export class RatesConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(RatesStore) private readonly store: RatesStore,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'supervision-rates',
      topics: [topics.case],
      handle: async (event) => {
        if ('case' in event.data) await this.#follow(event.data.case);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  async #follow(snapshot: CaseSnapshot): Promise<void> {
    if (directory.division(snapshot.divisionCode) === undefined) throw new PoisonError(`division ${snapshot.divisionCode} is not in the directory`);
    await this.store.follow(snapshot, directory.divisionPath(snapshot.divisionCode));
  }
}
