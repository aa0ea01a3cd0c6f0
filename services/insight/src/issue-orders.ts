import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { CommonIssue } from '@suqiao/contracts';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { withinLimit } from '@suqiao/infra/temporal';
import { loggerFor } from '@suqiao/infra/telemetry';
import { commandUpdateName, commonIssueLifeWorkflow, issueRefusalOf, issueTaskQueue, type IssueOrder } from '@suqiao/workflows';
import type { IssueRefusal } from '@suqiao/workflows/domain';
import { Client, WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { CommonIssueCalendar } from './insight.calendar';
import type { IssueDocument } from './issues.model';
import { IssuesStore } from './issues.store';

type IssueLife = (start: CommonIssue) => Promise<CommonIssue>;
export type IssueOutcomeOfOrder = { readonly kind: 'done'; readonly issue: CommonIssue } | { readonly kind: 'refused'; readonly refusal: IssueRefusal };

const everyMs = 500;
const batchSize = 50;
const logger = loggerFor('insight');

/** Orders, imperative, to the workflows that follow common issues: people's at once, the system's as soon as Temporal is there. */
@Injectable()
export class IssueOrders implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(Client) private readonly client: Client,
    @Inject(IssuesStore) private readonly issues: IssuesStore,
    @Inject(CommonIssueCalendar) private readonly calendar: CommonIssueCalendar,
  ) {
    this.#sweep = new Sweep(connection, { name: 'insight:orders', everyMs, batch: () => this.#giveOwed(), logger });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  /** Says that an order is owed, so that it is given now. */
  wake(): void {
    this.#sweep.wake();
  }

  /**
   * Gives an order and waits for its outcome. Where the workflow is over, or was not started yet, it is started with the issue
   * as it is, in the same call.
   * @throws the client's error when Temporal is away or no worker answered in time; the order may still take effect
   */
  async give(issue: CommonIssue, order: IssueOrder): Promise<IssueOutcomeOfOrder> {
    const startWorkflowOperation = new WithStartWorkflowOperation<IssueLife>(commonIssueLifeWorkflow, {
      workflowId: issue.issueId, taskQueue: issueTaskQueue, args: [issue], workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING',
    });
    try {
      const after = await withinLimit(this.client, () =>
        this.client.workflow.executeUpdateWithStart<IssueLife, CommonIssue, [IssueOrder]>(commandUpdateName, { args: [order], updateId: order.orderId, startWorkflowOperation }));
      return { kind: 'done', issue: after };
    } catch (error) {
      const refusal = issueRefusalOf(error);
      if (refusal === null) throw error;
      return { kind: 'refused', refusal };
    }
  }

  async #giveOwed(): Promise<boolean> {
    await this.#oweRecounts();
    const owing = await this.issues.owing(batchSize);
    for (const document of owing) {
      if (document.startOwed) await this.#start(document);
      for (const order of document.owed) {
        const outcome = await this.give(document.issue, order);
        if (outcome.kind === 'refused') logger.info({ issue: document._id, command: order.command, state: outcome.refusal.state }, 'an order by the system came too late');
        await this.issues.settled(document._id, order.orderId);
      }
    }
    return owing.length === batchSize;
  }

  /** A year of the calendar was loaded: due dates that run are counted anew, on the record where one changes. */
  async #oweRecounts(): Promise<void> {
    const { version } = this.calendar.current;
    for (const { _id } of await this.issues.countedOtherwise(version, batchSize)) {
      await this.issues.owe(_id, { orderId: `recount:${_id}:${version}`, by: { kind: 'system' }, command: 'recount' });
      await this.issues.counted(_id, version);
    }
  }

  async #start({ _id, issue }: IssueDocument): Promise<void> {
    try {
      await withinLimit(this.client, () => this.client.workflow.start(commonIssueLifeWorkflow, { workflowId: _id, taskQueue: issueTaskQueue, args: [issue], workflowIdReusePolicy: 'REJECT_DUPLICATE' }));
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    await this.issues.started(_id);
  }
}
