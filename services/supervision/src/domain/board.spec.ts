import { caseStates, type CaseSnapshot } from '@suqiao/contracts';
import { lightOf } from '@suqiao/workflows/domain';
import fc from 'fast-check';
import { boardPosition, countedFilters, decidedLevels, lightTimes, questionFilters, scopeFilter, stateFilter, windowOf, type BoardFilter } from './board';

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

const nowhere = { askedPath: null, places: [] };

describe('what a reader may see', () => {
  const jinan = { askedPath: ['370100', '370000'], places: ['370102/370100/370000'] };
  const province = { divisionCode: '370000', unitId: null, confidential: true };
  const unit = { divisionCode: '370102', unitId: '370102-federation', confidential: true };
  it('is found by the narrower code, and checked by the other', () => {
    expect(scopeFilter(province, nowhere)).toEqual({ divisionPath: '370000' });
    expect(scopeFilter(province, jinan)).toEqual({ divisionPath: '370100', $expr: { $in: ['370000', '$divisionPath'] } });
    expect(scopeFilter({ ...province, divisionCode: '370102' }, jinan)).toEqual({ divisionPath: '370102', $expr: { $in: ['370100', '$divisionPath'] } });
    expect(scopeFilter(unit, jinan)).toEqual({ handledBy: '370102-federation', place: { $in: ['370102/370100/370000'] } });
  });
  it('leaves confidential cases out for who may not see them', () => {
    expect(scopeFilter({ ...province, confidential: false }, nowhere)).toEqual({ divisionPath: '370000', confidential: { $ne: true } });
    expect(scopeFilter({ ...unit, confidential: false }, nowhere)).toEqual({ handledBy: '370102-federation', confidential: { $ne: true } });
  });
});

describe('a window of time', () => {
  const question = { scope: { divisionCode: '370000', unitId: null, confidential: true }, state: 'all' } as const;
  it('has its first and its last day, in Shanghai', () => {
    expect(questionFilters({ ...question, due: windowOf('2026-11-20', '2026-11-23') }, nowhere, new Date(0))).toContainEqual({ dueAt: { $gte: new Date('2026-11-19T16:00:00.000Z'), $lte: new Date('2026-11-23T15:59:59.999Z') } });
  });
  it('has its first and its last instant, and may be open', () => {
    expect(questionFilters({ ...question, answered: windowOf(undefined, '2026-11-23T01:00:00.000Z') }, nowhere, new Date(0))).toContainEqual({ 'snapshot.answeredAt': { $lte: '2026-11-23T01:00:00.000Z' } });
    expect(windowOf(undefined, undefined)).toBeUndefined();
  });
});

it('requests are decided by the level above, at the province by itself', () => {
  expect([decidedLevels('county'), decidedLevels('city'), decidedLevels('province')]).toEqual([[], ['county'], ['county', 'city', 'province']]);
});

describe('boardPosition', () => {
  it('takes back what a page gave', () => {
    expect(boardPosition(['2026-11-23T01:00:00.000Z', 'case'])).toEqual({ key: '2026-11-23T01:00:00.000Z', caseId: 'case' });
    expect(boardPosition(['SQ20261123-7K3F9Q2M-5', 'case'], 'number')).toEqual({ key: 'SQ20261123-7K3F9Q2M-5', caseId: 'case' });
    expect(boardPosition(['SQ20261123-7K3F9Q2M-5', 'case'], 'answered')).toBeNull();
  });
  it.each(['', 'x', '2026', '2026-13-01T00:00:00.000Z', '2026-11-23', '1e99'])('refuses %j', (dueAt) => {
    expect(boardPosition([dueAt, 'case'])).toBeNull();
  });
});
