import { directory } from '@suqiao/directory';
import { caseOf, transitionOf } from '../../testing/cases';
import { issuingLevel, orderNumber, orderRules, ruleFor, shanghaiYear, type OrderRules } from './order-rules';

const division = (code: string) => directory.division(code) ?? (() => { throw new Error(code); })();
const all: OrderRules = { ...orderRules, rules: orderRules.rules.map((rule) => ({ ...rule, enabled: true })) };
const caseId = '019ac000-0000-7000-8000-000000000001';
const clocks = { dueAt: '2026-11-23T02:00:00.000Z', dueSoonAt: '2026-11-22T02:00:00.000Z', stepDueAt: '2026-11-23T01:00:00.000Z', acceptBy: null, closeBy: null, provisional: false };

describe('the number of an order', () => {
  it.each([['370000', '鲁工商联督〔2026〕12号'], ['370100', '济南工商联督〔2026〕12号'], ['370102', '历下工商联督〔2026〕12号']])('of %s is %s', (code, number) => {
    expect(orderNumber(division(code), 2026, 12)).toBe(number);
  });

  it('differs from city to city', () => {
    const cities = directory.divisions.filter(({ kind }) => kind !== 'county' && kind !== 'zone');
    expect(new Set(cities.map((city) => orderNumber(city, 2026, 1))).size).toBe(17);
  });

  it('counts in the year of Shanghai', () => {
    expect([shanghaiYear(new Date('2026-12-31T15:59:59.999Z')), shanghaiYear(new Date('2026-12-31T16:00:00.000Z'))]).toEqual([2026, 2027]);
  });
});

describe('orders by rule', () => {
  it('issue at the appeal\'s due date, not at a step\'s end before it', () => {
    const found = caseOf(caseId, { clocks });
    const causeAt = (at: string) => ruleFor(orderRules, found, transitionOf('overdue', 2, { at }))?.cause ?? null;
    expect(['2026-11-23T01:00:00.000Z', '2026-11-23T01:59:59.999Z', '2026-11-23T02:00:00.000Z', '2026-11-24T02:00:00.000Z'].map(causeAt)).toEqual([null, null, 'overdue', 'overdue']);
  });

  it('issue for who is dissatisfied after a redo, where the deployment switched it on', () => {
    const cause = (rules: OrderRules, redos: number, satisfaction: 'dissatisfied' | 'satisfied') => ruleFor(rules, caseOf(caseId, { redos, satisfaction }), transitionOf('followedUp', 5))?.cause ?? null;
    expect([cause(all, 1, 'dissatisfied'), cause(all, 0, 'dissatisfied'), cause(all, 1, 'satisfied'), cause(orderRules, 1, 'dissatisfied')]).toEqual(['dissatisfiedAfterRedo', null, null, null]);
  });

  it('issue nothing on other steps, nor outside the dates of the rules', () => {
    const found = caseOf(caseId, { clocks, redos: 1, satisfaction: 'dissatisfied' });
    for (const type of ['dispatched', 'dueSoon', 'escalated', 'acceptanceOverdue', 'jointOverdue', 'closed'] as const) expect(ruleFor(all, found, transitionOf(type, 2, { at: '2026-11-24T02:00:00.000Z' }))).toBeNull();
    const step = transitionOf('overdue', 2, { at: '2026-11-23T16:00:00.000Z' });
    expect(ruleFor({ ...all, validFrom: '2026-11-25' }, found, step)).toBeNull();
    expect(ruleFor({ ...all, validTo: '2026-11-24' }, found, step)).toBeNull();
    expect(ruleFor({ ...all, validFrom: '2026-11-24', validTo: '2026-11-25' }, found, step)?.cause).toBe('overdue');
  });

  it('come from the level above, and at the province from the province', () => {
    expect((['county', 'city', 'province'] as const).map(issuingLevel)).toEqual(['city', 'province', 'province']);
  });
});
