import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type AppealSummary, type Sorting } from '@suqiao/contracts';
import { directory, matchDivisions } from '@suqiao/directory';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { ClassificationStore } from './classification.store';
import type { Classifier } from './domain/classifier';
import { keywordRules } from './domain/keyword-rules';
import { sortAppeal, type SortingFacts } from './domain/sort';
import { LanguageModel, languageModelSettings } from './language-model';
import { ModelInService } from './model-in-service';
import { segment } from './segmenter';
import { urgencyRulesOf } from './urgency-file';

/** Sorts each received appeal and announces the decision. */
@Injectable()
export class ClassificationConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;
  readonly #sort: (appeal: AppealSummary) => Promise<Sorting>;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(ClassificationStore) private readonly store: ClassificationStore,
    @Inject(ModelInService) model: ModelInService,
  ) {
    this.#sort = sorterOf(process.env, () => model.classifier());
  }

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'classification',
      topics: [topics.appealReceived],
      handle: async (event) => {
        if (event.type !== 'appeal.received') return;
        await this.store.decide(event, await this.#sort(event.data));
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }
}

/**
 * Sorts an appeal by what the environment names: see `sortingFacts` and `languageModelSettings`.
 * @param modelInService asked for each appeal: another model may have taken over
 * @throws Error naming a variable that is wrong
 */
export function sorterOf(environment: NodeJS.ProcessEnv, modelInService: () => Promise<Classifier | null>): (appeal: AppealSummary) => Promise<Sorting> {
  const facts = sortingFacts(environment, null);
  const settings = languageModelSettings(environment);
  const languageModel = settings === null ? null : new LanguageModel(settings, directory.categories);
  return async (appeal) => {
    const text = segment(appeal.title, appeal.content);
    const linear = await modelInService();
    const model = languageModel === null ? linear : await languageModel.classifierFor(appeal, text, linear);
    return sortAppeal(appeal, text, { ...facts, model });
  };
}

/** The shipped rules, the directory's answers, and a model. Words of urgency are those of the file URGENCY_RULES, if it is set. @throws Error when that file is missing or holds no rules */
export function sortingFacts(environment: NodeJS.ProcessEnv, model: Classifier | null): SortingFacts {
  return {
    rules: keywordRules,
    model,
    categoryName: (code) => directory.category(code)?.name,
    jurisdiction: { division: directory.division, path: directory.divisionPath, match: matchDivisions, currentCode: directory.currentCode },
    urgency: urgencyRulesOf(environment),
  };
}
