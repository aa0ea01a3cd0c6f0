import { Inject, Injectable } from '@nestjs/common';
import type { CaseSnapshot } from '@suqiao/contracts';
import { withinLimit } from '@suqiao/infra/temporal';
import { caseLifeWorkflow, caseTaskQueue, commandUpdateName, refusalOf, type CaseOrder, type Refusal } from '@suqiao/workflows';
import { Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';

/** A worker's long poll lasts a minute; one that was silent for longer is gone. */
const workerSilenceInMs = 75_000;

/** How an order ended: the case after it, a refusal, or `notRunning` (closed, or not started yet). */
export type OrderOutcome =
  | { readonly kind: 'done'; readonly snapshot: CaseSnapshot }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'notRunning' };

/** Orders, imperative, to the workflows that follow the cases. */
@Injectable()
export class CaseOrders {
  constructor(@Inject(Client) private readonly client: Client) {}

  /** Starts the workflow of a case; a second start of the same case is harmless. */
  async start(snapshot: CaseSnapshot): Promise<void> {
    try {
      await withinLimit(this.client, () =>
        this.client.workflow.start(caseLifeWorkflow, {
          workflowId: snapshot.caseId, taskQueue: caseTaskQueue, args: [snapshot],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  /**
   * Gives an order and waits for its outcome.
   * @param orderId makes the order idempotent: the same id has one effect, however often it is sent
   * @throws the client's error when Temporal is away or no worker answered in time; the order may still take effect
   */
  async give(caseId: string, order: CaseOrder, orderId: string): Promise<OrderOutcome> {
    try {
      const handle = this.client.workflow.getHandle(caseId);
      const snapshot = await withinLimit(this.client, () => handle.executeUpdate<CaseSnapshot, [CaseOrder]>(commandUpdateName, { args: [order], updateId: orderId }));
      return { kind: 'done', snapshot };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== null) return { kind: 'refused', refusal };
      if (error instanceof WorkflowNotFoundError) return { kind: 'notRunning' };
      throw error;
    }
  }

  /** @throws Error when Temporal is away or no worker asks it for work on cases */
  async checkWorker(): Promise<void> {
    const described = await this.client.connection.withDeadline(Date.now() + 2000, () =>
      this.client.workflowService.describeTaskQueue({ namespace: this.client.options.namespace, taskQueue: { name: caseTaskQueue }, taskQueueType: 1 }),
    );
    const now = Date.now();
    const alive = (described.pollers ?? []).some((poller) => now - Number(poller.lastAccessTime?.seconds ?? 0) * 1000 < workerSilenceInMs);
    if (!alive) throw new Error(`no worker polls ${caseTaskQueue}`);
  }
}
