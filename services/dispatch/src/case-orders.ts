import { Inject, Injectable } from '@nestjs/common';
import type { CaseReference, CaseSnapshot } from '@suqiao/contracts';
import { registerKeywords, withinLimit } from '@suqiao/infra/temporal';
import { calendarSignalName, caseLifeWorkflow, caseSearchAttributes, caseTaskQueue, commandUpdateName, duplicateUnmergedSignalName, refusalOf, searchAttributeNames, type CaseOrder, type Refusal } from '@suqiao/workflows';
import { Client, WithStartWorkflowOperation, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';

/** A worker's long poll lasts a minute; one that was silent for longer is gone. */
const workerSilenceInMs = 75_000;

type CaseLife = (start: CaseSnapshot) => Promise<CaseSnapshot>;
interface Asked {
  readonly args: [CaseOrder];
  readonly updateId: string;
}

/** How an order ended: the case after it, a refusal, or `notRunning` (closed, or not started yet). */
export type OrderOutcome =
  | { readonly kind: 'done'; readonly snapshot: CaseSnapshot }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'notRunning' };

/** Orders, imperative, to the workflows that follow the cases. */
@Injectable()
export class CaseOrders {
  #attributes: Promise<void> | null = null;

  constructor(@Inject(Client) private readonly client: Client) {}

  /** Starts the workflow of a case; a second start of the same case is harmless. */
  async start(snapshot: CaseSnapshot): Promise<void> {
    await this.#attributesKnown();
    try {
      await withinLimit(this.client, () =>
        this.client.workflow.start(caseLifeWorkflow, {
          workflowId: snapshot.caseId, taskQueue: caseTaskQueue, args: [snapshot],
          workflowIdReusePolicy: 'REJECT_DUPLICATE', typedSearchAttributes: caseSearchAttributes(snapshot),
        }),
      );
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }

  /**
   * Gives an order and waits for its outcome. A closed case's workflow is over: an order that may still reach it starts the
   * workflow anew with the closed snapshot, in the same call.
   * @param orderId makes the order idempotent: the same id has one effect, however often it is sent
   * @throws the client's error when Temporal is away or no worker answered in time; the order may still take effect
   */
  async give(snapshot: CaseSnapshot, order: CaseOrder, orderId: string): Promise<OrderOutcome> {
    const asked: Asked = { args: [{ ...order, orderId }], updateId: orderId };
    try {
      const after = await withinLimit(this.client, () =>
        snapshot.state === 'closed' ? this.#startWith(snapshot, asked) : this.client.workflow.getHandle(snapshot.caseId).executeUpdate<CaseSnapshot, [CaseOrder]>(commandUpdateName, asked),
      );
      return { kind: 'done', snapshot: after };
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== null) return { kind: 'refused', refusal };
      if (error instanceof WorkflowNotFoundError) return { kind: 'notRunning' };
      throw error;
    }
  }

  /** A server that does not know the search attributes refuses every start that names them. */
  #attributesKnown(): Promise<void> {
    this.#attributes ??= withinLimit(this.client, () => registerKeywords(this.client, searchAttributeNames)).catch((error: unknown) => {
      this.#attributes = null;
      throw error;
    });
    return this.#attributes;
  }

  #startWith(snapshot: CaseSnapshot, asked: Asked): Promise<CaseSnapshot> {
    const startWorkflowOperation = new WithStartWorkflowOperation<CaseLife>(caseLifeWorkflow, {
      workflowId: snapshot.caseId, taskQueue: caseTaskQueue, args: [snapshot],
      workflowIdReusePolicy: 'ALLOW_DUPLICATE', workflowIdConflictPolicy: 'USE_EXISTING', typedSearchAttributes: caseSearchAttributes(snapshot),
    });
    return this.client.workflow.executeUpdateWithStart<CaseLife, CaseSnapshot, [CaseOrder]>(commandUpdateName, { ...asked, startWorkflowOperation });
  }

  /** Tells a case that the calendar changed. @returns false when its workflow is over */
  async tellCalendar(caseId: string, version: string): Promise<boolean> {
    try {
      await withinLimit(this.client, () => this.client.workflow.getHandle(caseId).signal(calendarSignalName, version));
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /**
   * Tells a case that another one, which was merged into it, goes on by itself. Where its workflow is over it is started
   * anew with its snapshot, in the same call; what it does not know it does not record.
   */
  async tellUnmerged(lead: CaseSnapshot, duplicate: CaseReference): Promise<void> {
    await withinLimit(this.client, () =>
      this.client.workflow.signalWithStart(caseLifeWorkflow, {
        workflowId: lead.caseId, taskQueue: caseTaskQueue, args: [lead], signal: duplicateUnmergedSignalName, signalArgs: [duplicate],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE', typedSearchAttributes: caseSearchAttributes(lead),
      }),
    );
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
