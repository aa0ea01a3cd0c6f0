import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { fateOf, type RemindedFacts } from './domain/reminder';
import { OFFICE_CLOCK, type OfficeClock } from './office-clock';
import { RemindersStore, type DuePosition, type DueReminder } from './reminders.store';
import { SupervisionStore } from './supervision.store';

/** How long a reminder may wait behind its time. */
const everyMs = 250;
const batchSize = 100;

const logger = loggerFor('supervision');

/**
 * Sends reminders whose time has come, the oldest first, until none is left. Of many processes one sweeps at a time; that
 * nothing is sent twice does not rest on that but on the write, which only a waiting reminder takes.
 */
@Injectable()
export class RemindersSweep implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;
  /** How far the present pass has come, and its instant; null between passes. */
  #pass: { readonly now: Date; readonly after: DuePosition } | null = null;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(RemindersStore) private readonly reminders: RemindersStore,
    @Inject(SupervisionStore) private readonly cases: SupervisionStore,
    @Inject(OFFICE_CLOCK) private readonly clock: OfficeClock,
  ) {
    this.#sweep = new Sweep(connection, { name: 'sweep:reminders', everyMs, batch: () => this.sendBatch(), logger });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Settles one batch of due reminders, behind the last of this pass: one that fails stops nobody behind it. @returns whether there may be more */
  async sendBatch(): Promise<boolean> {
    const passNow = this.#pass?.now ?? (await this.clock.now());
    const { items, next } = await this.reminders.due(passNow, this.#pass?.after ?? null, batchSize);
    for (const due of items) {
      try {
        await this.#settle(due);
      } catch (error) {
        logger.warn({ err: error, reminder: due.reminder.id }, 'a reminder could not be settled; it is tried again');
      }
    }
    this.#pass = next === null ? null : { now: passNow, after: next };
    return next !== null;
  }

  async #settle(due: DueReminder): Promise<void> {
    // Asked anew for each one: a long pass must not go on sending after offices have closed.
    const now = await this.clock.now();
    const fate = fateOf(await this.#present(due), due.reminder, this.clock.calendar, now);
    if (fate.kind === 'send') await this.reminders.send(due, now);
    else if (fate.kind === 'drop') await this.reminders.drop(due, fate.reason, now);
    else await this.reminders.putOff(due, fate.sendAt);
  }

  /** The case as the board has it; as the reminder's own step told it while the board is not that far yet. */
  async #present({ reminder, facts }: DueReminder): Promise<RemindedFacts> {
    const found = await this.cases.find(reminder.caseId, {});
    return found === null || found.snapshot.sequence < facts.sequence ? facts : found.snapshot;
  }
}
