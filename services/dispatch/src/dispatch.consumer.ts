import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type AppealClassified } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { CaseOrders } from './case-orders';
import { wordsOf } from './case-words';
import { DispatchFacts } from './dispatch.facts';
import { DispatchStore } from './dispatch.store';
import { openCase } from './domain/plan';

/** 派单: turns each classified appeal into exactly one case with exactly one workflow. */
@Injectable()
export class DispatchConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(DispatchStore) private readonly store: DispatchStore,
    @Inject(CaseOrders) private readonly orders: CaseOrders,
    @Inject(DispatchFacts) private readonly facts: DispatchFacts,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'dispatch',
      topics: [topics.appealClassified],
      handle: async (event) => {
        if (event.type === 'appeal.classified') await this.dispatch(event);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  /** The case is written first, so that a workflow never starts for a case that the store does not have. */
  private async dispatch(event: AppealClassified): Promise<void> {
    const { snapshot, transition } = openCase(event.data, this.facts.opening(), new Date());
    const stored = await this.store.open(event, snapshot, transition, directory.divisionPath(snapshot.divisionCode), wordsOf(snapshot));
    await this.orders.start(stored);
  }
}
