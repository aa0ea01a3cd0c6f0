import { directory } from '@suqiao/directory';
import fc from 'fast-check';
import { classified, factsOf, unitOf } from '../../testing/cases';
import { openCase } from './plan';
import { dryRun, type PastCase } from './routing-dry-run';

const facts = factsOf('shandong-enterprise-2020');
const divisions = ['370102', '370100', '370000', '370202', null] as const;
const categories = directory.categories.map(({ code }) => code);
const past: fc.Arbitrary<PastCase> = fc.record({ category: fc.constantFrom(...categories, null), division: fc.constantFrom(...divisions), isUnsure: fc.boolean() }).map(({ category, division, isUnsure }) => {
  const { sorting, appeal } = classified({ category, division, unsure: isUnsure ? ['category'] : [] });
  return { caseId: appeal.appealId, trackingNumber: appeal.trackingNumber, title: appeal.title, receivedAt: appeal.receivedAt, sorting };
});
const run = (cases: readonly PastCase[], rules = directory.routingRules, mostShown = 100) => dryRun(cases, { current: directory.route, changed: directory.routing(rules), lowestLevel: directory.lowestLevel }, mostShown);

describe('a dry run of routing rules', () => {
  it('moves nothing under the rules in force, in whatever order they stand', () => {
    fc.assert(fc.property(fc.array(past), fc.shuffledSubarray([...directory.routingRules], { minLength: directory.routingRules.length }), (cases, rules) => {
      expect(run(cases, rules)).toEqual({ looked: cases.length, moved: 0, flows: [], items: [], truncated: false });
    }));
  });

  it('says where each appeal would begin: where dispatch would have opened its case', () => {
    const toFinance = directory.routingRules.map((rule) => ({ ...rule, department: 'finance' }));
    fc.assert(fc.property(fc.array(past), (cases) => {
      const { items, moved, flows } = run(cases, toFinance);
      for (const { from, to, divisionCode } of items) {
        expect(to.unitId).toMatch(/^\d{6}-finance$/);
        expect(from.unitId.slice(0, 6)).toBe(divisionCode);
      }
      const opened = cases.map(({ sorting }) => openCase({ ...classified(), sorting: { ...classified().sorting, ...sorting } }, facts.opening(), new Date('2026-11-23T01:00:00Z')).snapshot.unit.unitId);
      expect(items.map(({ from }) => from.unitId)).toEqual(opened.filter((unitId, place) => cases[place]?.sorting.unsure.length === 0 && cases[place].sorting.category.value !== null && !/^\d{6}-finance$/.test(unitId)));
      expect(flows.reduce((sum, { appeals }) => sum + appeals, 0)).toBe(moved);
    }));
  });

  it('takes one division\'s own rule before the province\'s, and counts the flows', () => {
    const rules = [...directory.routingRules, { category: 'approvals.registration', division: '370102', level: null, department: 'federation' }];
    const cases = [classified(), classified(), classified({ division: '370202' }), classified({ unsure: ['category'] })].map(({ sorting, appeal }) => ({ caseId: appeal.appealId, trackingNumber: 'n', title: 't', receivedAt: appeal.receivedAt, sorting }));
    expect(run(cases, rules)).toMatchObject({ looked: 4, moved: 2, truncated: false, flows: [{ from: unitOf('370102-market-regulation'), to: unitOf('370102-federation'), appeals: 2 }] });
    expect(run(cases, rules, 1)).toMatchObject({ moved: 2, truncated: true, items: [{ to: { unitId: '370102-federation' } }] });
  });
});
