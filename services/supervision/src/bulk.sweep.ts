import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { BulkOutcome, BulkReason } from '@suqiao/contracts';
import { readableFilter } from '@suqiao/infra/auth';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { BulkActions, reasonOf, type BulkDoer } from './bulk.actions';
import { BulkStore, type PendingItem, type RunningBulk } from './bulk.store';
import { movedOn } from './domain/bulk';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { SupervisionStore } from './supervision.store';

const everyMs = 500;
const batchSize = 50;
/** A case that fails so often for no stated reason is put aside, so that it does not hold up the others. */
const mostAttempts = 5;

const logger = loggerFor('supervision');

/**
 * Runs bulk actions, case by case in the preview's order. What dies in the middle is gone on with; that no case is done
 * twice rests on its key, under which the reminder or order is stored, and not on the lease.
 */
@Injectable()
export class BulkSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(BulkStore) private readonly store: BulkStore,
    @Inject(BulkActions) private readonly actions: BulkActions,
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {
    this.#sweep = new Sweep(connection, { name: 'sweep:bulk', everyMs, batch: () => this.runBatch(), logger });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  /** Says that a bulk action was started. */
  wake(): void {
    this.#sweep.wake();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Does one batch of cases of the action that began first. @returns whether there may be more */
  async runBatch(): Promise<boolean> {
    const running = await this.store.nextRunning();
    if (running === null) return false;
    const doer = this.actions.doerOf(running.words);
    const pending = await this.store.pending(running.previewId, batchSize);
    for (const one of pending) await this.#settle(running, doer, one);
    if (pending.length === 0) await this.store.finish(running.previewId, await this.clock.now());
    return true;
  }

  async #settle(running: RunningBulk, doer: BulkDoer, one: PendingItem): Promise<void> {
    const { kind, madeId, reason } = await this.#attempt(running, doer, one).catch((error: unknown) => {
      logger.warn({ err: error, bulk: running.previewId, case: one.item.caseId }, 'a case of a bulk action failed; it is tried again');
      return { kind: null, madeId: null, reason: null };
    });
    if (kind === null && one.attempts + 1 < mostAttempts) return this.store.countAttempt(one.id);
    const at = (await this.clock.now()).toISOString();
    const outcome: BulkOutcome = kind === null ? { kind: 'refused', madeId: null, reason: failed, at } : { kind, madeId, reason, at };
    await this.store.settle(one.id, outcome);
  }

  /** @returns `kind` null for trouble that may pass */
  async #attempt({ previewId, reader }: RunningBulk, doer: BulkDoer, { item }: PendingItem): Promise<{ kind: BulkOutcome['kind'] | null; madeId: string | null; reason: BulkReason | null }> {
    const key = `bulk:${previewId}:${item.caseId}`;
    // First what a run before a crash may have made: the case may have moved on because of it.
    const made = await doer.made(reader, key);
    if (made !== null) return { kind: 'done', madeId: made, reason: null };
    const moved = movedOn(item, (await this.cases.find(item.caseId, readableFilter(reader)))?.snapshot ?? null);
    if (moved !== null) return { kind: 'skipped', madeId: null, reason: moved };
    try {
      return { kind: 'done', madeId: await doer.make(reader, item.caseId, key), reason: null };
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === null) throw error;
      return { kind: 'refused', madeId: null, reason };
    }
  }
}

const failed: BulkReason = { rule: 'bulk.failed', zh: '多次尝试未成功，请单独办理', en: 'It failed several times: please do it singly' };
