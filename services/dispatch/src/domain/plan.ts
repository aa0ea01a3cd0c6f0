import type { AppealClassified, CaseSnapshot, Level, Sorting, Transition } from '@suqiao/contracts';
import type { Change, Happening } from '@suqiao/workflows';
import { basesOf, basisFrom, clocksFrom, dated, dateOf, openingBases, withClosing } from './dates';
import { reference, resuming, rising, type OpeningFacts, type PlanningFacts } from './hand-over';
import { planOrder } from './plan-order';

/** Where an appeal goes whose jurisdiction nobody knows yet: the province's federation sorts it. */
const provinceCode = '370000';

/** Where an appeal begins: at the lowest level of its division, or with the province's federation; of an unsure one no category decides. */
export function firstPlace(sorting: Pick<Sorting, 'category' | 'jurisdiction' | 'unsure'>, lowestLevel: OpeningFacts['lowestLevel']): { readonly categoryCode: string | null; readonly divisionCode: string; readonly level: Level } {
  const isJurisdictionKnown = sorting.jurisdiction.value !== null && !sorting.unsure.includes('jurisdiction');
  const divisionCode = isJurisdictionKnown ? (sorting.jurisdiction.value ?? provinceCode) : provinceCode;
  return { categoryCode: sorting.unsure.length === 0 ? sorting.category.value : null, divisionCode, level: lowestLevel(divisionCode) };
}

/** 派单: the first snapshot of a case. What the sorting is unsure of starts with the federation, which decides and transfers. */
export function openCase(event: AppealClassified['data'], facts: OpeningFacts, now: Date): { snapshot: CaseSnapshot; transition: Transition } {
  const { appeal, sorting } = event;
  const at = now.toISOString();
  const place = firstPlace(sorting, facts.lowestLevel);
  const { divisionCode, level } = place;
  const unit = reference(facts.route(place));
  const { preset: policy, because } = facts.choosePolicy({ categoryCode: sorting.category.value, channel: appeal.channel, urgency: sorting.urgency.value, at: now });
  const bases = openingBases(at, policy);
  const snapshot: CaseSnapshot = {
    caseId: appeal.appealId, trackingNumber: appeal.trackingNumber, channel: appeal.channel, title: appeal.title, appellantName: appeal.appellantName,
    confidential: appeal.confidential, categoryCode: sorting.category.value, urgency: sorting.urgency.value, unsure: sorting.unsure, divisionCode, level,
    state: 'dispatched', unit, policy: `${policy.name}@${String(policy.version)}`, policyReason: because, calendarVersion: facts.calendar.version,
    clocks: clocksFrom(bases, { ...facts, policy }), bases, fired: { acceptanceOverdue: false, dueSoon: false, overdue: false }, late: [], sequence: 1,
    receivedAt: appeal.receivedAt, dispatchedAt: at, firstAcceptedAt: null, acceptedAt: null, answeredAt: null, closedAt: null, suspendedUntil: null,
    request: null, extensions: 0, joint: [], returnedBy: null, wrongReturns: 0, interimAnswers: [], answer: null, check: 'none', solution: null,
    satisfaction: null, redos: 0, reopenings: 0, outcome: null, mergedInto: null, duplicates: [],
  };
  const transition: Transition = { type: 'dispatched', at, by: { kind: 'system' }, reason: null, text: null, fromState: null, fromUnitId: null, toUnitId: unit.unitId };
  return { snapshot, transition };
}

/**
 * Turns what happened to a case into the change to record: who receives it, and which clocks start anew.
 * @returns `null` when there is nothing to record: a duplicate that is known, a calendar that changes no date
 */
export function planChange(before: CaseSnapshot, happening: Happening, facts: PlanningFacts): Change | null {
  switch (happening.kind) {
    case 'order':
      return planOrder(before, happening.order, happening.at, facts);
    case 'clock':
      return planClock(before, happening, facts);
    case 'duplicate': {
      const { duplicate, at } = happening;
      if (before.duplicates.some(({ caseId }) => caseId === duplicate.caseId)) return null;
      return { type: 'duplicateMerged', at, by: { kind: 'system' }, reason: null, text: duplicate.trackingNumber, set: { duplicates: [...before.duplicates, duplicate] } };
    }
    case 'duplicateUnmerged': {
      const { duplicate, at } = happening;
      const duplicates = before.duplicates.filter(({ caseId }) => caseId !== duplicate.caseId);
      if (duplicates.length === before.duplicates.length) return null;
      return { type: 'duplicateUnmerged', at, by: { kind: 'system' }, reason: null, text: duplicate.trackingNumber, set: { duplicates } };
    }
    case 'calendar':
      return planRecalculation(before, happening.at, facts);
  }
}

function planClock(before: CaseSnapshot, { fact, at, unitId }: Extract<Happening, { kind: 'clock' }>, facts: PlanningFacts): Change {
  const base = { at, by: { kind: 'clock' }, reason: null } as const;
  switch (fact) {
    case 'closed':
      return { ...base, type: 'closed', set: withClosing(before, null, facts) };
    case 'answerPassed':
      return { ...base, type: 'answerPassed', set: withClosing(before, basisFrom(at, facts.policy.closeWithin), facts) };
    case 'resumed':
      return { ...base, type: 'resumed', set: resuming(before, at, facts) };
    case 'escalated':
      return { ...base, type: 'escalated', ...rising(before, at, facts) };
    case 'jointOverdue':
      return { ...base, type: 'jointOverdue', toUnitId: unitId ?? null };
    default:
      return { ...base, type: fact };
  }
}

/** A suspended case gets its dates when it resumes; a closed one needs none. */
function planRecalculation(before: CaseSnapshot, at: string, facts: PlanningFacts): Change | null {
  if (before.state === 'suspended' || before.state === 'closed') return null;
  const fresh = dated(basesOf(before, facts.policy), facts);
  const joint = before.joint.map((part) => (part.endedAt === null ? { ...part, dueAt: dateOf(part.basis, facts.calendar).at.toISOString() } : part));
  const isSame = JSON.stringify([fresh.clocks, joint]) === JSON.stringify([before.clocks, before.joint]);
  if (isSame) return null;
  const text = `${before.clocks.dueAt} → ${fresh.clocks.dueAt}`;
  return { type: 'recalculated', at, by: { kind: 'system' }, reason: `calendar ${facts.calendar.version}`, text, set: { ...fresh, joint } };
}
