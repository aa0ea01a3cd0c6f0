import { rateConditions, rateNames, rateParts, type RateCondition } from '@suqiao/contracts';
import fc from 'fast-check';
import { conditionTexts, formulasOn, meets, partsOf, printFormula, rateFormulasSchema, type Condition, type RateFormula } from './rate-formulas';
import { shippedFormulas } from './shipped-formulas';

const namesOf = fc.option(fc.subarray([...rateConditions], { minLength: 1, maxLength: 4 }), { nil: undefined });
const condition = fc.record({ all: namesOf, any: namesOf, none: namesOf }).filter(({ all, any, none }) => (all ?? any ?? none) !== undefined);
const formula = fc.record({
  name: fc.constantFrom(...rateNames), version: fc.constant(1), title: fc.constant({ zh: '率', en: 'Rate' }), source: fc.constant({ zh: '测', en: 'Test' }),
  validFrom: fc.constant('2026-01-01'), countedOn: fc.constantFrom('dispatched' as const, 'closed' as const), numerator: condition, denominator: condition,
  exclusions: fc.subarray([...rateConditions], { maxLength: 3 }),
}) as fc.Arbitrary<RateFormula>;
const held = fc.subarray([...rateConditions]).map((names) => new Set<RateCondition>(names));

/** A shipped formula with other fields. */
function formulaOf(name: RateFormula['name'], over: object = {}): object {
  return { ...shippedFormulas.find((shipped) => shipped.name === name), ...over };
}

describe('a formula', () => {
  it('counts a case of the numerator in the denominator too, and an excluded one in neither', () => {
    fc.assert(fc.property(formula, held, (any, conditions) => {
      const parts = partsOf(any, conditions);
      if (parts.includes('numerator')) expect(parts).toContain('denominator');
      if (parts.includes('excluded')) expect(parts).toEqual(['excluded']);
      // Excluded is what the denominator would have counted, and nothing else.
      expect(parts.length > 0).toBe(meets(any.denominator, conditions));
      expect(parts.every((part) => rateParts.includes(part))).toBe(true);
    }), { numRuns: 500 });
  });

  it.each<[Condition, RateCondition[], boolean]>([
    [{ all: ['solved', 'followedUp'] }, ['solved', 'followedUp'], true], [{ all: ['solved', 'followedUp'] }, ['solved'], false],
    [{ any: ['solved', 'partlySolved'] }, ['partlySolved'], true], [{ any: ['solved', 'partlySolved'] }, [], false],
    [{ none: ['merged'] }, [], true], [{ none: ['merged'] }, ['merged'], false],
    [{ all: ['dispatched'], any: ['satisfied'], none: ['late'] }, ['dispatched', 'satisfied', 'late'], false],
  ])('%j on %j: %s', (asked, conditions, result) => {
    expect(meets(asked, new Set(conditions))).toBe(result);
  });

  it('is printed from its own conditions, in both languages', () => {
    fc.assert(fc.property(formula, (any) => {
      const printed = printFormula(any);
      const named = (asked: Condition) => [asked.all, asked.any, asked.none].flatMap((names) => names ?? []);
      for (const [text, names] of [[printed.numerator, named(any.numerator)], [printed.denominator, named(any.denominator)], [printed.exclusions, any.exclusions]] as const) {
        for (const name of names) {
          expect(text.zh).toContain(conditionTexts[name].zh);
          expect(text.en).toContain(conditionTexts[name].en);
        }
      }
    }));
  });

  it('says on which day it counts', () => {
    const [response, solution] = shippedFormulas.map(printFormula);
    expect(response?.denominator.zh).toBe('「已派单」的诉求件数，不含剔除项；按首次派单日期（北京时间）计入时期');
    expect(solution?.denominator.en).toContain('by the day of closure');
    expect(solution?.exclusions).toEqual({ zh: '无', en: 'None' });
  });
});

describe('a set of formulas', () => {
  it('that is shipped is one that a deployment could give', () => {
    expect(rateFormulasSchema.parse(shippedFormulas)).toEqual(shippedFormulas);
    expect(JSON.parse(JSON.stringify(shippedFormulas))).toEqual(shippedFormulas);
  });

  it('is in force by the day: each version until the next, the first also before', () => {
    const later = rateFormulasSchema.parse([...shippedFormulas, formulaOf('solution', { version: 2, validFrom: '2026-07-01', numerator: { any: ['solved', 'partlySolved'] } })]);
    expect(['2019-01-01', '2026-06-30', '2026-07-01', '2027-01-01'].map((day) => formulasOn(later, day).solution.version)).toEqual([1, 1, 2, 2]);
    expect(formulasOn(later, '2027-01-01').response.version).toBe(1);
  });

  it.each<[string, unknown, string]>([
    ['a rate without a formula', [formulaOf('response'), formulaOf('solution')], ''],
    ['an unknown condition', [formulaOf('response', { numerator: { all: ['quick'] } }), formulaOf('solution'), formulaOf('satisfaction')], '0.numerator.all.0'],
    ['an empty condition', [formulaOf('response', { denominator: {} }), formulaOf('solution'), formulaOf('satisfaction')], '0.denominator'],
    ['a field that there is not', [formulaOf('response', { weight: 2 }), formulaOf('solution'), formulaOf('satisfaction')], '0'],
    ['a version again', [...shippedFormulas, formulaOf('solution', { validFrom: '2026-07-01' })], '3.version'],
    ['a version of the same day', [...shippedFormulas, formulaOf('solution', { version: 2 })], '3.validFrom'],
    ['a day that there is not', [formulaOf('response', { validFrom: '2026-02-30' }), formulaOf('solution'), formulaOf('satisfaction')], '0.validFrom'],
  ])('refuses %s', (_name, formulas, path) => {
    expect(rateFormulasSchema.safeParse(formulas).error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});
