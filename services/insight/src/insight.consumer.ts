import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isCaseEvent, topics } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, PoisonError, type Subscription } from '@suqiao/infra/kafka';
import { AppealsStore } from './appeals.store';
import { KnowledgeStore } from './knowledge.store';

/** Builds insight's view of appeals. `appeal.classified` carries all that `appeal.received` does. */
@Injectable()
export class InsightConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(AppealsStore) private readonly appeals: AppealsStore,
    @Inject(KnowledgeStore) private readonly knowledge: KnowledgeStore,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'insight',
      topics: [topics.appealClassified, topics.case],
      handle: async (event) => {
        if (event.type === 'appeal.classified') {
          refuseUnknown(event.data.sorting.jurisdiction.value);
          await this.appeals.classified(event.data);
        } else if (isCaseEvent(event)) {
          refuseUnknown(event.data.case.divisionCode);
          await this.appeals.follow(event.data.case);
          await this.knowledge.follow(event.data);
        }
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }
}

/** @throws PoisonError for a division that the directory does not have */
function refuseUnknown(divisionCode: string | null): void {
  if (divisionCode !== null && directory.division(divisionCode) === undefined) throw new PoisonError(`division ${divisionCode} is not in the directory`);
}
