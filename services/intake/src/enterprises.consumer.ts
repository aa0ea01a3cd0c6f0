import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isCreditCode, topics, type AppealSummary } from '@suqiao/contracts';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { provisionalDivision } from './domain/enterprise';
import { EnterprisesStore, placeFacts } from './enterprises.store';

/** Enters enterprises that appeals name and the register does not know, provisionally. */
@Injectable()
export class EnterprisesConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(EnterprisesStore) private readonly store: EnterprisesStore,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'enterprises',
      topics: [topics.appealReceived],
      handle: async (event) => {
        if (event.type === 'appeal.received') await this.#name(event.data);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  /** Who asks for confidence is not entered: the entry alone would tell that it has complained. */
  async #name(appeal: AppealSummary): Promise<void> {
    const { creditCode, confidential, appellantName, receivedAt } = appeal;
    if (creditCode === null || confidential || !isCreditCode(creditCode)) return;
    await this.store.name(creditCode, appellantName, provisionalDivision(appeal, placeFacts), new Date(receivedAt));
  }
}
