import type { Duration, WorkingCalendar } from '@suqiao/contracts';
import { hourInMs, minuteInMs, WorkingDays, type Deadline } from './working-days';

export { DayNotCoveredError, type Deadline } from './working-days';

/**
 * Adds a duration to an instant. `n` working days end with the office hours of the n-th working day after the starting
 * day, whatever the hour of the start; office hours run only while offices are open; minutes and seconds run always.
 * @throws DayNotCoveredError when the start lies before the first year of the calendar
 */
export function addDuration(calendar: WorkingCalendar, from: Date, duration: Duration): Deadline {
  const days = new WorkingDays(calendar);
  days.mark(from);
  return days.mark(endOf(days, from, duration));
}

function endOf(days: WorkingDays, from: Date, { unit, amount }: Duration): Date {
  switch (unit) {
    case 'seconds':
      return new Date(from.getTime() + Math.round(amount * 1000));
    case 'minutes':
      return new Date(from.getTime() + Math.round(amount * minuteInMs));
    case 'workingDays':
      return days.endOfWorkingDay(from, amount);
    case 'officeHours':
      return days.addOfficeTime(from, Math.round(amount * hourInMs));
  }
}

/**
 * The instant a duration before a deadline, for the yellow light. `n` working days before: the end of the office hours n
 * working days earlier. The answer is provisional when the deadline is.
 */
export function subtractDuration(calendar: WorkingCalendar, from: Deadline, duration: Duration): Deadline {
  switch (duration.unit) {
    case 'seconds':
      return { at: new Date(from.at.getTime() - duration.amount * 1000), provisional: from.provisional };
    case 'minutes':
      return { at: new Date(from.at.getTime() - duration.amount * minuteInMs), provisional: from.provisional };
    case 'workingDays':
      return { at: new WorkingDays(calendar).endOfWorkingDay(from.at, -duration.amount), provisional: from.provisional };
    case 'officeHours':
      // A yellow light in hours means hours of the clock before the end: offices need no finer rule to be warned.
      return { at: new Date(from.at.getTime() - duration.amount * hourInMs), provisional: from.provisional };
  }
}

/** Whether a day is a working day, and whether the calendar knows or only guesses by the day of the week. */
export function isWorkingDay(calendar: WorkingCalendar, day: string): { readonly working: boolean; readonly covered: boolean } {
  return new WorkingDays(calendar).look(Date.parse(`${day}T00:00:00.000Z`) / (24 * hourInMs));
}
