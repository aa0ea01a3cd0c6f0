import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { CalendarsStore, versionOf } from './calendars.store';
import { CaseOrders } from './case-orders';
import { DispatchStore } from './dispatch.store';

const batchSize = 100;
const atOnce = 10;

/**
 * After a year of the calendar was loaded, tells every open case to count its dates anew. How far it has come is stored, so
 * that a crash loses no case; a case that is told twice changes nothing the second time.
 */
@Injectable()
export class CalendarRecount implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(CalendarsStore) private readonly calendars: CalendarsStore,
    @Inject(DispatchStore) private readonly store: DispatchStore,
    @Inject(CaseOrders) private readonly orders: CaseOrders,
  ) {
    this.#sweep = new Sweep(connection, { name: 'calendar-recount', everyMs: 5000, batch: () => this.#batch(), logger: loggerFor('dispatch') });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** A year was loaded just now. */
  wake(): void {
    this.#sweep.wake();
  }

  async #batch(): Promise<boolean> {
    const loaded = await this.calendars.toRecount();
    if (loaded === null) return false;
    const caseIds = await this.store.openAfter(loaded.recountedThrough, batchSize);
    for (let first = 0; first < caseIds.length; first += atOnce) {
      await Promise.all(caseIds.slice(first, first + atOnce).map((caseId) => this.orders.tellCalendar(caseId, versionOf(loaded))));
    }
    await this.calendars.recounted(loaded, caseIds.at(-1) ?? null);
    return true;
  }
}
