import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type AppealAmended, type AppealRequestDecided, type AppealWithdrawalRequested, type CaseState } from '@suqiao/contracts';
import { EventBus, PartAwayError, type Subscription } from '@suqiao/infra/kafka';
import { decide, type CaseOrder, type Refusal } from '@suqiao/workflows';
import { CaseOrders } from './case-orders';
import { ChannelRequestsStore } from './channel-requests.store';
import { DispatchStore, type FoundCase } from './dispatch.store';
import { refusalTexts } from './domain/refusal-texts';

type ChannelRequest = AppealAmended | AppealWithdrawalRequested;
type Decision = Pick<AppealRequestDecided['data'], 'decision' | 'state' | 'reason'>;

/** What of the workflows is needed here. */
export type Orders = Pick<CaseOrders, 'give'>;

/** Turns what channels ask of their appeals into orders to the cases: 补充 into a remark, 撤诉 into a withdrawal. */
@Injectable()
export class ChannelRequestsConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(DispatchStore) private readonly cases: DispatchStore,
    @Inject(ChannelRequestsStore) private readonly requests: ChannelRequestsStore,
    @Inject(CaseOrders) private readonly orders: Orders,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'dispatch-requests',
      topics: [topics.appealReceived],
      handle: async (event) => {
        if (event.type === 'appeal.amended' || event.type === 'appeal.withdrawalRequested') await this.#carryOut(event);
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#subscription?.close();
  }

  /** The request's id is the order's, so that a fact that comes twice is one order. */
  async #carryOut(event: ChannelRequest): Promise<void> {
    const { appealId, trackingNumber, channel, requestId } = event.data;
    if (await this.requests.isDecided(requestId)) return;
    const decision = await this.#order(await this.#case(appealId), orderOf(event), requestId);
    const kind = event.type === 'appeal.amended' ? 'amendment' : 'withdrawal';
    await this.requests.decide({ appealId, trackingNumber, channel, requestId, kind, at: new Date().toISOString(), ...decision });
  }

  async #order({ case: stored, snapshot }: FoundCase, order: CaseOrder, requestId: string): Promise<Decision> {
    if (stored.orderIds?.includes(requestId) === true) return taken(snapshot.state);
    const allowed = decide(snapshot, order);
    if (!allowed.ok) return refused(allowed.refusal);
    const outcome = await this.orders.give(snapshot, order, requestId);
    if (outcome.kind === 'done') return taken(outcome.snapshot.state);
    const after = await this.#case(snapshot.caseId);
    // Carried out by a run that is over by now.
    if (after.case.orderIds?.includes(requestId) === true) return taken(after.snapshot.state);
    if (outcome.kind === 'refused') return refused(outcome.refusal);
    // The workflow ended while it was asked, which the next look at the case tells, or it did not start yet.
    throw new PartAwayError(`the workflow of case ${snapshot.caseId} does not run`);
  }

  /** Intake says nothing of a request before the case has told of itself. */
  async #case(caseId: string): Promise<FoundCase> {
    const found = await this.cases.find(caseId);
    if (found === null) throw new Error(`case ${caseId} is not in the store`);
    return found;
  }
}

function orderOf(event: ChannelRequest): CaseOrder {
  const blank = { by: { kind: 'system' }, reason: null, unit: null, categoryCode: null, answer: null } as const;
  if (event.type === 'appeal.withdrawalRequested') return { ...blank, command: 'withdraw', reason: `渠道转达撤诉${event.data.reason === null ? '' : `：${event.data.reason}`}` };
  const { text, contactChanged } = event.data;
  return { ...blank, command: 'comment', text: [`渠道补充：${text ?? ''}`, ...(contactChanged ? ['联系方式已更新，见诉求'] : [])].join(text === null ? '' : '\n') };
}

function taken(state: CaseState): Decision {
  return { decision: 'taken', state, reason: null };
}

function refused(refusal: Refusal): Decision {
  const { 'zh-CN': zh, en } = refusalTexts(refusal);
  return { decision: 'refused', state: refusal.state, reason: { zh, en } };
}
