import type { AppealProgressed, CaseSnapshot, Transition } from '@suqiao/contracts';
import { stepOf, visibleSteps } from './appeal';

/** A step of a case as its channel may be told it; `null` for what units and supervisors have among themselves. */
export function progressOf(snapshot: CaseSnapshot, transition: Transition): AppealProgressed['data'] | null {
  const [step] = visibleSteps([stepOf(snapshot, transition)], false);
  if (step === undefined) return null;
  return {
    id: snapshot.caseId, trackingNumber: snapshot.trackingNumber, status: snapshot.state, step: step.type, at: step.at, level: snapshot.level, unitName: snapshot.unit.name,
    dueAt: snapshot.state === 'closed' ? null : snapshot.clocks.dueAt,
    // What has not passed its check is not said yet.
    answer: snapshot.check === 'pending' ? null : snapshot.answer,
    outcome: snapshot.outcome, mergedInto: snapshot.mergedInto?.trackingNumber ?? null,
  };
}
