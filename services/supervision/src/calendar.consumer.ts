import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics } from '@suqiao/contracts';
import { EventBus, type Subscription } from '@suqiao/infra/kafka';
import { CalendarStore } from './calendar.store';

/** Hears of loaded years, so that reminders, digests and orders keep the calendar that cases keep. */
@Injectable()
export class CalendarConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(CalendarStore) private readonly calendars: CalendarStore,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'supervision-calendar',
      topics: [topics.calendar],
      handle: async (event) => {
        if (event.type === 'calendar.loaded') await this.calendars.keep(event.data);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }
}
