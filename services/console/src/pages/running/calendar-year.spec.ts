import fc from 'fast-check';
import { daysIn, monthsOf, workingDaysOf } from './calendar-year';

const year2026 = { year: 2026, holidays: ['2026-10-01', '2026-10-02'], makeUpWorkdays: ['2026-10-10'] };

it('draws every day of a year once, under its weekday', () => {
  fc.assert(fc.property(fc.integer({ min: 2000, max: 2100 }), (year) => {
    const months = monthsOf({ year, holidays: [], makeUpWorkdays: [] });
    const days = months.flat(2).flatMap((day) => day?.day ?? []);
    expect([months.length, new Set(days).size, days.length]).toEqual([12, days.length, new Date(year, 1, 29).getMonth() === 1 ? 366 : 365]);
    for (const week of months.flat()) expect(week.every((day, place) => day === null || (new Date(day.day).getUTCDay() + 6) % 7 === place)).toBe(true);
  }), { numRuns: 60 });
});

it('tells days off from days on, also where a Saturday is worked', () => {
  const kinds = new Map(monthsOf(year2026).flat(2).flatMap((day) => (day === null ? [] : [[day.day, day.kind]])));
  expect(['2026-10-01', '2026-10-10', '2026-10-11', '2026-10-12'].map((day) => kinds.get(day))).toEqual(['holiday', 'makeUp', 'weekend', 'workday']);
  expect(workingDaysOf(year2026) - workingDaysOf({ ...year2026, holidays: [], makeUpWorkdays: [] })).toBe(-1);
});

it('reads days as people write them, and names what is none', () => {
  expect(daysIn('2027-01-01，2027-01-02\n2027-01-01 2027-02-30 2026-01-01 元旦', 2027)).toEqual({ days: ['2027-01-01', '2027-01-02'], wrong: ['2027-02-30', '2026-01-01', '元旦'] });
});
