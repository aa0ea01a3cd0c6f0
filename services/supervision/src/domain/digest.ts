import { levels, type DigestSection, type Level, type WorkingCalendar } from '@suqiao/contracts';
import { compareLevels, isWorkingDay, levelAbove } from '@suqiao/workflows/domain';
import type { BoardFilter } from './board';
import { shanghaiDay } from './reminder';

const dayInMs = 24 * 3600 * 1000;
/** When a day's digest is made, Asia/Shanghai. */
const madeAtTime = '08:30:00+08:00';

/** The instants between which a digest's sections lie. */
export interface DigestTimes {
  readonly day: string;
  readonly at: Date;
  readonly previousWorkingDay: string;
  readonly nextWorkingDay: string;
  readonly provisional: boolean;
}

/** When the digest of a day is made, whether or not it is a working day. */
export function digestInstant(day: string): Date {
  return new Date(`${day}T${madeAtTime}`);
}

/**
 * The days around the Shanghai day of an instant.
 * @throws DayNotCoveredError before the calendar's first year
 */
export function digestTimes(calendar: WorkingCalendar, at: Date): DigestTimes {
  const day = shanghaiDay(at);
  const before = workingDayFrom(calendar, day, -1);
  const after = workingDayFrom(calendar, day, 1);
  return { day, at, previousWorkingDay: before.day, nextWorkingDay: after.day, provisional: !before.covered || !after.covered };
}

function workingDayFrom(calendar: WorkingCalendar, from: string, step: 1 | -1): { readonly day: string; readonly covered: boolean } {
  for (let count = 1, covered = true; ; count++) {
    const day = new Date(Date.parse(`${from}T00:00:00.000Z`) + step * count * dayInMs).toISOString().slice(0, 10);
    const look = isWorkingDay(calendar, day);
    covered &&= look.covered;
    if (look.working) return { day, covered };
  }
}

function startOf(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

/** The last instant before the day after. */
export function endOf(day: string): Date {
  return new Date(startOf(day).getTime() + dayInMs - 1);
}

const running = { $in: ['dispatched', 'returned', 'accepted'] };

/** The conditions of a digest's sections on the board's rows. */
export function digestFilters({ day, at, previousWorkingDay, nextWorkingDay }: DigestTimes, level: Level): Readonly<Record<DigestSection, BoardFilter>> {
  return {
    newlyOverdue: { state: running, dueAt: { $gt: digestInstant(previousWorkingDay), $lte: at } },
    dueToday: { state: running, dueAt: { $gt: at, $lte: endOf(day) } },
    dueNextWorkingDay: { state: running, dueAt: { $gt: endOf(day), $lte: endOf(nextWorkingDay) } },
    notAccepted: { state: { $in: ['dispatched', 'returned'] } },
    awaitingApproval: { state: { $in: ['dispatched', 'returned', 'accepted', 'suspended', 'answered'] }, level: { $in: decidedLevels(level) }, 'snapshot.request': { $type: 'object' } },
    answeredYesterday: { 'snapshot.answeredAt': { $gte: startOf(previousWorkingDay).toISOString(), $lt: startOf(day).toISOString() } },
  };
}

/** Levels whose requests a reader's level decides: those below, and at the province its own. */
export function decidedLevels(level: Level): Level[] {
  return levels.filter((other) => compareLevels(level, other) > 0 || (other === level && levelAbove(level) === null));
}
