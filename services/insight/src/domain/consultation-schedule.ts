import type { ConsultationSchedule, WorkingCalendar } from '@suqiao/contracts';
import { isWorkingDay } from '@suqiao/workflows/domain';

const dayInMs = 86_400_000;
const mostDaysOff = 15;

/** A meeting of a schedule. */
export interface Occurrence {
  /** The day that the rule names, `yyyy-mm-dd`: it stays the occurrence's name when the meeting moves to a working day. */
  readonly named: string;
  /** The day of the meeting. */
  readonly on: string;
  readonly at: Date;
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
const shanghaiDay = (at: Date) => new Date(at.getTime() + 8 * 3_600_000);

/** The first meeting of a schedule that begins after an instant: on the day that its rule names, or the next working day. */
export function nextOccurrence(schedule: Pick<ConsultationSchedule, 'every' | 'on' | 'time'>, calendar: WorkingCalendar, after: Date): Occurrence {
  // A meeting of before may have been moved into these days.
  for (let day = new Date(`${dayOf(new Date(shanghaiDay(after).getTime() - mostDaysOff * dayInMs))}T00:00:00Z`); ; day = new Date(day.getTime() + dayInMs)) {
    if (!isNamed(schedule, day)) continue;
    const on = workingDayFrom(day, calendar);
    const at = new Date(`${on}T${schedule.time}:00+08:00`);
    if (at > after) return { named: dayOf(day), on, at };
  }
}

function isNamed({ every, on }: Pick<ConsultationSchedule, 'every' | 'on'>, day: Date): boolean {
  if (every === 'week') return (day.getUTCDay() === 0 ? 7 : day.getUTCDay()) === Math.min(on, 7);
  return day.getUTCDate() === on && (every === 'month' || day.getUTCMonth() % 3 === 0);
}

function workingDayFrom(named: Date, calendar: WorkingCalendar): string {
  for (let day = named; day.getTime() - named.getTime() < mostDaysOff * dayInMs; day = new Date(day.getTime() + dayInMs)) {
    if (isWorkingDay(calendar, dayOf(day)).working) return dayOf(day);
  }
  return dayOf(named);
}

/** Whether the meeting is to be called now. */
export function isToBeCalled({ at }: Occurrence, { daysBefore }: Pick<ConsultationSchedule, 'daysBefore'>, now: Date): boolean {
  return at.getTime() - now.getTime() <= daysBefore * dayInMs;
}
