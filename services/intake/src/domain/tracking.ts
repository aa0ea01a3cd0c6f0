import type { CaseSnapshot, IssueAnswer, TrackedAppeal, TrackingState, TrackingStepType, Transition } from '@suqiao/contracts';
import type { StoredStep } from './appeal';
import { mayRate, type Rated } from './rating';

/** What of a stored appeal its appellant is shown. */
export interface Tracked extends Rated {
  readonly title: string;
  readonly receivedAt: string;
  readonly timeline: readonly StoredStep[];
  readonly issueAnswers?: readonly IssueAnswer[];
  readonly case: CaseSnapshot | null;
  /** 并案: the case that goes on for this one. */
  readonly lead: CaseSnapshot | null;
}

/** What an appellant is told of the steps of a case. What is not here is between units and supervisors. */
const told: Readonly<Partial<Record<Transition['type'], TrackingStepType>>> = {
  dispatched: 'dispatched', accepted: 'accepted', transferred: 'passedOn', escalated: 'raised', extended: 'extended', suspended: 'paused', resumed: 'resumed',
  interimAnswered: 'interimAnswered', answered: 'answered', redoStarted: 'redone', reopened: 'redone', merged: 'merged', unmerged: 'unmerged', withdrawn: 'withdrawn', closed: 'closed',
};

/** The last four digits of a telephone number however it was written; `null` where there are none. */
export function lastFourOf(phone: string | null): string | null {
  const digits = phone?.replaceAll(/\D/g, '') ?? '';
  return digits.length >= 4 ? digits.slice(-4) : null;
}

/** An appeal as its appellant may know it. */
export function trackedView(appeal: Tracked): TrackedAppeal {
  const { case: own, lead } = appeal;
  const known = own?.mergedInto != null && lead !== null ? lead : own;
  const isOpen = known !== null && known.state !== 'answered' && known.state !== 'closed' && known.state !== 'suspended';
  const isChecked = known !== null && known.check !== 'pending' && known.check !== 'sentBack';
  const isUnderCheck = known?.state === 'answered' && !isChecked;
  return {
    trackingNumber: appeal.trackingNumber, title: appeal.title, state: stateOf(known), unitName: known?.unit.name ?? null,
    // A redo is a step of its own: the appeal's own date is over by then.
    dueAt: known !== null && (isOpen || isUnderCheck) ? (known.redos > 0 ? known.clocks.stepDueAt : known.clocks.dueAt) : null, provisional: known?.clocks.provisional ?? false,
    steps: stepsOf(appeal),
    answer: isChecked && known.answer !== null ? { text: known.answer, at: known.answeredAt } : null,
    interimAnswers: known?.interimAnswers ?? [], issueAnswers: (appeal.issueAnswers ?? []).map(({ at, name, outcome, text }) => ({ at, name, outcome, text })), satisfaction: known?.satisfaction ?? null, mayRate: mayRate(appeal),
    ratings: (appeal.ratings ?? []).map(({ satisfaction, comment, at, state, reason }) => ({ satisfaction, comment, at, state, reason })),
  };
}

function stateOf(known: CaseSnapshot | null): TrackingState {
  switch (known?.state) {
    case undefined:
      return 'received';
    case 'suspended':
      return 'paused';
    case 'answered':
      return known?.check === 'pending' ? 'inHand' : 'answered';
    case 'closed':
      return known?.outcome === 'withdrawn' ? 'withdrawn' : 'closed';
    default:
      return known !== null && known.redos + known.reopenings > 0 ? 'redone' : 'inHand';
  }
}

/** An answer that waits for its check, or did not pass it, was not given to anybody yet. */
function stepsOf({ timeline, receivedAt, case: own }: Tracked): TrackedAppeal['steps'] {
  const steps: { type: TrackingStepType; at: string; unitName: StoredStep['unitName'] | null }[] = [{ type: 'received', at: receivedAt, unitName: null }];
  let unchecked = -1;
  for (const step of timeline) {
    if (step.type === 'sentBack' && unchecked >= 0) steps.splice(unchecked, 1);
    if (step.type === 'answerPassed' || step.type === 'sentBack') unchecked = -1;
    if (step.type === 'answered') unchecked = steps.length;
    const type = step.type === 'followedUp' ? (step.by.kind === 'appellant' ? 'rated' : 'calledBack') : told[step.type];
    if (type === undefined) continue;
    if (step.type === 'redoStarted' && step.by.kind === 'appellant') steps.push({ type: 'rated', at: step.at, unitName: null });
    steps.push({ type, at: step.at, unitName: type === 'rated' || type === 'calledBack' ? null : step.unitName });
  }
  if (own?.check === 'pending' && unchecked >= 0) steps.splice(unchecked, 1);
  return steps;
}
