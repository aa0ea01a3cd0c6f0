import { directory } from '@suqiao/directory';
import { isWorkingDay } from '@suqiao/workflows/domain';
import fc from 'fast-check';
import { mailDueAfter, type MailDue } from './analysis-mail-due';
import { dayOf } from './analysis-period';

const { calendar } = directory;
const shown = (due: MailDue) => ('at' in due ? due.at.toISOString() : due.uncoveredDay);
const rhythms = fc.oneof(
  fc.record({ every: fc.constant('week' as const), on: fc.integer({ min: 1, max: 7 }) }), fc.record({ every: fc.constant('month' as const), on: fc.integer({ min: 1, max: 28 }) }), fc.constant({ every: 'quarter' as const }),
);

describe('when a mail of the analysis is due', () => {
  it('is when offices open on the day named, or on the next working day', () => {
    const opens = String(calendar.officeHours[0]?.fromMinute);
    expect(opens).toBe('510');
    // A Monday; National Day and the six days after it; a Saturday that is worked on (调休).
    expect(shown(mailDueAfter({ every: 'week', on: 1 }, calendar, new Date('2026-06-03T00:00:00Z')))).toBe('2026-06-08T00:30:00.000Z');
    expect(shown(mailDueAfter({ every: 'quarter' }, calendar, new Date('2026-09-03T00:00:00Z')))).toBe('2026-10-08T00:30:00.000Z');
    expect(shown(mailDueAfter({ every: 'month', on: 10 }, calendar, new Date('2026-10-09T00:00:00Z')))).toBe('2026-10-10T00:30:00.000Z');
    expect(shown(mailDueAfter({ every: 'week', on: 1 }, calendar, new Date('2026-06-08T00:30:00Z')))).toBe('2026-06-15T00:30:00.000Z');
  });

  it('is not guessed for a day that the calendar does not cover', () => {
    expect(shown(mailDueAfter({ every: 'quarter' }, calendar, new Date('2026-11-23T00:00:00Z')))).toBe('2027-01-01');
    expect(shown(mailDueAfter({ every: 'month', on: 1 }, calendar, new Date('2027-05-23T00:00:00Z')))).toBe('2027-06-01');
  });

  it('is later, on a working day, and the same seen from any moment before it', () => {
    fc.assert(fc.property(rhythms, fc.date({ min: new Date('2026-02-01'), max: new Date('2026-11-20'), noInvalidDate: true }), (rhythm, after) => {
      const due = mailDueAfter(rhythm, calendar, after);
      if (!('at' in due)) return;
      expect(due.at > after).toBe(true);
      expect(isWorkingDay(calendar, dayOf(due.at))).toEqual({ working: true, covered: true });
      expect(mailDueAfter(rhythm, calendar, new Date((after.getTime() + due.at.getTime()) / 2))).toEqual(due);
    }));
  });
});
