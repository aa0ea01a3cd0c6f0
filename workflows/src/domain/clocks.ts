import type { CaseSnapshot, Light } from '@suqiao/contracts';
import { levelAbove } from './levels';

/** What a clock may do to a case by itself. */
export type ClockFact = 'acceptanceOverdue' | 'dueSoon' | 'overdue' | 'escalated' | 'closed';

/** A clock fact and the instant from which it is due, in milliseconds of the epoch. */
export interface NextClock {
  readonly fact: ClockFact;
  readonly atInMs: number;
}

/** What the clocks look at. */
export type ClockedFacts = Pick<CaseSnapshot, 'state' | 'level' | 'clocks' | 'fired'>;

/**
 * The next thing that time alone will do to a case, or `null` when only a person can move it on. Each fact fires once a
 * step: `fired` remembers. A case rises as soon as its level is late, until the province, which has nobody above it.
 */
export function nextClock(facts: ClockedFacts): NextClock | null {
  const { state, clocks, fired, level } = facts;
  if (state === 'closed') return null;
  if (state === 'answered') return clocks.closeBy === null ? null : { fact: 'closed', atInMs: Date.parse(clocks.closeBy) };
  const candidates: NextClock[] = [];
  if (state !== 'accepted' && !fired.acceptanceOverdue && clocks.acceptBy !== null) {
    candidates.push({ fact: 'acceptanceOverdue', atInMs: Date.parse(clocks.acceptBy) });
  }
  if (!fired.dueSoon) candidates.push({ fact: 'dueSoon', atInMs: Date.parse(clocks.dueSoonAt) });
  if (!fired.overdue) candidates.push({ fact: 'overdue', atInMs: Date.parse(clocks.stepDueAt) });
  else if (levelAbove(level) !== null) candidates.push({ fact: 'escalated', atInMs: Date.parse(clocks.stepDueAt) });
  return candidates.reduce<NextClock | null>((first, candidate) => (first === null || candidate.atInMs < first.atInMs ? candidate : first), null);
}

/**
 * 灯 of a case at an instant: red 红灯 once the appeal's due date has passed, yellow 黄灯 from `dueSoonAt` or when the
 * present step is late, off when closed. An answered case waits for nobody's clock but the appeal's.
 */
export function lightOf(facts: Pick<CaseSnapshot, 'state' | 'clocks'>, nowInMs: number): Light {
  if (facts.state === 'closed') return 'off';
  if (facts.state === 'answered') return 'green';
  if (nowInMs >= Date.parse(facts.clocks.dueAt)) return 'red';
  return nowInMs >= Math.min(Date.parse(facts.clocks.dueSoonAt), Date.parse(facts.clocks.stepDueAt)) ? 'yellow' : 'green';
}
