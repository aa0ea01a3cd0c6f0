import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { AnalysisMailSending } from './analysis-mails.sending';
import { ANALYSIS_MAIL_SETTINGS, type AnalysisMailSettings } from './analysis-mails.settings';
import { AnalysisMailsStore, type MailOrderDocument, type MailSendingDocument } from './analysis-mails.store';
import { nextMailTryAt } from './domain/analysis-mail';
import { mailDueAfter } from './domain/analysis-mail-due';
import { CommonIssueCalendar } from './insight.calendar';
import { IssuesStore } from './issues.store';

const everyMs = 2000;
const batchSize = 50;
const logger = loggerFor('insight');

/** Makes a sending of every order that is due, and carries sendings out; in one process of many at a time. */
@Injectable()
export class AnalysisMailsSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(AnalysisMailsStore) private readonly store: AnalysisMailsStore,
    @Inject(AnalysisMailSending) private readonly sending: AnalysisMailSending,
    @Inject(CommonIssueCalendar) private readonly calendar: CommonIssueCalendar,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(ANALYSIS_MAIL_SETTINGS) private readonly settings: AnalysisMailSettings,
  ) {
    this.#sweep = new Sweep(connection, { name: 'insight:analysis-mails', everyMs, batch: () => this.#batch(), logger });
  }

  onModuleInit(): void {
    // Without a mail server nothing could be ordered, and what was ordered before waits.
    if (this.settings.sender !== null) this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Says that something may have come due, so that it is looked at now. */
  wake(): void {
    this.#sweep.wake();
  }

  /** What an order leaves next at, as it is kept. */
  nextOf({ rhythm }: Pick<MailOrderDocument, 'rhythm'>, after: Date): Pick<MailOrderDocument, 'nextAt' | 'uncoveredDay' | 'countedBy'> {
    const calendar = this.calendar.current;
    const due = mailDueAfter(rhythm, calendar, after);
    return { nextAt: 'at' in due ? due.at : null, uncoveredDay: 'at' in due ? null : due.uncoveredDay, countedBy: calendar.version };
  }

  async #batch(): Promise<boolean> {
    const now = await this.issues.now();
    const due = await this.store.due(now, this.calendar.current.version, batchSize);
    for (const order of due) {
      // Before the order moves on: dying in between makes the same sending once more, which is there then.
      if (order.nextAt !== null && order.nextAt <= now) await this.store.makeSending(order, order.nextAt, now);
      await this.store.change(order, this.nextOf(order, now));
    }
    const sending = await this.store.take(now);
    if (sending === null) return due.length === batchSize;
    await this.#carryOut(sending, now);
    return true;
  }

  async #carryOut(sending: MailSendingDocument, now: Date): Promise<void> {
    try {
      const stopReason = await this.sending.carryOut(sending, await this.store.find(sending.mailId), now);
      const order = stopReason === null ? null : await this.store.find(sending.mailId);
      if (order?.state === 'running' && (await this.store.change(order, { state: 'stopped', stopReason, nextAt: null, uncoveredDay: null }))) logger.warn({ mail: order._id, stopReason }, 'an order of analysis mail was stopped');
    } catch (error) {
      // One that can not be made does not hold up the others.
      const nextTryAt = nextMailTryAt(sending.attempts + 1, now);
      logger.warn({ err: error, mail: sending.mailId }, 'mail of the analysis could not be made');
      await this.store.settle(sending._id, { state: nextTryAt === null ? 'failed' : 'waiting', nextTryAt, settledAt: nextTryAt === null ? now : null, reason: nextTryAt === null ? 'error' : null });
    }
  }
}
