import type { Duration, WorkingCalendar } from '@suqiao/contracts';
import fc from 'fast-check';
import { addDuration, DayNotCoveredError, isWorkingDay, subtractDuration } from './deadlines';

/** The two weeks around National Day 2026 and what they need; office hours 08:30–12:00 and 13:30–17:30. */
const calendar: WorkingCalendar = {
  version: 'test',
  years: [{ year: 2026, holidays: ['2026-01-01', '2026-01-02', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], makeUpWorkdays: ['2026-09-20', '2026-10-10'], source: 'test' }],
  officeHours: [{ fromMinute: 510, toMinute: 720 }, { fromMinute: 810, toMinute: 1050 }],
};
const shanghai = (text: string) => new Date(`${text}+08:00`);
const workingDays = (amount: number): Duration => ({ unit: 'workingDays', amount });
const officeHours = (amount: number): Duration => ({ unit: 'officeHours', amount });

describe('working days', () => {
  it('knows that 2026-10-10, a Saturday, is a make-up workday and that 2026-10-01 is not a working day', () => {
    expect(isWorkingDay(calendar, '2026-10-10')).toEqual({ working: true, covered: true });
    expect(isWorkingDay(calendar, '2026-10-01')).toEqual({ working: false, covered: true });
    expect(isWorkingDay(calendar, '2026-10-11')).toEqual({ working: false, covered: true });
  });

  it.each([
    ['a Monday', '2026-11-23T09:00:00', 1, '2026-11-24T17:30:00'],
    ['a Friday', '2026-11-27T09:00:00', 1, '2026-11-30T17:30:00'],
    ['a Saturday', '2026-11-28T09:00:00', 1, '2026-11-30T17:30:00'],
    ['one second before midnight', '2026-11-23T23:59:59', 1, '2026-11-24T17:30:00'],
    ['midnight itself', '2026-11-24T00:00:00', 1, '2026-11-25T17:30:00'],
    ['the eve of National Day, over the make-up Saturday', '2026-09-30T10:00:00', 3, '2026-10-10T17:30:00'],
    ['zero days on a working day', '2026-11-23T09:00:00', 0, '2026-11-23T17:30:00'],
    ['zero days on a Sunday', '2026-11-29T09:00:00', 0, '2026-11-30T17:30:00'],
  ])('counts from %s', (_, from, amount, expected) => {
    expect(addDuration(calendar, shanghai(from), workingDays(amount))).toEqual({ at: shanghai(expected), provisional: false });
  });

  it('marks a due date beyond the loaded years provisional instead of calling New Year a working day', () => {
    expect(addDuration(calendar, shanghai('2026-12-30T10:00:00'), workingDays(1))).toEqual({ at: shanghai('2026-12-31T17:30:00'), provisional: false });
    expect(addDuration(calendar, shanghai('2026-12-30T10:00:00'), workingDays(2)).provisional).toBe(true);
  });

  it('refuses a day before the calendar begins', () => {
    expect(() => addDuration(calendar, shanghai('2025-12-30T10:00:00'), workingDays(1))).toThrow(DayNotCoveredError);
  });

  it('lights yellow one working day before, over a weekend', () => {
    const due = addDuration(calendar, shanghai('2026-11-27T10:00:00'), workingDays(1));
    expect(subtractDuration(calendar, due, workingDays(1)).at).toEqual(shanghai('2026-11-27T17:30:00'));
  });

  it('needs as many working days to go back as it took to come', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.date({ min: shanghai('2026-02-01T00:00:00'), max: shanghai('2026-08-01T00:00:00'), noInvalidDate: true }), (amount, from) => {
        const there = addDuration(calendar, from, workingDays(amount));
        const back = subtractDuration(calendar, there, workingDays(amount));
        const start = addDuration(calendar, from, workingDays(0));
        expect(there.at.getTime()).toBeGreaterThan(from.getTime());
        expect(Math.abs(start.at.getTime() - back.at.getTime())).toBeLessThanOrEqual(4 * 24 * 3600 * 1000);
        expect(addDuration(calendar, back.at, workingDays(amount)).at).toEqual(there.at);
      }),
    );
  });

  it('never ends later for an earlier start', () => {
    const instant = fc.date({ min: shanghai('2026-01-05T00:00:00'), max: shanghai('2026-11-01T00:00:00'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, fc.integer({ min: 0, max: 30 }), (one, other, amount) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        expect(addDuration(calendar, early, workingDays(amount)).at.getTime()).toBeLessThanOrEqual(addDuration(calendar, late, workingDays(amount)).at.getTime());
      }),
    );
  });
});

describe('office hours', () => {
  it.each([
    ['inside the morning', '2026-11-23T09:00:00', 2, '2026-11-23T11:00:00'],
    ['across lunch', '2026-11-23T11:00:00', 2, '2026-11-23T14:30:00'],
    ['across the night', '2026-11-23T17:00:00', 2, '2026-11-24T10:00:00'],
    ['from midnight', '2026-11-23T00:00:00', 2, '2026-11-23T10:30:00'],
    ['across a weekend', '2026-11-27T16:30:00', 2, '2026-11-30T09:30:00'],
    ['to the minute offices close', '2026-11-23T15:30:00', 2, '2026-11-23T17:30:00'],
  ])('runs %s', (_, from, amount, expected) => {
    expect(addDuration(calendar, shanghai(from), officeHours(amount)).at).toEqual(shanghai(expected));
  });
});

describe('minutes and seconds', () => {
  it('run on the wall clock', () => {
    expect(addDuration(calendar, shanghai('2026-11-28T23:59:30'), { unit: 'minutes', amount: 2 }).at).toEqual(shanghai('2026-11-29T00:01:30'));
    expect(addDuration(calendar, shanghai('2026-11-28T23:59:30'), { unit: 'seconds', amount: 45 }).at).toEqual(shanghai('2026-11-29T00:00:15'));
  });
});
