import type { MailRhythm, WorkingCalendar } from '@suqiao/contracts';
import { isWorkingDay } from '@suqiao/workflows/domain';
import { dayAfter, dayOf, dayStart } from './analysis-period';

/** When an order leaves next; or the first day that the calendar has to cover before that can be said. */
export type MailDue = { readonly at: Date } | { readonly uncoveredDay: string };

/** No row of days off is longer; a day named so long ago may have moved behind now. */
const mostDaysOff = 15;
const minuteInMs = 60_000;

/** The first time after an instant: on the day that the rhythm names, or the next working day, when offices open. */
export function mailDueAfter(rhythm: MailRhythm, calendar: WorkingCalendar, after: Date): MailDue {
  const opensAtMinute = Math.min(...calendar.officeHours.map(({ fromMinute }) => fromMinute));
  for (let named = dayAfter(dayOf(after), -mostDaysOff); ; named = dayAfter(named)) {
    if (!isNamed(rhythm, named)) continue;
    let day = named;
    let look = isWorkingDay(calendar, day);
    while (look.covered && !look.working) {
      day = dayAfter(day);
      look = isWorkingDay(calendar, day);
    }
    const at = new Date(dayStart(day).getTime() + opensAtMinute * minuteInMs);
    // Whether a day that is not covered is worked on nobody knows: a guess would mail on a holiday.
    if (at > after) return look.covered ? { at } : { uncoveredDay: day };
  }
}

function isNamed(rhythm: MailRhythm, day: string): boolean {
  const date = new Date(day);
  switch (rhythm.every) {
    case 'week': return ((date.getUTCDay() + 6) % 7) + 1 === rhythm.on;
    case 'month': return date.getUTCDate() === rhythm.on;
    case 'quarter': return date.getUTCDate() === 1 && date.getUTCMonth() % 3 === 0;
  }
}
