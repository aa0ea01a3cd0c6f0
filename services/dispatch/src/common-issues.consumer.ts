import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type IssueAppealAnswered } from '@suqiao/contracts';
import { EventBus, PartAwayError, type Subscription } from '@suqiao/infra/kafka';
import type { CaseOrder } from '@suqiao/workflows';
import { CaseOrders } from './case-orders';
import { DispatchStore } from './dispatch.store';

/** 逐件答复: puts a closed common issue's answer on the record of each of its cases, for whoever handles or follows it up. */
@Injectable()
export class CommonIssuesConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(DispatchStore) private readonly cases: DispatchStore,
    @Inject(CaseOrders) private readonly orders: Pick<CaseOrders, 'give'>,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'dispatch-common-issues',
      topics: [topics.commonIssue],
      handle: async (event) => {
        if (event.type === 'commonIssue.appealAnswered') await this.#note(event);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  /** The fact's id is the order's, so that a fact that comes twice is one remark. */
  async #note({ id, data }: IssueAppealAnswered): Promise<void> {
    const found = await this.cases.find(data.appealId);
    if (found === null) throw new Error(`case ${data.appealId} is not in the store`);
    if (found.case.orderIds?.includes(id) === true) return;
    const order: CaseOrder = { command: 'comment', by: { kind: 'system' }, reason: null, unit: null, categoryCode: null, answer: null, text: answerText(data) };
    const outcome = await this.orders.give(found.snapshot, order, id);
    if (outcome.kind === 'notRunning') throw new PartAwayError(`the workflow of case ${data.appealId} does not run`);
  }
}

const outcomes: Readonly<Record<IssueAppealAnswered['data']['outcome'], string>> = { solved: '已解决', partlySolved: '部分解决', explained: '已解释说明' };

function answerText({ issueName, outcome, reply, measure }: IssueAppealAnswered['data']): string {
  return [`共性问题“${issueName}”已办结（${outcomes[outcome]}）：${reply}`, ...(measure === null ? [] : [`措施：${measure.title}${measure.document === null ? '' : `（${measure.document}）`}`])].join('\n');
}
