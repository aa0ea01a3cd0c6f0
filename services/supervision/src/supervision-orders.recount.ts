import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { recountChange } from './domain/supervision-order';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { SupervisionOrdersStore } from './supervision-orders.store';

const everyMs = 5000;
const batchSize = 100;

/**
 * Counts the due dates of open orders anew that were counted by another calendar than the one in force. Each order knows its
 * calendar, so that one issued by a process that has not heard of a year yet is found as well.
 */
@Injectable()
export class SupervisionOrdersRecount implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(SupervisionOrdersStore) private readonly store: SupervisionOrdersStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {
    this.#sweep = new Sweep(connection, { name: 'recount:supervision_orders', everyMs, batch: () => this.recountBatch(), logger: loggerFor('supervision') });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** @returns whether there may be more */
  async recountBatch(): Promise<boolean> {
    const { calendar } = this.clock;
    const stale = await this.store.countedOtherwise(calendar.version, batchSize);
    for (const found of stale) {
      const change = recountChange(found.order, calendar, await this.store.now());
      // An order that moved on meanwhile is met again at the next look.
      if (change === null || (await this.store.advance(found, change))) await this.store.counted(found.order.orderId, calendar.version);
    }
    return stale.length === batchSize;
  }
}
