import type { CaseSnapshot, Light } from '@suqiao/contracts';
import { levelAbove } from './levels';

/** What a clock may do to a case by itself. */
export type ClockFact = 'acceptanceOverdue' | 'replyOverdue' | 'dueSoon' | 'overdue' | 'jointOverdue' | 'escalated' | 'resumed' | 'answerPassed' | 'closed';

/** A clock fact and the instant from which it is due, in milliseconds of the epoch. */
export interface NextClock {
  readonly fact: ClockFact;
  readonly atInMs: number;
  /** jointOverdue: whose part. */
  readonly unitId?: string;
}

/** What the clocks look at. */
export type ClockedFacts = Pick<CaseSnapshot, 'state' | 'level' | 'clocks' | 'fired' | 'joint' | 'check' | 'suspendedUntil'>;

/**
 * The next thing that time alone will do to a case, or `null` when only a person can move it on. Each fact fires once a
 * step: `fired` remembers. A case rises as soon as its level is late, until the province, which has nobody above it.
 */
export function nextClock(facts: ClockedFacts): NextClock | null {
  const { state, clocks } = facts;
  switch (state) {
    case 'closed':
      return null;
    case 'suspended':
      return facts.suspendedUntil === null ? null : { fact: 'resumed', atInMs: Date.parse(facts.suspendedUntil) };
    case 'answered':
      return clocks.closeBy === null ? null : { fact: facts.check === 'pending' ? 'answerPassed' : 'closed', atInMs: Date.parse(clocks.closeBy) };
    default:
      return earliest(stepClocks(facts));
  }
}

function stepClocks({ state, level, clocks, fired, joint }: ClockedFacts): NextClock[] {
  const candidates: NextClock[] = [];
  if (state !== 'accepted' && !fired.acceptanceOverdue && clocks.acceptBy !== null) {
    candidates.push({ fact: 'acceptanceOverdue', atInMs: Date.parse(clocks.acceptBy) });
  }
  if (clocks.replyBy !== undefined && fired.replyOverdue !== true) candidates.push({ fact: 'replyOverdue', atInMs: Date.parse(clocks.replyBy) });
  for (const part of joint) {
    if (part.endedAt === null && !part.late) candidates.push({ fact: 'jointOverdue', atInMs: Date.parse(part.dueAt), unitId: part.unit.unitId });
  }
  if (!fired.dueSoon) candidates.push({ fact: 'dueSoon', atInMs: Date.parse(clocks.dueSoonAt) });
  if (!fired.overdue) candidates.push({ fact: 'overdue', atInMs: Date.parse(clocks.stepDueAt) });
  else if (levelAbove(level) !== null) candidates.push({ fact: 'escalated', atInMs: Date.parse(clocks.stepDueAt) });
  return candidates;
}

function earliest(candidates: readonly NextClock[]): NextClock | null {
  return candidates.reduce<NextClock | null>((first, candidate) => (first === null || candidate.atInMs < first.atInMs ? candidate : first), null);
}

/**
 * 灯 of a case at an instant: red 红灯 once the appeal's due date has passed, yellow 黄灯 from `dueSoonAt` or when the
 * present step is late, off when closed or suspended. An answered case waits for nobody's clock but the appeal's.
 */
export function lightOf(facts: Pick<CaseSnapshot, 'state' | 'clocks'>, nowInMs: number): Light {
  if (facts.state === 'closed' || facts.state === 'suspended') return 'off';
  if (facts.state === 'answered') return 'green';
  if (nowInMs >= Date.parse(facts.clocks.dueAt)) return 'red';
  return nowInMs >= Math.min(Date.parse(facts.clocks.dueSoonAt), Date.parse(facts.clocks.stepDueAt)) ? 'yellow' : 'green';
}
