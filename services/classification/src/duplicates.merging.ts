import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { MONGO, Sweep } from '@suqiao/infra/mongo';
import { withinLimit } from '@suqiao/infra/temporal';
import { loggerFor } from '@suqiao/infra/telemetry';
import { commandUpdateName, refusalOf, type CaseOrder } from '@suqiao/workflows';
import { Client, WorkflowNotFoundError } from '@temporalio/client';
import type { Connection } from 'mongoose';
import type { MergeRule } from './domain/merge-rule';
import { explanationOf } from './domain/near-explanation';
import { DuplicatesStore, type ProposalDocument } from './duplicates.store';

/** Injection token of the deployment's `MergeRule`. */
export const MERGE_RULE = Symbol('merge rule');

const everyMs = 1000;
const batchSize = 20;
const logger = loggerFor('classification');

/** 按规则并案: gives the order to merge what the rule is sure of. What a case refuses is left to a person. */
@Injectable()
export class DuplicatesMerging implements OnModuleInit, OnModuleDestroy {
  readonly #sweep: Sweep;

  constructor(
    @Inject(MONGO) connection: Connection,
    @Inject(DuplicatesStore) private readonly store: DuplicatesStore,
    @Inject(Client) private readonly client: Client,
    @Inject(MERGE_RULE) private readonly rule: MergeRule,
  ) {
    this.#sweep = new Sweep(connection, { name: 'duplicates:merging', everyMs, batch: () => this.#mergeSome(), logger });
  }

  onModuleInit(): void {
    this.#sweep.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#sweep.stop();
  }

  async #mergeSome(): Promise<boolean> {
    const due = await this.store.toMergeByRule(batchSize);
    for (const proposal of due) await this.#merge(proposal);
    return due.length === batchSize;
  }

  /** The proposal's id makes the order's, so that it has one effect however often it is given. */
  async #merge(proposal: ProposalDocument): Promise<void> {
    const { _id, earlier, later, reason } = proposal;
    const orderId = `rule:${_id}`;
    const order: CaseOrder = {
      command: 'merge', orderId, by: { kind: 'system' }, unit: null, categoryCode: null, answer: null, intoCaseId: earlier.caseId, into: { caseId: earlier.caseId, trackingNumber: earlier.trackingNumber },
      reason: `按规则并案（${this.rule.name}）：${explanationOf(reason, later.appellantName).zh}`,
    };
    try {
      await withinLimit(this.client, () => this.client.workflow.getHandle(later.caseId).executeUpdate(commandUpdateName, { args: [order], updateId: orderId }));
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null && !(error instanceof WorkflowNotFoundError)) throw error;
      logger.info({ proposal: _id, state: refusal?.state }, 'a case refused to be merged by rule; it is left to a person');
    }
    await this.store.givenByRule(_id);
  }
}
