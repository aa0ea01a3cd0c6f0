import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { SpecialReport } from '@suqiao/contracts';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { withinLimit } from '@suqiao/infra/temporal';
import { loggerFor } from '@suqiao/infra/telemetry';
import { commandUpdateName, issueTaskQueue, reportRefusalOf, specialReportLifeWorkflow, type ReportOrder } from '@suqiao/workflows';
import type { ReportRefusal } from '@suqiao/workflows/domain';
import { Client, WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { ReportsStore } from './reports.store';

type ReportLife = (start: SpecialReport) => Promise<SpecialReport>;
export type ReportOrderOutcome = { readonly kind: 'done'; readonly report: SpecialReport } | { readonly kind: 'refused'; readonly refusal: ReportRefusal };

const everyMs = 1000;
const batchSize = 20;

/** Orders, imperative, to the workflows that follow special reports; new ones are started as soon as Temporal is there. */
@Injectable()
export class ReportOrders implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(Client) private readonly client: Client,
    @Inject(ReportsStore) private readonly reports: ReportsStore,
  ) {
    this.#sweep = new Sweep(connection, { name: 'insight:reports', everyMs, batch: () => this.#startOwed(), logger: loggerFor('insight') });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Says that a report was made, so that its workflow starts now. */
  wake(): void {
    this.#sweep.wake();
  }

  /**
   * Gives an order and waits for its outcome. Where the workflow is over, or was not started yet, it is started with the report
   * as it is, in the same call.
   * @throws the client's error when Temporal is away or no worker answered in time; the order may still take effect
   */
  async give(report: SpecialReport, order: ReportOrder): Promise<ReportOrderOutcome> {
    const startWorkflowOperation = new WithStartWorkflowOperation<ReportLife>(specialReportLifeWorkflow, {
      workflowId: report.reportId, taskQueue: issueTaskQueue, args: [report], workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING',
    });
    try {
      const after = await withinLimit(this.client, () =>
        this.client.workflow.executeUpdateWithStart<ReportLife, SpecialReport, [ReportOrder]>(commandUpdateName, { args: [order], updateId: order.orderId, startWorkflowOperation }));
      return { kind: 'done', report: after };
    } catch (error) {
      const refusal = reportRefusalOf(error);
      if (refusal === null) throw error;
      return { kind: 'refused', refusal };
    }
  }

  async #startOwed(): Promise<boolean> {
    const owing = await this.reports.startOwed(batchSize);
    for (const { _id, report } of owing) {
      try {
        await withinLimit(this.client, () => this.client.workflow.start(specialReportLifeWorkflow, { workflowId: _id, taskQueue: issueTaskQueue, args: [report], workflowIdReusePolicy: 'REJECT_DUPLICATE' }));
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
      await this.reports.started(_id);
    }
    return owing.length === batchSize;
  }
}
