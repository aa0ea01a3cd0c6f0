import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isCaseEvent, topics, type AppealClassified } from '@suqiao/contracts';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import type { MergeRule } from './domain/merge-rule';
import { judgePair, surest } from './domain/near-duplicate';
import { candidateOf, DuplicateCandidates } from './duplicates.candidates';
import { MERGE_RULE } from './duplicates.merging';
import { DuplicatesStore } from './duplicates.store';

/** Proposes duplicates as appeals are sorted, and follows what becomes of their cases. */
@Injectable()
export class DuplicatesConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(DuplicateCandidates) private readonly candidates: DuplicateCandidates,
    @Inject(DuplicatesStore) private readonly store: DuplicatesStore,
    @Inject(MERGE_RULE) private readonly rule: MergeRule,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'duplicates',
      topics: [topics.appealClassified, topics.case],
      handle: async (event) => {
        if (event.type === 'appeal.classified') await this.compare(event.data);
        else if (isCaseEvent(event)) {
          const { case: snapshot, transition } = event.data;
          await this.candidates.follow(snapshot);
          await this.store.follow(snapshot, transition);
        }
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  /**
   * Entered first, then compared: of two that come at once at least one meets the other. What their cases did in between is
   * brought in afterwards, because an event of theirs may have passed before the proposal was there to be told.
   */
  async compare(data: AppealClassified['data']): Promise<void> {
    const candidate = candidateOf(data);
    await this.candidates.enter(candidate);
    const judged = (await this.candidates.near(candidate)).flatMap((found) => {
      const judgement = judgePair(candidate, found);
      return judgement === null ? [] : [{ found, judgement }];
    });
    const chosen = surest(judged);
    await this.store.propose(chosen.map(({ found, judgement }) => ({ one: candidate, other: found, judgement })), this.rule, new Date());
    if (chosen.length === 0) return;
    const proposed = [candidate, ...chosen.map(({ found }) => found)];
    const sequences = new Map(proposed.map(({ appealId, sequence }) => [appealId, sequence]));
    const known = await this.candidates.byId([...sequences.keys()]);
    await Promise.all(known.filter(({ appealId, sequence }) => sequence > (sequences.get(appealId) ?? 0)).map((moved) => this.store.refresh(moved.appealId, moved)));
  }
}
