import fc from 'fast-check';
import { dayAfter, dayOf, dayStart, lengthInDays, periodOf, stepOf, stepsOf } from './analysis-period';

const day = fc.date({ min: new Date('2019-01-01'), max: new Date('2029-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const period = fc.tuple(day, fc.integer({ min: 1, max: 1100 })).map(([from, days]) => ({ from, to: dayAfter(from, days - 1) }));

describe('a period of analysis', () => {
  it('is a year up to today unless asked otherwise, in Shanghai\'s days', () => {
    expect(periodOf({}, new Date('2026-11-23T16:30:00Z'))).toEqual({ from: '2025-11-25', to: '2026-11-24' });
    expect(dayOf(new Date('2026-11-23T15:59:59Z'))).toBe('2026-11-23');
  });

  it('is refused by name where it is reversed or too long', () => {
    expect(periodOf({ from: '2026-02-01', to: '2026-01-31' }, new Date())).toEqual({ rule: 'period.reversed', parameter: 'from' });
    expect(periodOf({ from: '2020-01-01', to: '2026-01-31' }, new Date())).toEqual({ rule: 'period.tooLong', parameter: 'from' });
  });

  it('falls into steps without a gap and without an overlap, whatever its ends', () => {
    fc.assert(fc.property(period, (asked) => {
      const steps = stepsOf(asked, stepOf(asked));
      expect([steps[0]?.start, steps.at(-1)?.end]).toEqual([dayStart(asked.from), dayStart(dayAfter(asked.to))]);
      for (const [at, { end }] of steps.slice(0, -1).entries()) expect(steps[at + 1]?.start).toEqual(end);
      expect(steps.length).toBeLessThanOrEqual(62);
    }));
  });

  it('has weeks that begin on Monday and months on their first day', () => {
    expect(stepsOf({ from: '2026-11-18', to: '2026-12-02' }, 'week').map(({ from }) => from)).toEqual(['2026-11-18', '2026-11-23', '2026-11-30']);
    expect(stepsOf({ from: '2026-11-18', to: '2027-01-02' }, 'month').map(({ from }) => from)).toEqual(['2026-11-18', '2026-12-01', '2027-01-01']);
    expect(lengthInDays({ from: '2026-02-28', to: '2026-03-01' })).toBe(2);
  });
});
