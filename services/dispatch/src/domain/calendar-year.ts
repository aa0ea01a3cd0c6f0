import type { CalendarYear } from '@suqiao/contracts';

/** A wrong day of a year's notice: where it stands, and the rule it breaks. */
export interface CalendarYearFault {
  readonly pointer: string;
  readonly rule: 'calendar.otherYear' | 'calendar.twice' | 'calendar.noWeekend' | 'calendar.noHolidays';
}

/** A year whose notice is out has at least the eleven statutory days off (from 2025 thirteen). */
const fewestHolidays = 11;

/**
 * What is wrong with a year of working days as a person typed it in: a day of another year, a day named twice, a make-up
 * workday 调休 that is no weekend day, or so few holidays that the notice cannot be out.
 */
export function calendarYearFaults({ year, holidays, makeUpWorkdays }: CalendarYear): CalendarYearFault[] {
  const seen = new Set<string>();
  const faultsOf = (field: 'holidays' | 'makeUpWorkdays', days: readonly string[]) =>
    days.flatMap((day, index): CalendarYearFault[] => {
      const pointer = `/${field}/${String(index)}`;
      const isTwice = seen.has(day);
      seen.add(day);
      if (!day.startsWith(`${String(year)}-`)) return [{ pointer, rule: 'calendar.otherYear' }];
      if (isTwice) return [{ pointer, rule: 'calendar.twice' }];
      return field === 'makeUpWorkdays' && !isWeekend(day) ? [{ pointer, rule: 'calendar.noWeekend' }] : [];
    });
  const few: CalendarYearFault[] = holidays.length < fewestHolidays ? [{ pointer: '/holidays', rule: 'calendar.noHolidays' }] : [];
  return [...few, ...faultsOf('holidays', holidays), ...faultsOf('makeUpWorkdays', makeUpWorkdays)];
}

function isWeekend(day: string): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00.000Z`).getUTCDay());
}
