import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { nextTryAt } from './domain/notice';
import { NOTICE_SETTINGS, type NoticeSettings } from './notices.settings';
import { NoticesStore, type NoticeDocument } from './notices.store';
import { noticeText } from './outlets/notice-texts';
import { OUTLETS, type Delivery, type Outlet } from './outlets/outlet';
import { TrackingStore } from './tracking.store';

const everyMs = 2000;
/** How many leave at once: an outlet that hangs holds up no more. */
const atOnce = 8;

const logger = loggerFor('intake');

/** Sends notices that are due, and again what did not get through. */
@Injectable()
export class NoticesSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(NoticesStore) private readonly notices: NoticesStore,
    @Inject(TrackingStore) private readonly appeals: TrackingStore,
    @Inject(OUTLETS) private readonly outlets: readonly Outlet[],
    @Inject(NOTICE_SETTINGS) private readonly settings: NoticeSettings,
  ) {
    this.#sweep = new Sweep(connection, { name: 'sweep:notices', everyMs, batch: () => this.#sendDue(), logger });
  }

  onModuleInit(): void {
    if (this.outlets.length > 0) this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Something is due now. */
  wake(): void {
    this.#sweep.wake();
  }

  async #sendDue(): Promise<boolean> {
    const sent = await Promise.all(Array.from({ length: atOnce }, () => this.#sendNext()));
    return sent.every((wasThere) => wasThere);
  }

  async #sendNext(): Promise<boolean> {
    const notice = await this.notices.take(this.outlets.map(({ name }) => name), new Date());
    if (notice === null) return false;
    const delivery = await this.#send(notice);
    const now = new Date();
    if (delivery.kind === 'sent') {
      await this.notices.settle(notice._id, { state: 'sent', nextAt: null, sentAt: now, reason: null });
      return true;
    }
    const nextAt = delivery.kind === 'refused' ? null : nextTryAt(notice.attempts + 1, now);
    await this.notices.settle(notice._id, { state: nextAt === null ? 'dead' : 'waiting', nextAt, sentAt: null, reason: delivery.reason });
    if (nextAt === null) logger.warn({ notice: notice._id, outlet: notice.outlet, reason: delivery.reason }, 'a notice to an appellant was given up');
    return true;
  }

  /** To where the appellant can be reached now: a channel may have amended it. */
  async #send({ _id, appealId, outlet: name, moment, trackingNumber }: NoticeDocument): Promise<Delivery> {
    const outlet = this.outlets.find((one) => one.name === name);
    const appeal = await this.appeals.find({ _id: appealId });
    const recipient = appeal === null ? null : (outlet?.recipientOf(appeal.appellant) ?? null);
    if (outlet === undefined || recipient === null) return { kind: 'refused', reason: 'the appellant can not be reached by this outlet any more' };
    return outlet.send(recipient, noticeText(moment, this.settings.language, trackingNumber, this.settings.origin), _id);
  }
}
