import type { Actor, CaseSnapshot, Clocks, LateUnit, Transition, TransitionType, UnitReference } from '@suqiao/contracts';

/**
 * A transition with everything that it changes. Who makes it looks up units and computes dates first, so that applying it
 * is the same for ever.
 */
export interface Change {
  readonly type: Exclude<TransitionType, 'dispatched'>;
  /** RFC 3339, UTC, milliseconds. */
  readonly at: string;
  readonly by: Actor;
  readonly reason: string | null;
  /** Returned, transferred, escalated: who has the case from now on. */
  readonly unit?: UnitReference;
  /** Clocks that the transition sets anew; the business clock `dueAt` is never among them. */
  readonly clocks?: Partial<Omit<Clocks, 'dueAt'>>;
  readonly categoryCode?: string;
  readonly answer?: string;
}

const untouched = { acceptanceOverdue: false, dueSoon: false, overdue: false };

/** The case after a change, and the change's line in the timeline. Whether the change is allowed was decided before. */
export function evolve(before: CaseSnapshot, change: Change): { readonly after: CaseSnapshot; readonly transition: Transition } {
  const transition: Transition = {
    type: change.type, at: change.at, by: change.by, reason: change.reason, fromState: before.state, fromUnitId: before.unit.unitId,
  };
  const next: CaseSnapshot = { ...before, sequence: before.sequence + 1, clocks: { ...before.clocks, ...change.clocks } };
  return { after: { ...next, ...consequences(before, change) }, transition };
}

function consequences(before: CaseSnapshot, change: Change): Partial<CaseSnapshot> {
  switch (change.type) {
    case 'accepted':
      return { state: 'accepted', acceptedAt: change.at };
    case 'returned':
      return { state: 'returned', ...handOver(before, change) };
    case 'transferred':
      return { state: 'dispatched', ...handOver(before, change), unsure: [], categoryCode: change.categoryCode ?? before.categoryCode };
    case 'answered':
      return { state: 'answered', answeredAt: change.at, answer: change.answer ?? null };
    case 'closed':
      return { state: 'closed', closedAt: change.at };
    case 'acceptanceOverdue':
      return { fired: { ...before.fired, acceptanceOverdue: true }, late: [...before.late, late(before, 'acceptance', change.at)] };
    case 'dueSoon':
      return { fired: { ...before.fired, dueSoon: true } };
    case 'overdue':
      return { fired: { ...before.fired, overdue: true }, late: [...before.late, late(before, 'step', change.at)] };
    case 'escalated':
      // The case rises, the matter stays where it lies: divisionCode does not change, and the new level starts its own step.
      return { state: 'dispatched', ...receiver(change), acceptedAt: null, fired: untouched };
  }
}

/** A new unit on the same level: it must accept anew; the level's own clock goes on, only the acceptance starts again. */
function handOver(before: CaseSnapshot, change: Change): Partial<CaseSnapshot> {
  const given = receiver(change);
  const jurisdictionFound = change.type === 'transferred' && given.unit.divisionCode !== before.unit.divisionCode;
  return {
    ...given,
    acceptedAt: null,
    fired: { ...before.fired, acceptanceOverdue: false },
    ...(jurisdictionFound && { divisionCode: given.unit.divisionCode }),
  };
}

function receiver(change: Change): Pick<CaseSnapshot, 'unit' | 'level'> {
  if (change.unit === undefined) throw new Error(`a change of type ${change.type} must name the unit that receives the case`);
  return { unit: change.unit, level: change.unit.level };
}

function late(before: CaseSnapshot, clock: LateUnit['clock'], at: string): LateUnit {
  return { unitId: before.unit.unitId, level: before.level, clock, at };
}
