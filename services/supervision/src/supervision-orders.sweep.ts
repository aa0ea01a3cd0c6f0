import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { lateChange } from './domain/supervision-order';
import { SupervisionOrdersStore, type SweepPosition } from './supervision-orders.store';

/** How long a lateness may wait for its announcement; the record has its instant all the same. */
const everyMs = 250;
const batchSize = 100;

const logger = loggerFor('supervision');

/**
 * Records that orders are late, the oldest due date first, until none is left. Of many processes one sweeps at a time; that a
 * lateness is recorded once does not rest on that but on the order's sequence.
 */
@Injectable()
export class SupervisionOrdersSweep implements OnModuleInit, OnModuleDestroy {
  readonly #store: SupervisionOrdersStore;
  readonly #sweep: Sweep;
  /** How far the present pass over the index has come, and its instant; null between passes. */
  #pass: { readonly now: Date; readonly after: SweepPosition } | null = null;

  constructor(@Inject(MONGO) connection: Connection, @Inject(SupervisionOrdersStore) store: SupervisionOrdersStore) {
    this.#store = store;
    this.#sweep = new Sweep(connection, { name: 'sweep:supervision_orders', everyMs, batch: async () => (await this.recordBatch()).more, logger });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /**
   * Records one batch of late orders, behind the last one of this pass: an order that can't be written stops nobody behind
   * it, and is tried again in the next pass.
   * @returns how many this call recorded, and whether there may be more
   */
  async recordBatch(): Promise<{ readonly recorded: number; readonly more: boolean }> {
    const now = this.#pass?.now ?? (await this.#store.now());
    const { orders, next } = await this.#store.late(now, this.#pass?.after ?? null, batchSize);
    let recorded = 0;
    for (const found of orders) {
      const change = lateChange(found.order, now);
      if (change === null) continue;
      try {
        if (await this.#store.advance(found, change)) recorded++;
      } catch (error) {
        logger.warn({ err: error, order: found.order.orderId }, 'the lateness of an order could not be recorded; it is tried again');
      }
    }
    this.#pass = next === null ? null : { now, after: next };
    return { recorded, more: next !== null };
  }
}
