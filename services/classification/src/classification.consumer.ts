import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type AppealSummary, type Sorting } from '@suqiao/contracts';
import { directory, matchDivisions } from '@suqiao/directory';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { ClassificationStore } from './classification.store';
import { keywordRules } from './domain/keyword-rules';
import { linearClassifier } from './domain/linear-model';
import { sortAppeal, type SortingFacts } from './domain/sort';
import { LanguageModel, languageModelSettings } from './language-model';
import { readModel } from './model-file';
import { sampleModel } from './sample-model';
import { segment } from './segmenter';
import { urgencyRulesOf } from './urgency-file';

/** Sorts each received appeal and announces the decision. */
@Injectable()
export class ClassificationConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;
  readonly #sort = sorterOf(process.env);

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(ClassificationStore) private readonly store: ClassificationStore,
  ) {}

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

/** Sorts an appeal by what the environment names: see `sortingFacts` and `languageModelSettings`. @throws Error naming a variable that is wrong */
export function sorterOf(environment: NodeJS.ProcessEnv): (appeal: AppealSummary) => Promise<Sorting> {
  const facts = sortingFacts(environment);
  const settings = languageModelSettings(environment);
  const languageModel = settings === null ? null : new LanguageModel(settings, directory.categories, facts.model);
  return async (appeal) => {
    const text = segment(appeal.title, appeal.content);
    const model = languageModel === null ? facts.model : await languageModel.classifierFor(appeal, text);
    return sortAppeal(appeal, text, { ...facts, model });
  };
}

/**
 * The shipped rules, the directory's answers, and the model of the file CATEGORY_MODEL (made by `train`): the shipped
 * model when it is not set, none when it is `none`. Words of urgency are those of the file URGENCY_RULES, if it is set.
 * @throws Error when a file is missing or holds no model, or no rules
 */
export function sortingFacts(environment: NodeJS.ProcessEnv = process.env): SortingFacts {
  const file = environment['CATEGORY_MODEL'];
  return {
    rules: keywordRules,
    model: file === 'none' ? null : file === undefined ? sampleModel() : linearClassifier(readModel(file)),
    categoryName: (code) => directory.category(code)?.name,
    jurisdiction: { division: directory.division, path: directory.divisionPath, match: matchDivisions, currentCode: directory.currentCode },
    urgency: urgencyRulesOf(environment),
  };
}
