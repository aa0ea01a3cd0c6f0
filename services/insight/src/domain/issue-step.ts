import type { CommonIssue, IssueClock, IssueState, Level, WorkingCalendar } from '@suqiao/contracts';
import { addDuration } from '@suqiao/workflows/domain';
import type { IssuePreset, TimedIssueState } from './issue-presets';

/** What the dates of a step are counted by. */
export interface StepFacts {
  readonly preset: IssuePreset;
  readonly calendar: WorkingCalendar;
}

const noClock: IssueClock = { dueAt: null, escalateAt: null, basis: null, provisional: false, overdue: false, escalatedTo: null };

/** The clock of a step that begins at an instant; one without a due date where the state waits for nobody. */
export function clockOfStep(state: IssueState, from: Date, facts: StepFacts): IssueClock {
  if (!isTimed(state)) return noClock;
  return clockFrom({ from: from.toISOString(), within: facts.preset.steps[state] }, facts);
}

/** The clock that a basis gives on a calendar. */
export function clockFrom(basis: NonNullable<IssueClock['basis']>, { preset, calendar }: StepFacts): IssueClock {
  const due = addDuration(calendar, new Date(basis.from), basis.within);
  const escalation = addDuration(calendar, due.at, preset.escalateAfter);
  return { ...noClock, dueAt: due.at.toISOString(), escalateAt: escalation.at.toISOString(), basis, provisional: due.provisional || escalation.provisional };
}

function isTimed(state: IssueState): state is TimedIssueState {
  return state !== 'measured' && state !== 'closed' && state !== 'dismissed' && state !== 'joined';
}

/** What is known of a group when something happens to its issue. */
export interface GroupPlace {
  readonly level: Level;
  readonly divisionCode: string;
  readonly appeals: number;
}

/** A new candidate. */
export function candidateOf(issueId: string, name: string, { level, divisionCode, appeals }: GroupPlace, facts: StepFacts, now: Date): CommonIssue {
  return {
    issueId, name, state: 'candidate', level, divisionCode, appeals, preset: `${facts.preset.name}@${String(facts.preset.version)}`, calendarVersion: facts.calendar.version,
    clock: clockOfStep('candidate', now, facts), formedAt: now.toISOString(), lead: null, joint: [], study: null, proposals: [], consultation: null, measure: null, outcome: null,
    reply: null, closedAt: null, reopenings: 0, joinedInto: null, stateBeforeEnd: null, sequence: 1,
  };
}
