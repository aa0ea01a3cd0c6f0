import type { DryRun, Sorting } from '@suqiao/contracts';
import { reference, type OpeningFacts } from './hand-over';
import { firstPlace } from './plan';

/** A past appeal, as far as its first unit hangs on it. */
export interface PastCase {
  readonly caseId: string;
  readonly trackingNumber: string;
  readonly title: string;
  readonly receivedAt: string;
  readonly sorting: Pick<Sorting, 'category' | 'jurisdiction' | 'unsure'>;
}
type Route = OpeningFacts['route'];
type Flow = DryRun['flows'][number];

/**
 * Where past appeals would have gone first under other rules, by their sorting as it was: what sorting was unsure of goes
 * to the federation under any rules. What people transferred later says nothing of a rule and is left aside.
 * @param mostShown of the moves, and of the flows between units
 */
export function dryRun(cases: readonly PastCase[], facts: { readonly current: Route; readonly changed: Route; readonly lowestLevel: OpeningFacts['lowestLevel'] }, mostShown: number): DryRun {
  const flows = new Map<string, Flow>();
  const items: DryRun['items'] = [];
  let moved = 0;
  for (const { sorting, caseId, trackingNumber, title, receivedAt } of cases) {
    const place = firstPlace(sorting, facts.lowestLevel);
    const [from, to] = [reference(facts.current(place)), reference(facts.changed(place))];
    if (from.unitId === to.unitId) continue;
    moved++;
    const key = `${from.unitId} ${to.unitId}`;
    flows.set(key, { from, to, appeals: (flows.get(key)?.appeals ?? 0) + 1 });
    if (items.length < mostShown) items.push({ caseId, trackingNumber, title, receivedAt, ...place, from, to });
  }
  const largest = [...flows.values()].sort((a, b) => b.appeals - a.appeals || a.to.unitId.localeCompare(b.to.unitId)).slice(0, mostShown);
  return { looked: cases.length, moved, flows: largest, items, truncated: moved > items.length || flows.size > largest.length };
}
