import type { Actor, CaseSnapshot, CaseState, LateUnit, Transition, TransitionType } from '@suqiao/contracts';

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
  readonly text?: string | null;
  readonly toUnitId?: string | null;
  /** What the transition sets besides state, lateness and counts, which follow from its type. */
  readonly set?: Partial<Omit<CaseSnapshot, 'state' | 'sequence' | 'late' | 'fired' | 'level'>>;
}

const untouched = { acceptanceOverdue: false, dueSoon: false, overdue: false };

/** The state that each transition leaves behind; `null` where it stays. */
const stateAfter: Readonly<Record<Change['type'], CaseState | null>> = {
  accepted: 'accepted', returned: 'returned', transferred: 'dispatched', jointAsked: null, jointAnswered: null, jointReleased: null,
  interimAnswered: null, answered: 'answered', closed: 'closed', extensionRequested: null, extended: null, suspensionRequested: null,
  suspended: 'suspended', resumed: 'accepted', riseRequested: null, requestRefused: null, answerPassed: null, sentBack: 'accepted',
  followedUp: null, redoStarted: 'accepted', reopened: 'dispatched', withdrawn: 'closed', merged: 'closed', unmerged: 'dispatched', duplicateMerged: null,
  duplicateUnmerged: null,
  commented: null, confidentialSet: null, acceptanceOverdue: null, replyOverdue: null, dueSoon: null, overdue: null, jointOverdue: null, escalated: 'dispatched',
  recalculated: null,
};

/** The case after a change, and the change's line in the timeline. Whether the change is allowed was decided before. */
export function evolve(before: CaseSnapshot, change: Change): { readonly after: CaseSnapshot; readonly transition: Transition } {
  const transition: Transition = {
    type: change.type, at: change.at, by: change.by, reason: change.reason, text: change.text ?? null,
    fromState: before.state, fromUnitId: before.unit.unitId, toUnitId: change.toUnitId ?? null,
  };
  const next: CaseSnapshot = { ...before, ...change.set, sequence: before.sequence + 1, state: stateAfter[change.type] ?? before.state };
  return { after: { ...next, level: next.unit.level, ...consequences(before, change) }, transition };
}

/** What follows from the type alone. A step starts anew with a new level, a redo or a reopening: its facts fire again. */
function consequences(before: CaseSnapshot, change: Change): Partial<CaseSnapshot> {
  switch (change.type) {
    case 'accepted':
      return { acceptedAt: change.at, firstAcceptedAt: before.firstAcceptedAt ?? change.at };
    case 'returned':
      return { acceptedAt: null, returnedBy: before.unit, request: null, fired: { ...before.fired, acceptanceOverdue: false } };
    case 'transferred': {
      const wrong = before.state === 'returned' && change.set?.unit?.unitId === before.returnedBy?.unitId;
      return {
        acceptedAt: null, request: null, unsure: [], wrongReturns: before.wrongReturns + (wrong ? 1 : 0), fired: { ...before.fired, acceptanceOverdue: false },
      };
    }
    case 'answered':
      return { answeredAt: change.at, request: null };
    case 'closed':
      return { closedAt: change.at, outcome: 'answered' };
    case 'withdrawn':
    case 'merged':
      return {
        closedAt: change.at, outcome: change.type, request: null, suspendedUntil: null,
        joint: before.joint.map((part) => ({ ...part, endedAt: part.endedAt ?? change.at })),
      };
    case 'unmerged':
      // No round of its own: whatever fired stays fired, and only the unit that gets it back is asked to accept anew.
      return { acceptedAt: null, closedAt: null, outcome: null, mergedInto: null, fired: { ...before.fired, acceptanceOverdue: false } };
    case 'extended':
      return { request: null, extensions: before.extensions + 1, fired: { ...before.fired, dueSoon: false, overdue: false } };
    case 'suspended':
    case 'requestRefused':
      return { request: null };
    case 'resumed':
      return { suspendedUntil: null };
    case 'answerPassed':
      return { check: 'passed' };
    case 'sentBack':
      return { check: 'sentBack', answeredAt: null, fired: stepAnew(before) };
    case 'redoStarted':
      return { redos: before.redos + 1, answeredAt: null, closedAt: null, outcome: null, check: 'none', fired: stepAnew(before) };
    case 'reopened':
      return { reopenings: before.reopenings + 1, acceptedAt: null, answeredAt: null, closedAt: null, outcome: null, check: 'none', satisfaction: null, fired: untouched };
    case 'acceptanceOverdue':
      return { fired: { ...before.fired, acceptanceOverdue: true }, late: [...before.late, late(before, 'acceptance', change.at)] };
    case 'replyOverdue':
      return { fired: { ...before.fired, replyOverdue: true }, late: [...before.late, late(before, 'reply', change.at)] };
    case 'dueSoon':
      return { fired: { ...before.fired, dueSoon: true } };
    case 'overdue':
      return { fired: { ...before.fired, overdue: true }, late: [...before.late, late(before, 'step', change.at)] };
    case 'jointOverdue': {
      const unitId = change.toUnitId ?? before.unit.unitId;
      return {
        joint: before.joint.map((part) => (part.unit.unitId === unitId && part.endedAt === null ? { ...part, late: true } : part)),
        late: [...before.late, { unitId, level: before.level, clock: 'joint', at: change.at }],
      };
    }
    case 'escalated':
      // The case rises, the matter stays where it lies: divisionCode does not change, and the new level starts its own step.
      return { acceptedAt: null, request: null, returnedBy: null, wrongReturns: 0, fired: stepAnew(before) };
    default:
      return {};
  }
}

/** The first reply is the appeal's and not the step's: that it came late is recorded once, whoever has the case next. */
function stepAnew({ fired }: CaseSnapshot): CaseSnapshot['fired'] {
  return { ...untouched, ...(fired.replyOverdue === true && { replyOverdue: true }) };
}

function late(before: CaseSnapshot, clock: LateUnit['clock'], at: string): LateUnit {
  return { unitId: before.unit.unitId, level: before.level, clock, at };
}
