import { Inject, Injectable } from '@nestjs/common';
import type { CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { evolve, type CaseActivities, type Happening } from '@suqiao/workflows';
import { DispatchFacts } from './dispatch.facts';
import { DispatchStore } from './dispatch.store';
import { planChange } from './domain/plan';

/** What workflows ask of dispatch. */
@Injectable()
export class DispatchActivities implements CaseActivities {
  constructor(
    @Inject(DispatchStore) private readonly store: DispatchStore,
    @Inject(DispatchFacts) private readonly facts: DispatchFacts,
  ) {}

  async recordTransition(before: CaseSnapshot, happening: Happening): Promise<CaseSnapshot> {
    const facts = happening.kind === 'calendar' ? await this.facts.planningAtLeast(before.policy, happening.version) : this.facts.planning(before.policy);
    const change = planChange(before, happening, facts);
    if (change === null) return before;
    const { after, transition } = evolve(before, change);
    const orderId = happening.kind === 'order' ? happening.order.orderId : undefined;
    return this.store.advance(before, after, transition, directory.divisionPath(after.divisionCode), orderId);
  }
}
