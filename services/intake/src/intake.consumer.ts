import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type CaseEvent } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, PoisonError, type Subscription } from '@suqiao/infra/kafka';
import { IntakeStore } from './intake.store';

/** Brings the status of a case back to its appeal, for the channel to see. */
@Injectable()
export class IntakeConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(IntakeStore) private readonly store: IntakeStore,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'intake',
      topics: [topics.appealClassified, topics.case],
      handle: async (event) => {
        if (event.type === 'appeal.classified') await this.store.markClassified(event.subject, directory.divisionPath(event.data.sorting.jurisdiction.value ?? '370000'));
        else if (event.type !== 'appeal.received') await this.#follow(event);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  async #follow(event: CaseEvent): Promise<void> {
    const { case: snapshot, transition } = event.data;
    if (directory.division(snapshot.divisionCode) === undefined) throw new PoisonError(`division ${snapshot.divisionCode} is not in the directory`);
    const step = { ...transition, level: snapshot.level, unitName: snapshot.unit.name };
    const known = await this.store.follow(event, step, directory.divisionPath(snapshot.divisionCode));
    if (!known) throw new PoisonError(`appeal ${snapshot.caseId} is not in intake's store`);
  }
}
