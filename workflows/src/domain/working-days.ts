import type { CalendarYear, WorkingCalendar } from '@suqiao/contracts';

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
export const minuteInMs = 60 * 1000;
export const hourInMs = 60 * minuteInMs;

interface OfficeSpan {
  readonly fromInMs: number;
  readonly toInMs: number;
}

/**
 * Counts on a working calendar. Days are whole numbers since the epoch, in Shanghai. It remembers whether it ever had to
 * guess a day by its weekday, so that one object answers for one deadline. Looking at a day before the calendar's first
 * year throws `DayNotCoveredError`.
 */
export class WorkingDays {
  readonly #years: ReadonlyMap<number, CalendarYear>;
  readonly #firstYear: number;
  readonly #spans: readonly OfficeSpan[];
  readonly #closeInMs: number;
  #guessed = false;

  /** @throws Error when the calendar has no office hours: no working day would ever end */
  constructor(calendar: WorkingCalendar) {
    this.#years = new Map(calendar.years.map((year) => [year.year, year]));
    this.#firstYear = Math.min(...this.#years.keys());
    this.#spans = calendar.officeHours
      .filter(({ fromMinute, toMinute }) => fromMinute < toMinute)
      .map(({ fromMinute, toMinute }) => ({ fromInMs: fromMinute * minuteInMs, toInMs: toMinute * minuteInMs }))
      .sort((one, other) => one.fromInMs - other.fromInMs);
    if (this.#spans.length === 0) throw new Error('a working calendar needs office hours');
    this.#closeInMs = Math.max(...this.#spans.map(({ toInMs }) => toInMs));
  }

  /** Whether anything counted so far rests on a guess. */
  get guessed(): boolean {
    return this.#guessed;
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

  /** An instant with what is known of it; its own day counts too. */
  mark(at: Date): Deadline {
    this.look(dayOf(at));
    return { at, provisional: this.#guessed };
  }

  /** The office end of the `count`-th working day after (before, if negative) the day of `from`. */
  endOfWorkingDay(from: Date, count: number): Date {
    const step = count < 0 ? -1 : 1;
    let day = dayOf(from);
    let left = Math.abs(count);
    while (left > 0) {
      day += step;
      if (this.look(day).working) left--;
    }
    // Zero working days mean: before this day's offices close, or, on a day off, the next working day's.
    while (!this.look(day).working) day++;
    return this.#closeOf(day);
  }

  /** The first end of a working day after an instant. */
  nextClose(after: Date): Date {
    let day = dayOf(after);
    while (!this.look(day).working || this.#closeOf(day) <= after) day++;
    return this.#closeOf(day);
  }

  /** The instant by which offices have been open for so long; 0 ms: `from` itself, or when they next open. */
  addOfficeTime(from: Date, durationInMs: number): Date {
    let left = durationInMs;
    let day = dayOf(from);
    let timeOfDayInMs = from.getTime() - midnightOf(day);
    for (;;) {
      for (const { fromInMs, toInMs } of this.#spansOf(day)) {
        const start = Math.max(fromInMs, timeOfDayInMs);
        const room = Math.max(0, toInMs - start);
        if (room >= left && room > 0) return new Date(midnightOf(day) + start + left);
        left -= room;
      }
      day++;
      timeOfDayInMs = 0;
    }
  }

  /** How long offices are open between two instants, in milliseconds; 0 when `to` is not after `from`. */
  officeTimeBetween(from: Date, to: Date): number {
    let sum = 0;
    for (let day = dayOf(from); day <= dayOf(to); day++) {
      const midnight = midnightOf(day);
      for (const { fromInMs, toInMs } of this.#spansOf(day)) {
        sum += Math.max(0, Math.min(midnight + toInMs, to.getTime()) - Math.max(midnight + fromInMs, from.getTime()));
      }
    }
    return sum;
  }

  /** How many working days lie after the day of `from` up to and including the day of `to`. */
  workingDaysBetween(from: Date, to: Date): number {
    let count = 0;
    for (let day = dayOf(from) + 1; day <= dayOf(to); day++) if (this.look(day).working) count++;
    return count;
  }

  /** Whether offices are open at an instant; the minute they close they are not. */
  open(at: Date): boolean {
    const day = dayOf(at);
    const timeOfDayInMs = at.getTime() - midnightOf(day);
    return this.#spansOf(day).some(({ fromInMs, toInMs }) => fromInMs <= timeOfDayInMs && timeOfDayInMs < toInMs);
  }

  #spansOf(day: number): readonly OfficeSpan[] {
    return this.look(day).working ? this.#spans : [];
  }

  #closeOf(day: number): Date {
    return new Date(midnightOf(day) + this.#closeInMs);
  }
}

/** Number of the day of Shanghai in which an instant lies. */
export function dayOf(instant: Date): number {
  return Math.floor((instant.getTime() + shanghaiOffsetInMs) / dayInMs);
}

function midnightOf(dayNumber: number): number {
  return dayNumber * dayInMs - shanghaiOffsetInMs;
}
