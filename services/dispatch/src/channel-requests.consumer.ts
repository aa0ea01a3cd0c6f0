import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { topics, type AppealAmended, type AppealRated, type AppealRequestDecided, type AppealWithdrawalRequested, type CaseState } from '@suqiao/contracts';
import { EventBus, PartAwayError, type Subscription } from '@suqiao/infra/kafka';
import { decide, refusalBy, type CaseOrder, type Refusal } from '@suqiao/workflows';
import { CaseOrders } from './case-orders';
import { ChannelRequestsStore } from './channel-requests.store';
import { DispatchFacts } from './dispatch.facts';
import { DispatchStore, type FoundCase } from './dispatch.store';
import { refusalTexts } from './domain/refusal-texts';

type ChannelRequest = AppealAmended | AppealWithdrawalRequested;
type Decision = Pick<AppealRequestDecided['data'], 'decision' | 'state' | 'reason'>;

/** What of the workflows is needed here. */
export type Orders = Pick<CaseOrders, 'give'>;

/**
 * Turns what channels and appellants ask of their appeals into orders to the cases: 补充 into a remark, 撤诉 into a
 * withdrawal, 评价 into a follow-up.
 */
@Injectable()
export class ChannelRequestsConsumer implements OnModuleInit, OnModuleDestroy {
  #subscription: Subscription | null = null;

  constructor(
    @Inject(EventBus) private readonly bus: EventBus,
    @Inject(DispatchStore) private readonly cases: DispatchStore,
    @Inject(ChannelRequestsStore) private readonly requests: ChannelRequestsStore,
    @Inject(CaseOrders) private readonly orders: Orders,
    @Inject(DispatchFacts) private readonly facts: DispatchFacts,
  ) {}

  onModuleInit(): void {
    this.#subscription = this.bus.subscribe({
      consumer: 'dispatch-requests',
      topics: [topics.appealReceived],
      handle: async (event) => {
        if (event.type === 'appeal.amended' || event.type === 'appeal.withdrawalRequested') await this.#carryOut(event);
        else if (event.type === 'appeal.rated') await this.#heed(event);
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

  /**
   * A rating is the appellant's own follow-up: dissatisfaction leads to a redo by the case's rule. What the case can't heed
   * any more, because another answer stands or none, is put on its record as a remark.
   */
  async #heed({ data: { appealId, trackingNumber, channel, ratingId, answeredAt, satisfaction, comment } }: AppealRated): Promise<void> {
    if (await this.requests.isDecided(ratingId)) return;
    const found = await this.#case(appealId);
    const { snapshot } = found;
    const by = { kind: 'appellant' } as const;
    const isStale = snapshot.answeredAt !== answeredAt && found.case.orderIds?.includes(ratingId) !== true;
    const order: CaseOrder = { ...blank, by, command: 'followUp', satisfaction, solution: null, reason: comment, redoAtMost: this.facts.planning(snapshot.policy).policy.redoAtMost };
    const decision = isStale ? refused(refusalBy('state', snapshot, 'followUp')) : await this.#order(found, order, ratingId);
    const isTaken = decision.decision === 'taken';
    if (!isTaken) await this.#order(await this.#case(appealId), { ...blank, by, command: 'comment', text: unheededText(satisfaction, comment) }, `${ratingId}:unheeded`);
    await this.requests.decideRating({ appealId, trackingNumber, channel, ratingId, at: new Date().toISOString(), decision: isTaken ? 'taken' : 'unheeded', state: decision.state, reason: decision.reason });
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

const blank = { by: { kind: 'system' }, reason: null, unit: null, categoryCode: null, answer: null } as const;

const ratingWords: Readonly<Record<AppealRated['data']['satisfaction'], string>> = { satisfied: '满意', fairlySatisfied: '基本满意', dissatisfied: '不满意' };

function unheededText(satisfaction: AppealRated['data']['satisfaction'], comment: string | null): string {
  return `诉求人评价（到达时所评答复已不在，未作回访）：${ratingWords[satisfaction]}${comment === null ? '' : `；${comment}`}`;
}

function orderOf(event: ChannelRequest): CaseOrder {
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
