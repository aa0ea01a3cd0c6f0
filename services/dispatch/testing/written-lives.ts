import type { CaseSnapshot } from '@suqiao/contracts';
import { commandRefused, decide, evolve, type CaseActivities, type Happening } from '@suqiao/workflows';
import { planChange } from '../src/domain/plan';
import type { factsOf } from './cases';

/** One step of a case, as its workflow had it recorded. */
export interface WrittenStep {
  readonly type: string;
  readonly at: string;
  readonly after: CaseSnapshot;
}

/** A store that is a list, so that what a life writes can be read whole. An order that it has it answers, and does not write again. */
export class WrittenLives implements CaseActivities {
  readonly #steps = new Map<string, WrittenStep[]>();
  readonly #orderIds = new Map<string, string[]>();

  constructor(private readonly facts: ReturnType<typeof factsOf>) {}

  steps(caseId: string): readonly WrittenStep[] {
    return this.#steps.get(caseId) ?? [];
  }

  /** Ids of the orders that were carried out, in turn. */
  orderIds(caseId: string): readonly string[] {
    return this.#orderIds.get(caseId) ?? [];
  }

  recordTransition(before: CaseSnapshot, happening: Happening): Promise<CaseSnapshot> {
    const { caseId } = before;
    const orderId = happening.kind === 'order' ? happening.order.orderId : undefined;
    const current = this.steps(caseId).at(-1)?.after ?? before;
    if (orderId !== undefined && this.orderIds(caseId).includes(orderId)) return Promise.resolve(current);
    const decision = happening.kind === 'order' ? decide(current, happening.order) : null;
    if (decision?.ok === false) throw commandRefused(decision.refusal);
    const change = planChange(current, happening, this.facts.planning(current.policy));
    if (change === null) return Promise.resolve(current);
    const { after, transition } = evolve(current, change);
    this.#steps.set(caseId, [...this.steps(caseId), { type: transition.type, at: transition.at, after }]);
    if (orderId !== undefined) this.#orderIds.set(caseId, [...this.orderIds(caseId), orderId]);
    return Promise.resolve(after);
  }
}
