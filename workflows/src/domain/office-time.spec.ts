import type { WorkingCalendar } from '@suqiao/contracts';
import fc from 'fast-check';
import { DayNotCoveredError } from './deadlines';
import { durationBetween, nextOfficeInstant, withinOfficeHours } from './office-time';

const calendar: WorkingCalendar = {
  version: 'test',
  years: [{ year: 2026, holidays: ['2026-01-01', '2026-01-02', '2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'], makeUpWorkdays: ['2026-09-20', '2026-10-10'], source: 'test' }],
  officeHours: [{ fromMinute: 510, toMinute: 720 }, { fromMinute: 810, toMinute: 1050 }],
};
const shanghai = (text: string) => new Date(`${text}+08:00`);
const anyInstant = fc.date({ min: shanghai('2026-01-05T00:00:00'), max: shanghai('2027-03-01T00:00:00'), noInvalidDate: true });

describe('office hours', () => {
  it.each([
    ['before they open', '2026-11-23T08:29:59', '2026-11-23T08:30:00'],
    ['as they open', '2026-11-23T08:30:00', '2026-11-23T08:30:00'],
    ['within', '2026-11-23T11:59:59', '2026-11-23T11:59:59'],
    ['at lunch', '2026-11-23T12:00:00', '2026-11-23T13:30:00'],
    ['as they close', '2026-11-23T17:30:00', '2026-11-24T08:30:00'],
    ['at midnight', '2026-11-24T00:00:00', '2026-11-24T08:30:00'],
    ['on a weekend', '2026-11-28T10:00:00', '2026-11-30T08:30:00'],
    ['on a make-up Saturday', '2026-10-10T10:00:00', '2026-10-10T10:00:00'],
    ['on National Day, a Thursday', '2026-10-01T10:00:00', '2026-10-08T08:30:00'],
  ])('%s', (_, at, next) => {
    expect(nextOfficeInstant(calendar, shanghai(at))).toEqual({ at: shanghai(next), provisional: false });
    expect(withinOfficeHours(calendar, shanghai(at))).toBe(at === next);
  });

  it('are next open at an instant that lies within them, and nothing is open in between', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const next = nextOfficeInstant(calendar, at).at;
        expect(withinOfficeHours(calendar, next)).toBe(true);
        expect(next >= at).toBe(true);
        expect(durationBetween(calendar, at, next).officeMinutes).toBe(0);
      }),
    );
  });

  it('say when a year is guessed, and refuse a day before the calendar', () => {
    expect(nextOfficeInstant(calendar, shanghai('2026-12-31T18:00:00'))).toEqual({ at: shanghai('2027-01-01T08:30:00'), provisional: true });
    expect(() => withinOfficeHours(calendar, shanghai('2025-12-31T10:00:00'))).toThrow(DayNotCoveredError);
    expect(() => nextOfficeInstant(calendar, shanghai('2025-12-31T10:00:00'))).toThrow(DayNotCoveredError);
    expect(() => durationBetween(calendar, shanghai('2025-12-31T10:00:00'), shanghai('2026-01-10T10:00:00'))).toThrow(DayNotCoveredError);
  });

  it('open at all: a calendar without them is refused', () => {
    expect(() => nextOfficeInstant({ ...calendar, officeHours: [] }, shanghai('2026-11-23T10:00:00'))).toThrow(/office hours/);
  });
});

describe('durationBetween', () => {
  it.each([
    ['within a morning', '2026-11-23T09:00:00', '2026-11-23T09:00:30', 30_000, 0.5, 0],
    ['across lunch', '2026-11-23T11:00:00', '2026-11-23T14:00:00', 3 * 3_600_000, 90, 0],
    ['over a night', '2026-11-23T17:00:00', '2026-11-24T09:00:00', 16 * 3_600_000, 60, 1],
    ['over a weekend', '2026-11-27T17:00:00', '2026-11-30T09:00:00', 64 * 3_600_000, 60, 1],
    ['on a weekend', '2026-11-28T00:00:00', '2026-11-29T00:00:00', 24 * 3_600_000, 0, 0],
    ['over National Day to the make-up Saturday', '2026-09-30T17:30:00', '2026-10-10T08:30:00', 231 * 3_600_000, 900, 3],
  ])('%s', (_, from, to, wallMs, officeMinutes, workingDays) => {
    expect(durationBetween(calendar, shanghai(from), shanghai(to))).toEqual({ wallMs, officeMinutes, workingDays, provisional: false });
  });

  it('adds up over any instant in between', () => {
    fc.assert(
      fc.property(fc.array(anyInstant, { minLength: 3, maxLength: 3 }), (instants) => {
        const [from, middle, to] = instants.sort((one, other) => one.getTime() - other.getTime()) as [Date, Date, Date];
        const [whole, first, second] = [durationBetween(calendar, from, to), durationBetween(calendar, from, middle), durationBetween(calendar, middle, to)];
        expect(first.wallMs + second.wallMs).toBe(whole.wallMs);
        expect(first.officeMinutes + second.officeMinutes).toBeCloseTo(whole.officeMinutes, 6);
        expect(first.workingDays + second.workingDays).toBe(whole.workingDays);
      }),
    );
  });

  it('is provisional past the calendar, and refuses to go backwards', () => {
    expect(durationBetween(calendar, shanghai('2026-12-31T10:00:00'), shanghai('2027-01-04T10:00:00')).provisional).toBe(true);
    expect(() => durationBetween(calendar, shanghai('2026-11-24T10:00:00'), shanghai('2026-11-23T10:00:00'))).toThrow(RangeError);
  });
});
