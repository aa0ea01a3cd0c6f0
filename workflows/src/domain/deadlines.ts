import type { CalendarYear, Duration, WorkingCalendar } from '@suqiao/contracts';

/** An instant and whether it may still move: it lies in, or was counted across, a year that the calendar does not cover. */
export interface Deadline {
  readonly at: Date;
  readonly provisional: boolean;
}

/** The calendar does not reach back to this day; no deadline can be honest there. */
export class DayNotCoveredError extends Error {
  override readonly name = 'DayNotCoveredError';
  constructor(readonly day: string) {
    super(`the calendar does not cover ${day}`);
  }
}

/** China keeps one zone without summer time (since 1992), so that an offset says all. */
const shanghaiOffsetInMs = 8 * 3600 * 1000;
const dayInMs = 24 * 3600 * 1000;
const minuteInMs = 60 * 1000;

/**
 * Adds a duration to an instant. `n` working days end with the office hours of the n-th working day after the starting
 * day, whatever the hour of the start; office hours run only while offices are open; minutes and seconds run always.
 * @throws DayNotCoveredError when the start lies before the first year of the calendar
 */
export function addDuration(calendar: WorkingCalendar, from: Date, duration: Duration): Deadline {
  const days = new WorkingDays(calendar);
  switch (duration.unit) {
    case 'seconds':
      return days.mark(new Date(from.getTime() + duration.amount * 1000));
    case 'minutes':
      return days.mark(new Date(from.getTime() + duration.amount * minuteInMs));
    case 'workingDays':
      return days.endOfWorkingDay(from, duration.amount);
    case 'officeHours':
      return days.addOfficeMinutes(from, duration.amount * 60);
  }
}

/**
 * The instant a duration before a deadline, for the yellow light. `n` working days before: the end of the office hours n
 * working days earlier. The answer is provisional when the deadline is.
 */
export function subtractDuration(calendar: WorkingCalendar, from: Deadline, duration: Duration): Deadline {
  const days = new WorkingDays(calendar);
  switch (duration.unit) {
    case 'seconds':
      return { at: new Date(from.at.getTime() - duration.amount * 1000), provisional: from.provisional };
    case 'minutes':
      return { at: new Date(from.at.getTime() - duration.amount * minuteInMs), provisional: from.provisional };
    case 'workingDays':
      return { at: days.endOfWorkingDay(from.at, -duration.amount).at, provisional: from.provisional };
    case 'officeHours':
      // A yellow light in hours means hours of the clock before the end: offices need no finer rule to be warned.
      return { at: new Date(from.at.getTime() - duration.amount * 60 * minuteInMs), provisional: from.provisional };
  }
}

/** Whether a day is a working day, and whether the calendar knows or only guesses by the day of the week. */
export function isWorkingDay(calendar: WorkingCalendar, day: string): { readonly working: boolean; readonly covered: boolean } {
  return new WorkingDays(calendar).look(Date.parse(`${day}T00:00:00.000Z`) / dayInMs);
}

/** Counts days as whole numbers since the epoch, in Shanghai. */
class WorkingDays {
  readonly #years: ReadonlyMap<number, CalendarYear>;
  readonly #firstYear: number;
  readonly #officeHours: WorkingCalendar['officeHours'];
  #guessed = false;

  constructor(calendar: WorkingCalendar) {
    this.#years = new Map(calendar.years.map((year) => [year.year, year]));
    this.#firstYear = Math.min(...this.#years.keys());
    this.#officeHours = calendar.officeHours;
    if (calendar.officeHours.length === 0) throw new Error('a working calendar needs office hours');
  }

  look(dayNumber: number): { readonly working: boolean; readonly covered: boolean } {
    const day = new Date(dayNumber * dayInMs).toISOString().slice(0, 10);
    const year = this.#years.get(Number(day.slice(0, 4)));
    // The epoch's first day was a Thursday.
    const weekday = (((dayNumber + 4) % 7) + 7) % 7;
    const ordinary = weekday !== 0 && weekday !== 6;
    if (year === undefined) {
      if (Number(day.slice(0, 4)) < this.#firstYear) throw new DayNotCoveredError(day);
      this.#guessed = true;
      return { working: ordinary, covered: false };
    }
    if (year.makeUpWorkdays.includes(day)) return { working: true, covered: true };
    return { working: ordinary && !year.holidays.includes(day), covered: true };
  }

  mark(at: Date): Deadline {
    this.look(dayOf(at));
    return { at, provisional: this.#guessed };
  }

  endOfWorkingDay(from: Date, count: number): Deadline {
    const step = count < 0 ? -1 : 1;
    let day = dayOf(from);
    let left = Math.abs(count);
    while (left > 0) {
      day += step;
      if (this.look(day).working) left--;
    }
    // Zero working days mean: before this day's offices close, or, on a day off, the next working day's.
    while (!this.look(day).working) day++;
    const close = Math.max(...this.#officeHours.map((span) => span.toMinute));
    return { at: instantOf(day, close), provisional: this.#guessed };
  }

  addOfficeMinutes(from: Date, minutes: number): Deadline {
    let left = minutes;
    let day = dayOf(from);
    let minuteOfDay = (from.getTime() + shanghaiOffsetInMs - day * dayInMs) / minuteInMs;
    for (;;) {
      const spans = this.look(day).working ? this.#officeHours : [];
      for (const { fromMinute, toMinute } of spans) {
        const start = Math.max(fromMinute, minuteOfDay);
        const room = Math.max(0, toMinute - start);
        if (room >= left && room > 0) return { at: instantOf(day, start + left), provisional: this.#guessed };
        left -= room;
      }
      day++;
      minuteOfDay = 0;
    }
  }
}

function dayOf(instant: Date): number {
  return Math.floor((instant.getTime() + shanghaiOffsetInMs) / dayInMs);
}

function instantOf(dayNumber: number, minuteOfDay: number): Date {
  return new Date(dayNumber * dayInMs + minuteOfDay * minuteInMs - shanghaiOffsetInMs);
}
