import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { isCaseEvent, topics, type AppealClassified, type AppealRequestDecided, type CaseEvent, type IssueAppealAnswered } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, PoisonError, type Subscription } from '@suqiao/infra/kafka';
import { AmendStore } from './amend.store';
import { ChangesStore } from './changes.store';
import { stepOf } from './domain/appeal';
import { changeOfDecision, changeOfIssueAnswer, changesOfCase, changesOfClassified, traced } from './domain/change';
import { IntakeStore } from './intake.store';
import { TrackingStore } from './tracking.store';

/** Where an appeal lies whose jurisdiction nobody knows yet. */
const provinceCode = '370000';

/** Brings the status of a case back to its appeal, for the channel to see. */
@Injectable()
export class IntakeConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(IntakeStore) private readonly store: IntakeStore,
    @Inject(AmendStore) private readonly amendments: AmendStore,
    @Inject(ChangesStore) private readonly changes: ChangesStore,
    @Inject(TrackingStore) private readonly ratings: TrackingStore,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'intake',
      topics: [topics.appealClassified, topics.case, topics.commonIssue],
      handle: async (event) => {
        if (event.type === 'appeal.classified') await this.#classified(event);
        else if (event.type === 'appeal.requestDecided') await this.#decided(event);
        else if (event.type === 'appeal.ratingDecided') await this.ratings.decide(event.data);
        else if (event.type === 'commonIssue.appealAnswered') await this.#answered(event);
        else if (isCaseEvent(event)) await this.#follow(event);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  async #classified(event: AppealClassified): Promise<void> {
    const { appeal, sorting } = event.data;
    await this.store.markClassified(appeal.appealId, pathOf(sorting.jurisdiction.value ?? provinceCode));
    await this.changes.record(traced(changesOfClassified(event), event));
  }

  async #decided(event: AppealRequestDecided): Promise<void> {
    await this.amendments.decide(event.data);
    await this.changes.record(traced([changeOfDecision(event)], event));
  }

  /** 逐件答复: the channel and the appellant read what the common issue of their appeal was closed with. */
  async #answered(event: IssueAppealAnswered): Promise<void> {
    const { appealId, at, issueName, outcome, reply } = event.data;
    const found = await this.store.noteIssueAnswer(appealId, { id: event.id, at, name: issueName, outcome, text: reply });
    if (found === null) throw new PoisonError(`appeal ${appealId} is not in intake's store`);
    await this.changes.record(traced([changeOfIssueAnswer(event, found.channel, found.status)], event));
  }

  /**
   * An appeal is stored before anything is said of it, so a case without one comes from another producer or a store that
   * was emptied: waiting would block its partition for nothing, and dropping it would hide it. It is put aside.
   */
  async #follow(event: CaseEvent): Promise<void> {
    const { case: snapshot, transition } = event.data;
    const { isKnown, isAwaited } = await this.store.follow({ snapshot, step: stepOf(snapshot, transition), divisionPath: pathOf(snapshot.divisionCode) });
    await this.store.followLead(snapshot);
    if (!isKnown) throw new PoisonError(`appeal ${snapshot.caseId} is not in intake's store`);
    if (isAwaited) await this.amendments.release(snapshot.caseId);
    const merged = snapshot.duplicates.length === 0 ? [] : await this.store.subjectsOf(snapshot.duplicates.map(({ caseId }) => caseId));
    await this.changes.record(traced(changesOfCase(event, merged), event));
  }
}

function pathOf(divisionCode: string): string[] {
  if (directory.division(divisionCode) === undefined) throw new PoisonError(`division ${divisionCode} is not in the directory`);
  return directory.divisionPath(divisionCode);
}
