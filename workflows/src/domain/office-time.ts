import type { WorkingCalendar } from '@suqiao/contracts';
import { minuteInMs, WorkingDays, type Deadline } from './working-days';

/** How long something took: by the clock, while offices were open, and in working days after its first day. */
export interface Elapsed {
  readonly wallMs: number;
  /** Not rounded: half a minute is 0.5. */
  readonly officeMinutes: number;
  /** Working days after the day of the start, up to and including the day of the end: 0 within one day. */
  readonly workingDays: number;
  /** True when the calendar does not cover all of it. */
  readonly provisional: boolean;
}

/**
 * Whether offices are open at an instant; from the minute they close they are not. A day that the calendar does not cover
 * yet is judged by its weekday.
 * @throws DayNotCoveredError before the calendar's first year
 */
export function withinOfficeHours(calendar: WorkingCalendar, at: Date): boolean {
  return new WorkingDays(calendar).open(at);
}

/**
 * The instant itself while offices are open, or else when they next open: nobody is reminded at midnight (Zammad #4432).
 * @throws DayNotCoveredError before the calendar's first year
 */
export function nextOfficeInstant(calendar: WorkingCalendar, at: Date): Deadline {
  const days = new WorkingDays(calendar);
  return days.mark(days.addOfficeTime(at, 0));
}

/**
 * How long a step took from one instant to another.
 * @throws RangeError when `to` lies before `from`
 * @throws DayNotCoveredError when `from` lies before the calendar's first year
 */
export function durationBetween(calendar: WorkingCalendar, from: Date, to: Date): Elapsed {
  if (to < from) throw new RangeError(`${to.toISOString()} lies before ${from.toISOString()}`);
  const days = new WorkingDays(calendar);
  return {
    wallMs: to.getTime() - from.getTime(),
    officeMinutes: days.officeTimeBetween(from, to) / minuteInMs,
    workingDays: days.workingDaysBetween(from, to),
    provisional: days.guessed,
  };
}
