import type { DigestSection, SupervisionQuery, WorkingCalendar } from '@suqiao/contracts';
import { isWorkingDay } from '@suqiao/workflows/domain';
import { endOfDay } from './board';
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

/** A section's list: the query of `GET /api/v1/supervision/cases` that has the section's condition and no other. */
export interface SectionQuery extends Readonly<Record<string, string>> {
  readonly state: SupervisionQuery['state'];
}

/** The lists of a digest's sections. */
export function digestQueries({ day, at, previousWorkingDay, nextWorkingDay }: DigestTimes): Readonly<Record<DigestSection, SectionQuery>> {
  return {
    newlyOverdue: { state: 'running', dueFrom: after(digestInstant(previousWorkingDay)), dueTo: at.toISOString() },
    dueToday: { state: 'running', dueFrom: after(at), dueTo: day },
    dueNextWorkingDay: { state: 'running', dueFrom: after(endOfDay(day)), dueTo: nextWorkingDay },
    notAccepted: { state: 'notAccepted' },
    awaitingApproval: { state: 'open', waiting: 'approval' },
    answeredYesterday: { state: 'all', answeredFrom: previousWorkingDay, answeredTo: dayBefore(day) },
  };
}

/** The first instant after one: a window begins with its first instant. */
function after(instant: Date): string {
  return new Date(instant.getTime() + 1).toISOString();
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) - dayInMs).toISOString().slice(0, 10);
}
