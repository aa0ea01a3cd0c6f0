import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type SuqiaoEvent } from '@suqiao/contracts';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { noticesOf } from './domain/notice';
import { NOTICE_SETTINGS, type NoticeSettings } from './notices.settings';
import { NoticesStore } from './notices.store';
import { NoticesSweep } from './notices.sweep';
import { OUTLETS, type Outlet } from './outlets/outlet';
import { TrackingStore } from './tracking.store';

/** Makes notices of what happens to appeals. Without an outlet it hears nothing. */
@Injectable()
export class NoticesConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(TrackingStore) private readonly appeals: TrackingStore,
    @Inject(NoticesStore) private readonly notices: NoticesStore,
    @Inject(NoticesSweep) private readonly sweep: NoticesSweep,
    @Inject(OUTLETS) private readonly outlets: readonly Outlet[],
    @Inject(NOTICE_SETTINGS) private readonly settings: NoticeSettings,
  ) {}

  onModuleInit(): void {
    if (this.outlets.length === 0) return;
    this.#subscription = this.bus.subscribe({ consumer: 'intake-notices', topics: [topics.appealReceived, topics.case], handle: (event) => this.#make(event) });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  async #make(event: SuqiaoEvent): Promise<void> {
    const now = new Date();
    for (const { appealId, moment, key } of noticesOf(event, now)) {
      const appeal = await this.appeals.find({ _id: appealId });
      if (appeal === null || this.settings.channelsOff.has(appeal.channel)) continue;
      const { trackingNumber, channel, appellant } = appeal;
      const reached = this.outlets.filter((outlet) => outlet.recipientOf(appellant) !== null);
      await this.notices.make(reached.map(({ name }) => ({ _id: `${key}:${name}`, appealId, trackingNumber, channel, moment, outlet: name })), now);
      if (reached.length > 0) this.sweep.wake();
    }
  }
}
