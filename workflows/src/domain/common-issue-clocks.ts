import type { CommonIssue } from '@suqiao/contracts';

/** What a clock may do to a common issue by itself. */
export type IssueClockFact = 'overdue' | 'escalated' | 'watchStarted';

/** A clock fact and the instant from which it is due, in milliseconds of the epoch. */
export interface NextIssueClock {
  readonly fact: IssueClockFact;
  readonly atInMs: number;
}

/**
 * The next thing that time alone will do to an issue, or `null` when only a person can move it on. A step is late once, and the
 * level above is told of it once; a measure is watched from the day that it takes effect.
 */
export function nextIssueClock({ state, clock, measure }: Pick<CommonIssue, 'state' | 'clock' | 'measure'>): NextIssueClock | null {
  if (state === 'measured') return measure === null ? null : { fact: 'watchStarted', atInMs: Date.parse(measure.effectiveAt) };
  if (clock.dueAt === null) return null;
  if (!clock.overdue) return { fact: 'overdue', atInMs: Date.parse(clock.dueAt) };
  if (clock.escalatedTo === null && clock.escalateAt !== null) return { fact: 'escalated', atInMs: Date.parse(clock.escalateAt) };
  return null;
}
