import fc from 'fast-check';
import { isMergedByRule, mergeRuleOf, mergeRules, type RuledProposal } from './merge-rule';

const proposal = fc.record({
  kind: fc.constantFrom('exact' as const, 'near' as const), score: fc.double({ min: 0, max: 1, noNaN: true }), confidential: fc.boolean(),
  reason: fc.record({ sameCreditCode: fc.boolean(), sameName: fc.boolean(), similarity: fc.double({ min: 0, max: 1, noNaN: true }), keywordLikeness: fc.double({ min: 0, max: 1, noNaN: true }), sharedWords: fc.array(fc.string(), { maxLength: 2 }), daysApart: fc.integer({ min: 0, max: 90 }), sameChannel: fc.boolean(), sameReference: fc.boolean() }),
});
const sure: RuledProposal = { kind: 'exact', score: 1, confidential: false, reason: { sameCreditCode: true, sameName: true, similarity: 1, keywordLikeness: 1, sharedWords: [], daysApart: 0, sameChannel: false, sameReference: false } };

it('merges nothing where it is off', () => {
  fc.assert(fc.property(proposal, (one) => !isMergedByRule(one, mergeRuleOf('off'))));
  expect(isMergedByRule(sure, mergeRuleOf('off'))).toBe(false);
});

it('never merges two enterprises, one channel\'s own, what is confidential, or what is long apart', () => {
  fc.assert(fc.property(proposal, fc.constantFrom(...mergeRules), (one, rule) => {
    const { sameCreditCode, sameChannel, daysApart } = one.reason;
    return !isMergedByRule(one, rule) || (sameCreditCode && !sameChannel && !one.confidential && daysApart <= rule.withinDays);
  }));
  for (const over of [{ sameCreditCode: false }, { sameChannel: true }, { daysApart: 31 }]) expect(isMergedByRule({ ...sure, reason: { ...sure.reason, ...over } }, mergeRuleOf('exact'))).toBe(false);
  expect(isMergedByRule({ ...sure, confidential: true }, mergeRuleOf('exact'))).toBe(false);
});

it('merges the same text by `exact`, other wording only by `near` and only when sure', () => {
  expect(isMergedByRule(sure, mergeRuleOf('exact'))).toBe(true);
  expect(isMergedByRule({ ...sure, kind: 'near' }, mergeRuleOf('exact'))).toBe(false);
  expect([0.95, 0.949].map((score) => isMergedByRule({ ...sure, kind: 'near', score }, mergeRuleOf('near')))).toEqual([true, false]);
});

it('names the rules there are', () => {
  expect(() => mergeRuleOf('sometimes')).toThrow('off, exact, near');
});
