import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics } from '@suqiao/contracts';
import { directory, matchDivisions } from '@suqiao/directory';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { ClassificationStore } from './classification.store';
import { keywordRules } from './domain/keyword-rules';
import { sortAppeal, type SortingFacts } from './domain/sort';
import { sampleModel } from './sample-model';
import { segment } from './segmenter';

/** Sorts each received appeal and announces the decision. */
@Injectable()
export class ClassificationConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;
  readonly #facts: SortingFacts;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(ClassificationStore) private readonly store: ClassificationStore,
  ) {
    this.#facts = sortingFacts();
  }

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'classification',
      topics: [topics.appealReceived],
      handle: async (event) => {
        if (event.type !== 'appeal.received') return;
        const { title, content } = event.data;
        await this.store.decide(event, sortAppeal(event.data, segment(title, content), this.#facts));
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }
}

/** Rules, the shipped model and the directory's answers. */
export function sortingFacts(): SortingFacts {
  return {
    rules: keywordRules,
    model: sampleModel(),
    divisionName: (code) => directory.division(code)?.name ?? null,
    categoryName: (code) => directory.category(code)?.name ?? null,
    isCounty: (code) => directory.division(code)?.kind === 'county',
    matchDivisions,
  };
}
