import fc from 'fast-check';
import { evaluate, stratifiedFolds, type Judged } from './evaluation';

const judged = (label: string, guess: string, certainty = 0.7): Judged => ({ label, guess, certainty });

describe('evaluate', () => {
  it('gives the figures of a case worked by hand', () => {
    const { classes, macroF1, accuracy, confusion } = evaluate([judged('a', 'a'), judged('a', 'a'), judged('a', 'b'), judged('b', 'b'), judged('c', 'a')]);
    expect(classes).toEqual([
      { label: 'a', support: 3, precision: 2 / 3, recall: 2 / 3, f1: 2 / 3 },
      { label: 'b', support: 1, precision: 1 / 2, recall: 1, f1: 2 / 3 },
      { label: 'c', support: 1, precision: 0, recall: 0, f1: 0 },
    ]);
    expect(macroF1).toBeCloseTo(4 / 9);
    expect(accuracy).toBeCloseTo(3 / 5);
    expect(confusion.get('a')?.get('b')).toBe(1);
  });

  it('measures certainty against truth', () => {
    const half = Array.from({ length: 10 }, (_, at) => judged('a', at < 5 ? 'a' : 'b', 0.95));
    expect(evaluate(half).calibrationError).toBeCloseTo(0.45);
    expect(evaluate([judged('a', 'a', 1)]).bands.at(-1)).toMatchObject({ texts: 1, right: 1 });
    expect(() => evaluate([])).toThrow(RangeError);
  });
});

describe('stratifiedFolds', () => {
  it('puts each item in one fold and shares every label out to within one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 60 }), fc.integer({ min: 2, max: 6 }), (labels, folds) => {
        const placed = stratifiedFolds(labels, (label) => label, folds);
        expect(placed.map(({ item }) => item)).toEqual(labels);
        for (const label of new Set(labels)) {
          const sizes = Array.from({ length: folds }, (_, fold) => placed.filter((each) => each.item === label && each.fold === fold).length);
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
