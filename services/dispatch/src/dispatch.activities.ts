import { Inject, Injectable } from '@nestjs/common';
import type { CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { commandRefused, decide, evolve, nextClock, type CaseActivities, type CaseOrder, type Happening } from '@suqiao/workflows';
import { DispatchFacts } from './dispatch.facts';
import { DispatchStore } from './dispatch.store';
import { planChange } from './domain/plan';

/** What workflows ask of dispatch. */
@Injectable()
export class DispatchActivities implements CaseActivities {
  constructor(
    @Inject(DispatchStore) private readonly store: Pick<DispatchStore, 'advance' | 'find'>,
    @Inject(DispatchFacts) private readonly facts: DispatchFacts,
  ) {}

  async recordTransition(before: CaseSnapshot, happening: Happening): Promise<CaseSnapshot> {
    const orderId = happening.kind === 'order' ? happening.order.orderId : undefined;
    for (let current = before; ; ) {
      if (happening.kind === 'order') refuseUnlessAllowed(current, happening.order);
      // Another process may have dated the case by a calendar that this one has not heard of yet.
      const version = happening.kind === 'calendar' ? happening.version : current.calendarVersion;
      const facts = version === null ? this.facts.planning(current.policy) : await this.facts.planningAtLeast(current.policy, version);
      const change = isStillDue(current, happening) ? planChange(current, happening, facts) : null;
      if (change === null) return current;
      const { after, transition } = evolve(current, change);
      if (await this.store.advance(current, after, transition, directory.divisionPath(after.divisionCode), orderId)) return after;
      const stored = await this.store.find(before.caseId);
      if (stored === null) throw new Error(`case ${before.caseId} is not in the store`);
      if (orderId !== undefined && stored.case.orderIds?.includes(orderId) === true) return stored.snapshot;
      current = stored.snapshot;
    }
  }
}

/** @throws ApplicationFailure `CommandRefused` */
function refuseUnlessAllowed(current: CaseSnapshot, order: CaseOrder): void {
  const decision = decide(current, order);
  if (!decision.ok) throw commandRefused(decision.refusal);
}

/** Whether a clock's fact is the next on the case as it is now: a lost task may have recorded it already. */
function isStillDue(current: CaseSnapshot, happening: Happening): boolean {
  if (happening.kind !== 'clock') return true;
  const next = nextClock(current);
  return next?.fact === happening.fact && next.unitId === happening.unitId && next.atInMs <= Date.parse(happening.at);
}
