import { Inject, Injectable } from '@nestjs/common';
import type { CaseSnapshot } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { evolve, type CaseActivities, type Happening } from '@suqiao/workflows';
import { planChange, type PlanningFacts } from './domain/plan';
import { DispatchStore } from './dispatch.store';

/** The directory's answers for a policy preset `name` or `name@version`. */
export function planningFacts(policyName: string): PlanningFacts {
  const name = policyName.replace(/@\d+$/, '');
  const policy = directory.policyPreset(name);
  if (policy === undefined) throw new Error(`no policy preset is named ${name}; there are ${directory.policyPresets.map((preset) => preset.name).join(', ')}`);
  return {
    calendar: directory.calendar,
    policy,
    lowestLevel: (divisionCode) => directory.lowestLevel(divisionCode),
    route: (input) => directory.route(input),
  };
}

/** What workflows ask of dispatch. */
@Injectable()
export class DispatchActivities implements CaseActivities {
  constructor(@Inject(DispatchStore) private readonly store: DispatchStore) {}

  async recordTransition(before: CaseSnapshot, happening: Happening): Promise<CaseSnapshot> {
    const change = planChange(before, happening, planningFacts(before.policy));
    const { after, transition } = evolve(before, change);
    return this.store.advance(before, after, transition, directory.divisionPath(after.divisionCode));
  }
}
