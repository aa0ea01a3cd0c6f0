import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { settingIn } from '@suqiao/infra/environment';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { withinLimit } from '@suqiao/infra/temporal';
import { modelRetrainingWorkflow, modelTaskQueue, type RetrainingOrder } from '@suqiao/workflows';
import { Client, ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Connection } from 'mongoose';

const scheduleId = 'suqiao-model-retraining';
const nightly = '0 2 * * *';
const lookEveryMs = 60_000;

/**
 * Has Temporal retrain the sorting model: at MODEL_RETRAINING (five fields of cron, Asia/Shanghai), every night at two unless
 * told; `off`, or no model at all (CATEGORY_MODEL=none), takes the schedule away.
 */
@Injectable()
export class RetrainingSchedule implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;
  #isDone = false;

  constructor(@Inject(MONGO) connection: Connection, @Inject(Client) private readonly client: Client) {
    // A service starts while Temporal is away: until it has answered once, it is asked again.
    this.#sweep = new Sweep(connection, { name: 'classification:retraining-schedule', everyMs: lookEveryMs, batch: () => this.#arrange(), logger: loggerFor('classification') });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  async #arrange(): Promise<boolean> {
    if (!this.#isDone) await withinLimit(this.client, () => arrangeSchedule(this.client, process.env));
    this.#isDone = true;
    return false;
  }
}

/** Makes the schedule what the environment says, whatever was there before. @throws Error of Temporal's for a cron expression that it does not understand */
export async function arrangeSchedule(client: Client, environment: NodeJS.ProcessEnv, id: string = scheduleId): Promise<void> {
  const cron = settingIn(environment, 'MODEL_RETRAINING') ?? nightly;
  if (cron === 'off' || settingIn(environment, 'CATEGORY_MODEL') === 'none') {
    await client.schedule.getHandle(id).delete().catch((error: unknown) => {
      if (!(error instanceof ScheduleNotFoundError)) throw error;
    });
    return;
  }
  const order: RetrainingOrder = { startedByName: null };
  const wanted = {
    spec: { cronExpressions: [cron], timezone: 'Asia/Shanghai' },
    action: { type: 'startWorkflow' as const, workflowType: modelRetrainingWorkflow, workflowId: id, taskQueue: modelTaskQueue, args: [order] },
    // A night that was missed is not made up for in the middle of the day.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '3h' as const },
  };
  try {
    await client.schedule.create({ scheduleId: id, ...wanted });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(id).update(({ state }) => ({ ...wanted, state }));
  }
}
