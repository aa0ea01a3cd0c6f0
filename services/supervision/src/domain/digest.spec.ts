import { directory } from '@suqiao/directory';
import fc from 'fast-check';
import { endOfDay, questionFilters, windowOf } from './board';
import { digestInstant, digestQueries, digestTimes, type SectionQuery } from './digest';

const { calendar } = directory;

describe('the days of a digest', () => {
  it.each([
    ['2026-11-23T00:30:00Z', '2026-11-23', '2026-11-20', '2026-11-24'],
    ['2026-11-22T16:30:00Z', '2026-11-23', '2026-11-20', '2026-11-24'],
    // A make-up Saturday after the National Day holiday is a working day.
    ['2026-10-09T01:00:00Z', '2026-10-09', '2026-10-08', '2026-10-10'],
    ['2026-09-30T01:00:00Z', '2026-09-30', '2026-09-29', '2026-10-08'],
  ])('%s', (at, day, before, after) => {
    expect(digestTimes(calendar, new Date(at))).toMatchObject({ day, previousWorkingDay: before, nextWorkingDay: after, provisional: false });
  });

  it('beyond the calendar are provisional', () => {
    expect(digestTimes(calendar, new Date('2026-12-31T01:00:00Z')).provisional).toBe(true);
  });

  it('leave no due instant between one section and the next, and none in two', () => {
    const instants = fc.date({ min: new Date('2026-01-05T00:00:00Z'), max: new Date('2026-12-20T00:00:00Z'), noInvalidDate: true });
    fc.assert(fc.property(instants, instants, (at, dueAt) => {
      const times = digestTimes(calendar, at);
      const { newlyOverdue, dueToday, dueNextWorkingDay } = digestQueries(times);
      const scope = { divisionCode: '370000', unitId: null, confidential: true };
      const within = (query: SectionQuery) => {
        const filters = questionFilters({ scope, state: 'all', due: windowOf(query['dueFrom'], query['dueTo']) }, { askedPath: null, places: [] }, at);
        const { $gte, $lte } = filters.find((filter) => 'dueAt' in filter)?.['dueAt'] as { $gte: Date; $lte: Date };
        return dueAt >= $gte && dueAt <= $lte;
      };
      const meets = [newlyOverdue, dueToday, dueNextWorkingDay].filter(within).length;
      const inAll = dueAt > digestInstant(times.previousWorkingDay) && dueAt <= endOfDay(times.nextWorkingDay);
      expect(meets).toBe(inAll ? 1 : 0);
    }));
  });
});
