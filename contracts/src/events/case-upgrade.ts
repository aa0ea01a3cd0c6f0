import type { CaseSnapshot, Transition } from './case';
import type { CaseSnapshotV1, TransitionV1 } from './case-v1';

/** What a case of 0.1.0 has of everything that came later: nothing yet. */
const nothingYet = {
  confidential: false, policyReason: null, bases: null, calendarVersion: null, firstAcceptedAt: null, suspendedUntil: null, request: null, extensions: 0,
  joint: [], returnedBy: null, wrongReturns: 0, check: 'none', interimAnswers: [], solution: null, satisfaction: null, redos: 0, reopenings: 0,
  outcome: null, mergedInto: null, duplicates: [],
} as const satisfies Partial<CaseSnapshot> | object;

/**
 * A snapshot of any version as the newest one. Free of zod, because a workflow's sandbox calls it on what histories hold.
 */
export function upgradeSnapshot(snapshot: CaseSnapshot | CaseSnapshotV1): CaseSnapshot {
  if ('joint' in snapshot) return snapshot;
  return { ...nothingYet, joint: [], interimAnswers: [], duplicates: [], ...snapshot, firstAcceptedAt: snapshot.acceptedAt, outcome: snapshot.state === 'closed' ? 'answered' : null };
}

/** A timeline's line of any version as the newest one. */
export function upgradeTransition(transition: Transition | TransitionV1): Transition {
  return 'toUnitId' in transition ? transition : { ...transition, text: null, toUnitId: null };
}
