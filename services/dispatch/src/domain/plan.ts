import type { AppealClassified, CaseSnapshot, Clocks, Duration, Level, PolicyPreset, Transition, Unit, UnitReference, WorkingCalendar } from '@suqiao/contracts';
import { addDuration, levelAbove, subtractDuration, type Change, type Happening } from '@suqiao/workflows';

/** What planning looks up: the directory's answers, without the directory. */
export interface PlanningFacts {
  readonly calendar: WorkingCalendar;
  readonly policy: PolicyPreset;
  readonly lowestLevel: (divisionCode: string) => Level;
  readonly route: (input: { categoryCode: string | null; divisionCode: string; level: Level }) => Unit;
}

/** Where an appeal goes whose jurisdiction nobody knows yet: the province's federation sorts it. */
const provinceCode = '370000';

/** 派单: the first snapshot of a case. What the sorting is unsure of starts with the federation, which decides and transfers. */
export function openCase(event: AppealClassified['data'], facts: PlanningFacts, now: Date): { snapshot: CaseSnapshot; transition: Transition } {
  const { appeal, sorting } = event;
  const at = now.toISOString();
  const jurisdictionKnown = sorting.jurisdiction.value !== null && !sorting.unsure.includes('jurisdiction');
  const divisionCode = jurisdictionKnown ? (sorting.jurisdiction.value ?? provinceCode) : provinceCode;
  const level = facts.lowestLevel(divisionCode);
  const sure = sorting.unsure.length === 0;
  const unit = reference(facts.route({ categoryCode: sure ? sorting.category.value : null, divisionCode, level }));
  const due = addDuration(facts.calendar, now, facts.policy.resolveWithin);
  const clocks: Clocks = {
    dueAt: due.at.toISOString(), closeBy: null,
    ...stepClocks(facts, now, facts.policy.resolveWithin), ...acceptance(facts, now),
  };
  const snapshot: CaseSnapshot = {
    caseId: appeal.appealId, trackingNumber: appeal.trackingNumber, channel: appeal.channel, title: appeal.title,
    appellantName: appeal.appellantName, categoryCode: sorting.category.value, urgency: sorting.urgency.value, unsure: sorting.unsure,
    divisionCode, level, state: 'dispatched', unit, policy: `${facts.policy.name}@${String(facts.policy.version)}`, clocks,
    fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence: 1,
    receivedAt: appeal.receivedAt, dispatchedAt: at, acceptedAt: null, answeredAt: null, closedAt: null, answer: null,
  };
  return { snapshot, transition: { type: 'dispatched', at, by: { kind: 'system' }, reason: null, fromState: null, fromUnitId: null } };
}

/** Turns what happened to a case into the change to record: who receives it, and which clocks start anew. */
export function planChange(before: CaseSnapshot, happening: Happening, facts: PlanningFacts): Change {
  return happening.kind === 'clock' ? planClock(before, happening.fact, happening.at, facts) : planOrder(before, happening.order, happening.at, facts);
}

function planOrder(before: CaseSnapshot, order: Extract<Happening, { kind: 'order' }>['order'], at: string, facts: PlanningFacts): Change {
  const now = new Date(at);
  const base = { at, by: order.by, reason: order.reason };
  switch (order.command) {
    case 'accept':
      return { ...base, type: 'accepted', clocks: { acceptBy: null } };
    case 'return':
      return { ...base, type: 'returned', unit: federation(before, facts), clocks: acceptance(facts, now) };
    case 'transfer': {
      if (order.unit === null) throw new Error('a transfer without its unit passed the table');
      const correction = order.categoryCode === null ? {} : { categoryCode: order.categoryCode };
      return { ...base, ...correction, type: 'transferred', unit: order.unit, clocks: acceptance(facts, now) };
    }
    case 'answer': {
      const close = addDuration(facts.calendar, now, facts.policy.closeWithin);
      return { ...base, type: 'answered', ...(order.answer !== null && { answer: order.answer }), clocks: { closeBy: close.at.toISOString() } };
    }
    case 'close':
      return { ...base, type: 'closed', clocks: { closeBy: null } };
  }
}

function planClock(before: CaseSnapshot, fact: Extract<Happening, { kind: 'clock' }>['fact'], at: string, facts: PlanningFacts): Change {
  const base = { at, by: { kind: 'clock' }, reason: null } as const;
  if (fact === 'closed') return { ...base, type: 'closed', clocks: { closeBy: null } };
  if (fact !== 'escalated') return { ...base, type: fact };
  const level = levelAbove(before.level);
  if (level === null || level === 'county') throw new Error(`a case at ${before.level} cannot rise`);
  const unit = facts.route({ categoryCode: before.unsure.length === 0 ? before.categoryCode : null, divisionCode: before.divisionCode, level });
  const now = new Date(at);
  return { ...base, type: 'escalated', unit: reference(unit), clocks: { ...stepClocks(facts, now, facts.policy.escalatedWithin[level]), ...acceptance(facts, now) } };
}

function federation(before: CaseSnapshot, facts: PlanningFacts): UnitReference {
  return reference(facts.route({ categoryCode: null, divisionCode: before.unit.divisionCode, level: before.level }));
}

function stepClocks(facts: PlanningFacts, now: Date, within: Duration): Pick<Clocks, 'stepDueAt' | 'dueSoonAt' | 'provisional'> {
  const due = addDuration(facts.calendar, now, within);
  const dueSoon = subtractDuration(facts.calendar, due, facts.policy.dueSoonBefore);
  // A short step may be all yellow; the light never starts before the step does.
  const dueSoonAt = new Date(Math.max(dueSoon.at.getTime(), now.getTime()));
  return { stepDueAt: due.at.toISOString(), dueSoonAt: dueSoonAt.toISOString(), provisional: due.provisional };
}

function acceptance(facts: PlanningFacts, now: Date): Pick<Clocks, 'acceptBy'> {
  return { acceptBy: addDuration(facts.calendar, now, facts.policy.acceptWithin).at.toISOString() };
}

/** A unit as a case names it. */
export function reference(unit: Unit): UnitReference {
  const { unitId, name, kind, level, divisionCode } = unit;
  return { unitId, name, kind, level, divisionCode };
}
