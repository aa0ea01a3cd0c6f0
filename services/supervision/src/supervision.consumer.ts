import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isCaseEvent, topics, type CaseEvent } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, PoisonError, type Subscription } from '@suqiao/infra/kafka';
import { DeadLettersStore } from './dead-letters.store';
import { SupervisionOrdersIssuing } from './supervision-orders.issuing';
import { SupervisionStore } from './supervision.store';

/** Builds the board from `case.*`, issues supervision orders by rule, and keeps dead letters where people can see them. */
@Injectable()
export class SupervisionConsumer implements OnModuleInit, OnModuleDestroy {
  readonly #subscriptions: Subscription[] = [];

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(SupervisionStore) private readonly store: SupervisionStore,
    @Inject(SupervisionOrdersIssuing) private readonly orders: SupervisionOrdersIssuing,
    @Inject(DeadLettersStore) private readonly deadLetters: DeadLettersStore,
  ) {}

  onModuleInit(): void {
    const board = this.bus.subscribe({
      consumer: 'supervision',
      topics: [topics.case],
      handle: async (event) => {
        if (isCaseEvent(event)) await this.#follow(event);
      },
    });
    const letters = this.bus.subscribeDeadLetters({ consumer: 'supervision-dead-letters', handle: (letter) => this.deadLetters.keep(letter) });
    this.#subscriptions.push(board, letters);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.close()));
  }

  async #follow(event: CaseEvent): Promise<void> {
    const { case: snapshot, transition } = event.data;
    if (directory.division(snapshot.divisionCode) === undefined) throw new PoisonError(`division ${snapshot.divisionCode} is not in the directory`);
    await this.store.follow(snapshot, transition, directory.divisionPath(snapshot.divisionCode));
    // After the board's own row, which issuing reads.
    await this.orders.follow(snapshot, transition);
  }
}
