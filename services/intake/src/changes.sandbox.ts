import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { ChangesStore } from './changes.store';
import { sandboxSteps } from './domain/change';
import { SandboxStore } from './intake.sandbox.store';

const lookEveryMs = 500;
const batchSize = 200;

/** Leads sandbox appeals through their simulated life, so that an integrator has changes to read. */
@Injectable()
export class SandboxLife implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(SandboxStore) private readonly appeals: SandboxStore,
    @Inject(ChangesStore) private readonly changes: ChangesStore,
  ) {
    this.#sweep = new Sweep(connection, { name: 'sandbox-life', everyMs: lookEveryMs, batch: () => this.#advance(), logger: loggerFor('intake') });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** What is recorded twice, because the process died in between, is one change. */
  async #advance(): Promise<boolean> {
    const now = new Date();
    const due = await this.appeals.due(now, batchSize);
    const steps = due.map(({ _id: appealId, trackingNumber, channel, receivedAt, nextStepAt, status }) => ({
      id: appealId, status, ...sandboxSteps({ appealId, trackingNumber, channel }, receivedAt, nextStepAt?.toISOString() ?? receivedAt, now),
    }));
    if (steps.length === 0) return false;
    await this.changes.record(steps.flatMap(({ changes }) => changes));
    await this.appeals.step(steps.map(({ id, status, changes, nextStepAt }) => ({ id, status: changes.at(-1)?.status ?? status, nextStepAt })));
    return due.length === batchSize;
  }
}
