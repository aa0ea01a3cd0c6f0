import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics } from '@suqiao/contracts';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { CommonIssueCalendar } from './insight.calendar';

/** Hears of loaded years, so that common issues keep the calendar that cases keep. */
@Injectable()
export class CalendarConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(CommonIssueCalendar) private readonly calendar: CommonIssueCalendar,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'insight-calendar',
      topics: [topics.calendar],
      handle: async (event) => {
        if (event.type === 'calendar.loaded') await this.calendar.keep(event.data);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }
}
