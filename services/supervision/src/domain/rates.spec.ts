import { rateConditions, type CaseSnapshot, type LateUnit, type RateCondition } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import fc from 'fast-check';
import { caseOf, federationOf } from '../../testing/cases';
import { formulasOn } from './rate-formulas';
import { bitsOf, conditionsIn, conditionsOf, figuresOf, knowledgeOf, ratedFacts, settlingInMs, shanghaiDay, type Tally } from './rates';
import { groupingOf } from './rate-dimensions';
import { shippedFormulas } from './shipped-formulas';

const caseId = '01930000-0000-7000-8000-000000000001';
const path = directory.divisionPath('370102');
const clocks = { dueAt: '2026-11-20T09:00:00.000Z', dueSoonAt: '2026-11-19T09:00:00.000Z', stepDueAt: '2026-11-20T09:00:00.000Z', acceptBy: null, closeBy: null, provisional: false };
const late = (clock: LateUnit['clock'], at: string): LateUnit => ({ unitId: '370102-federation', level: 'county', clock, at });
const snapshot = (over: Partial<CaseSnapshot>) => caseOf(caseId, { clocks, dispatchedAt: '2026-11-02T01:00:00.000Z', ...over });
const conditions = (over: Partial<CaseSnapshot>): RateCondition[] => [...ratedFacts(snapshot(over), path, []).conditions];

describe('a Shanghai day', () => {
  it.each([['2026-11-22T15:59:59.999Z', '2026-11-22'], ['2026-11-22T16:00:00.000Z', '2026-11-23'], ['2026-12-31T16:00:00.000Z', '2027-01-01']])('%s is on %s', (instant, day) => {
    expect(shanghaiDay(instant)).toBe(day);
  });

  it('answers with what was known at its end, final once nothing can come any more', () => {
    const end = Date.parse('2026-11-23T16:00:00.000Z');
    const at = (offset: number) => knowledgeOf('2026-11-23', new Date(end + offset));
    expect(at(-3_600_000)).toEqual({ day: '2026-11-23', at: new Date(end - 3_600_000), final: false });
    expect(at(0)).toEqual({ day: '2026-11-23', at: new Date(end - 1), final: false });
    expect(at(settlingInMs - 1)?.final).toBe(false);
    expect(at(settlingInMs)).toEqual({ day: '2026-11-23', at: new Date(end - 1), final: true });
    expect(knowledgeOf('2026-11-24', new Date(end - 1))).toBeNull();
  });
});

describe('the conditions of a case', () => {
  it('takes the record\'s word on who was late to accept, also after the clock is gone', () => {
    expect(conditions({})).toEqual(['dispatched', 'awaitingAcceptance', 'awaitingFirstAnswer', 'solutionUnknown']);
    expect(conditions({ firstAcceptedAt: '2026-11-02T02:00:00.000Z' })).toContain('acceptedInTime');
    const tooLate = { firstAcceptedAt: '2026-11-04T02:00:00.000Z', late: [late('acceptance', '2026-11-03T01:00:00.000Z')] };
    expect(conditions(tooLate)).toContain('accepted');
    expect(conditions(tooLate)).not.toContain('acceptedInTime');
    expect(conditions({ late: tooLate.late })).not.toContain('awaitingAcceptance');
    // A unit that got the case after the first acceptance and let its own clock run out does not undo it.
    expect(conditions({ firstAcceptedAt: '2026-11-02T02:00:00.000Z', late: tooLate.late })).toContain('acceptedInTime');
    expect(conditions({ state: 'closed', outcome: 'withdrawn' })).not.toContain('awaitingAcceptance');
  });

  it('counts an interim answer as the first, by the due date of that time, whatever comes later', () => {
    const interim = snapshot({ sequence: 3, interimAnswers: [{ at: '2026-11-10T01:00:00.000Z', text: '正在核实' }] });
    const first = ratedFacts(interim, path, []);
    expect(first.conditions).toEqual(expect.arrayContaining(['answered', 'firstAnswerInTime']));
    const tooLate = ratedFacts(snapshot({ sequence: 3, answeredAt: '2026-11-21T01:00:00.000Z' }), path, []);
    const redone = ratedFacts(snapshot({ sequence: 6, answeredAt: '2026-11-25T01:00:00.000Z', redos: 1, clocks: { ...clocks, dueAt: '2026-11-30T09:00:00.000Z' } }), path, [tooLate]);
    expect(redone.shown.firstAnsweredAt).toBe('2026-11-21T01:00:00.000Z');
    expect(redone.conditions).toEqual(expect.arrayContaining(['answered', 'answeredInTime', 'redone']));
    expect(redone.conditions).not.toContain('firstAnswerInTime');
  });

  it('lists them in the contracts\' order, each once', () => {
    const all = conditionsOf(snapshot({ outcome: 'answered', solution: 'solved', satisfaction: 'satisfied', confidential: true, extensions: 1, reopenings: 1, redos: 1 }), null);
    expect(all).toEqual(rateConditions.filter((name) => all.includes(name)));
    expect(all).toEqual(expect.arrayContaining(['closedAsAnswered', 'solved', 'followedUp', 'satisfied', 'extended', 'redone', 'reopened', 'confidential']));
  });

  it('are one number in the store, whose bits never move', () => {
    fc.assert(fc.property(fc.subarray([...rateConditions]), (some) => {
      expect(conditionsIn(bitsOf(some))).toEqual(some);
    }));
    const stored = ['dispatched', 'acceptedInTime', 'closedAsAnswered', 'solved', 'followedUp', 'satisfied', 'confidential'] as const;
    expect(stored.map((name) => Math.log2(bitsOf([name])))).toEqual([0, 2, 8, 11, 16, 17, 25]);
  });

  it('keeps every unit that has or had a part in the case', () => {
    const before = [{ handledBy: ['370102-federation', '370102-finance'], firstAnswer: null }];
    expect(ratedFacts(snapshot({ sequence: 4 }), path, before).handledBy).toEqual(['370102-federation', '370102-finance']);
    const clock = { dueAt: '2026-11-20T09:00:00.000Z', basis: { from: '2026-11-02T01:00:00.000Z', within: { unit: 'workingDays', amount: 5 } as const, pauses: [] } };
    const joint = [{ unit: federationOf('370100'), demand: '请协助', askedAt: '2026-11-02T01:00:00.000Z', ...clock, late: false, endedAt: null, answer: null }];
    expect(ratedFacts(snapshot({ sequence: 4, joint }), path, before).handledBy).toEqual(['370102-federation', '370102-finance', '370100-federation']);
  });
});

describe('figures', () => {
  const inForce = formulasOn(shippedFormulas, '2026-11-23');
  const tallies = fc.array(fc.record({ conditions: fc.subarray([...rateConditions]), count: fc.integer({ min: 1, max: 1000 }) }), { maxLength: 12 }) as fc.Arbitrary<Tally[]>;

  it('are null where nothing is counted, and else between 0 and 1', () => {
    expect(figuresOf({ dispatched: [], closed: [] }, inForce).response).toEqual({ numerator: 0, denominator: 0, excluded: 0, rate: null });
    fc.assert(fc.property(tallies, tallies, (dispatched, closed) => {
      const { cases, ...rates } = figuresOf({ dispatched, closed }, inForce);
      expect(cases).toBe(dispatched.reduce((sum, { count }) => sum + count, 0));
      for (const { numerator, denominator, excluded, rate } of Object.values(rates)) {
        expect(numerator).toBeLessThanOrEqual(denominator);
        expect(excluded).toBeGreaterThanOrEqual(0);
        expect(rate).toEqual(denominator === 0 ? null : numerator / denominator);
      }
    }));
  });
});

describe('rows', () => {
  const question = { division: '370000', category: undefined, periodUnit: 'month' } as const;

  it('stand for the divisions next below, the division itself, and what lies elsewhere', () => {
    const { keyOf } = groupingOf({ ...question, by: 'division' });
    expect(['370102', '370100', '370000'].map(keyOf)).toEqual(['370100', '370100', '370000']);
    const city = groupingOf({ ...question, by: 'division', division: '370100' });
    expect(['370102', '370100', '370202', '370000'].map(city.keyOf)).toEqual(['370102', '370100', '370202', '370000']);
    expect(['370102', '370100', '370202', 'x'].map((key) => city.filterOf(key, 'day'))).toEqual([{ divisionPath: '370102' }, { divisionCode: '370100' }, { divisionCode: '370202' }, null]);
  });

  it('stand for first-level categories, and for exact ones below a category', () => {
    expect(['financing.guarantee', 'financing', null].map(groupingOf({ ...question, by: 'category' }).keyOf)).toEqual(['financing', 'financing', 'none']);
    const below = groupingOf({ ...question, by: 'category', category: 'financing' });
    expect(['financing.guarantee', 'financing'].map(below.keyOf)).toEqual(['financing.guarantee', 'financing']);
    expect(below.nameOf('none')).toEqual({ zh: '未分类', en: 'Not categorised' });
  });

  it.each([
    ['day', '2026-11-03', '2026-11-03', { zh: '2026年11月3日', en: '2026-11-03' }, { day: '2026-11-03' }],
    ['month', '2026-02', '2026-02', { zh: '2026年2月', en: '2026-02' }, { day: { $gte: '2026-02-01', $lte: '2026-02-31' } }],
    ['quarter', '2026-11', '2026-Q4', { zh: '2026年第4季度', en: 'Q4 2026' }, { day: { $gte: '2026-10-01', $lte: '2026-12-31' } }],
  ] as const)('of a %s: %s is in %s', (periodUnit, value, key, name, filter) => {
    const grouping = groupingOf({ ...question, by: 'period', periodUnit });
    expect([grouping.keyOf(value), grouping.nameOf(key), grouping.filterOf(key, 'day')]).toEqual([key, name, filter]);
    expect(grouping.filterOf('2026-13', 'day')).toBeNull();
    expect(grouping.filterOf('', 'day')).toBeNull();
  });

  it('come in the order of levels and of days', () => {
    expect(['province', 'county', 'city'].sort(groupingOf({ ...question, by: 'level' }).compareKeys ?? undefined)).toEqual(['province', 'city', 'county']);
  });
});
