import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { directory } from '@suqiao/directory';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { ConsultationsCalling } from './consultations.calling';
import { ConsultationsStore } from './consultations.store';
import type { ScheduleDocument } from './consultations.model';
import { lateTask } from './domain/consultation';
import { isToBeCalled, nextOccurrence } from './domain/consultation-schedule';
import { unitsAt } from './named-units';
import { CommonIssueCalendar } from './insight.calendar';
import { IssuesStore } from './issues.store';

const everyMs = 2000;
const batchSize = 50;
/** What a consultation is about: issues that somebody studies or has proposed for. */
const consultedStates = ['confirmed', 'studying', 'proposed', 'consulting'];

/** Marks tasks that have fallen due, and calls the meetings of schedules; in one process of many, once each. */
@Injectable()
export class ConsultationsSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(ConsultationsStore) private readonly store: ConsultationsStore,
    @Inject(ConsultationsCalling) private readonly calling: ConsultationsCalling,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(CommonIssueCalendar) private readonly calendar: CommonIssueCalendar,
  ) {
    this.#sweep = new Sweep(connection, { name: 'insight:consultations', everyMs, batch: () => this.#batch(), logger: loggerFor('insight') });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Says that something may have come due, so that it is looked at now. */
  wake(): void {
    this.#sweep.wake();
  }

  async #batch(): Promise<boolean> {
    const now = await this.issues.now();
    const late = await this.store.withLateTasks(now, batchSize);
    for (const document of late) {
      const change = lateTask(document.consultation, now);
      if (change !== null) await this.store.advance(document, change, null);
    }
    for (const schedule of await this.store.schedules()) await this.#callDue(schedule, now);
    return late.length > 0;
  }

  async #callDue({ _id: divisionCode, schedule }: ScheduleDocument, now: Date): Promise<void> {
    const next = nextOccurrence(schedule, this.calendar.current, now);
    if (!isToBeCalled(next, schedule, now)) return;
    const { title, place, unitIds, mostIssues } = schedule;
    const { items } = await this.issues.list([{ concerns: divisionCode, divisionCode, 'issue.state': { $in: consultedStates } }], 'heat', null, mostIssues);
    const plan = {
      title, place, at: next.at.toISOString(), others: [], units: unitsAt('', unitIds.filter((unitId) => directory.unit(unitId) !== undefined), []),
      agenda: items.map(({ _id, issue: { name } }) => ({ issueId: _id, title: name })),
    };
    // Its occurrence is called once, whoever comes second.
    await this.calling.call(plan, { consultationId: randomUUID(), divisionCode, by: { kind: 'clock' }, scheduled: next.named }, now);
  }
}
