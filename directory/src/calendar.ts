import type { CalendarYear, WorkingCalendar } from '@suqiao/contracts';
import days from 'chinese-days/dist/chinese-days.json';
import packageFile from 'chinese-days/package.json';

const firstYear = 2020;

/** Years for which the package really holds a notice: a year without holidays in it was not announced yet. */
function coveredYears(): CalendarYear[] {
  const holidays = Object.keys(days.holidays);
  const workdays = Object.keys(days.workdays);
  const years = [...new Set(holidays.map((day) => Number(day.slice(0, 4))))].filter((year) => year >= firstYear).sort((a, b) => a - b);
  const announced = years.filter((year) => holidays.filter((day) => day.startsWith(String(year))).length >= 15);
  return announced.map((year) => ({
    year,
    holidays: holidays.filter((day) => day.startsWith(String(year))).sort(),
    makeUpWorkdays: workdays.filter((day) => day.startsWith(String(year))).sort(),
    source: `国务院办公厅关于${String(year)}年部分节假日安排的通知（chinese-days ${packageFile.version}）`,
  }));
}

/** Working days as announced, and office hours as they are usual; a deployment edits both as data. */
export const calendar: WorkingCalendar = {
  version: `chinese-days-${packageFile.version}`,
  years: coveredYears(),
  officeHours: [
    { fromMinute: 8 * 60 + 30, toMinute: 12 * 60 },
    { fromMinute: 13 * 60 + 30, toMinute: 17 * 60 + 30 },
  ],
};
