import { caseStates, type CaseSnapshot } from '@suqiao/contracts';
import { lightOf } from '@suqiao/workflows/domain';
import fc from 'fast-check';
import { boardPosition, countedFilters, lightTimes, placeFilter, stateFilter, type BoardFilter } from './board';

/** Whether a row meets a filter, for the operators that the board uses. */
function meets(row: Readonly<Record<string, unknown>>, filter: BoardFilter): boolean {
  const number = (value: unknown) => (value instanceof Date ? value.getTime() : Number.NaN);
  return Object.entries(filter).every(([field, wanted]) => {
    if (typeof wanted !== 'object' || wanted === null) return row[field] === wanted;
    return Object.entries(wanted).every(([operator, value]: [string, unknown]) => {
      switch (operator) {
        case '$in': return Array.isArray(value) && value.includes(row[field]);
        case '$eq': return row[field] === value;
        case '$lte': return number(row[field]) <= number(value);
        case '$gt': return number(row[field]) > number(value);
        default: throw new Error(`the spec does not know ${operator}`);
      }
    });
  });
}

const instantInMs = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 0, 1) + 1000 });
const iso = (inMs: number) => new Date(inMs).toISOString();
const facts = fc.record({ state: fc.constantFrom(...caseStates), dueAt: instantInMs, dueSoonAt: instantInMs, stepDueAt: instantInMs, now: instantInMs, unsure: fc.boolean() });

function clocksOf(given: { dueAt: number; dueSoonAt: number; stepDueAt: number }): CaseSnapshot['clocks'] {
  return { dueAt: iso(given.dueAt), dueSoonAt: iso(given.dueSoonAt), stepDueAt: iso(given.stepDueAt), acceptBy: null, closeBy: null, provisional: false };
}

describe('the board\'s lists', () => {
  it('hold exactly the cases whose light says so, at every instant', () => {
    fc.assert(fc.property(facts, (given) => {
      const clocks = clocksOf(given);
      const row = { state: given.state, unsure: given.unsure, ...lightTimes(clocks) };
      const light = lightOf({ state: given.state, clocks }, given.now);
      const now = new Date(given.now);
      expect(meets(row, stateFilter('overdue', now))).toBe(light === 'red');
      expect(meets(row, stateFilter('dueSoon', now))).toBe(light === 'yellow');
      expect(meets(row, stateFilter('closed', now)) || meets(row, stateFilter('suspended', now))).toBe(light === 'off');
      expect(meets(row, stateFilter('open', now))).toBe(given.state !== 'closed');
      for (const state of caseStates) expect(meets(row, stateFilter(state, now))).toBe(given.state === state);
    }), { numRuns: 1000 });
  });

  it('turn yellow and red at the very instant, not after it', () => {
    const clocks = clocksOf({ dueAt: 3000, dueSoonAt: 2000, stepDueAt: 2500 });
    const row = { state: 'accepted', ...lightTimes(clocks) };
    const listed = (at: number) => (['dueSoon', 'overdue'] as const).filter((state) => meets(row, stateFilter(state, new Date(at))));
    expect([1999, 2000, 2999, 3000].map(listed)).toEqual([[], ['dueSoon'], ['dueSoon'], ['overdue']]);
  });

  it('are yellow from the step\'s end where that comes before the warning', () => {
    expect(lightTimes(clocksOf({ dueAt: 3000, dueSoonAt: 2000, stepDueAt: 1500 })).yellowAt).toEqual(new Date(1500));
  });
});

describe('the board\'s figures', () => {
  it('count an open case in exactly one of not accepted, accepted, suspended and answered', () => {
    fc.assert(fc.property(facts, (given) => {
      const row = { state: given.state, unsure: given.unsure, ...lightTimes(clocksOf(given)) };
      const filters = countedFilters(new Date(given.now));
      const places = [meets(row, filters.notAccepted), given.state === 'accepted', given.state === 'suspended', meets(row, filters.answered)].filter(Boolean);
      expect(places).toHaveLength(meets(row, filters.open) ? 1 : 0);
      expect(meets(row, filters.open)).toBe(!meets(row, filters.closed));
    }));
  });
});

describe('placeFilter', () => {
  it('asks nothing when nothing is asked', () => {
    expect(placeFilter(undefined, undefined)).toEqual({});
    expect(placeFilter('370100', 'city')).toEqual({ divisionPath: '370100', level: 'city' });
  });
});

describe('boardPosition', () => {
  it('takes back what a page gave', () => {
    expect(boardPosition(['2026-11-23T01:00:00.000Z', 'case'])).toEqual({ dueAt: new Date('2026-11-23T01:00:00.000Z'), caseId: 'case' });
  });
  it.each(['', 'x', '2026', '2026-13-01T00:00:00.000Z', '2026-11-23', '1e99'])('refuses %j', (dueAt) => {
    expect(boardPosition([dueAt, 'case'])).toBeNull();
  });
});
