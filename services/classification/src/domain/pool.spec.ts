import fc from 'fast-check';
import type { Guess } from './classifier';
import { decide, pool } from './pool';

const guess = (code: string, certainty: number): Guess => ({ code, certainty, words: [code] });
const guesses = fc
  .uniqueArray(fc.constantFrom('a.one', 'a.two', 'b.one', 'b.two', 'c.one'), { maxLength: 4 })
  .chain((codes) => fc.tuple(...codes.map((code) => fc.double({ min: 0.02, max: 1 / Math.max(1, codes.length), noNaN: true }).map((certainty) => guess(code, certainty)))))
  .map((list) => [...list].sort((a, b) => b.certainty - a.certainty));

describe('pool', () => {
  it('lets agreement stand and makes contradiction unsure', () => {
    expect(pool([guess('a.one', 0.8)], [guess('a.one', 0.9)])[0]).toMatchObject({ code: 'a.one', method: 'rule', certainty: expect.closeTo(0.8375, 3) });
    expect(pool([guess('a.one', 0.7)], [guess('b.one', 0.9)])[0]?.certainty).toBeLessThan(0.6);
  });

  it('does not let a model that knows nothing drown a rule', () => {
    expect(pool([guess('a.one', 0.8)], [guess('b.one', 0.1)])[0]?.certainty).toBeGreaterThan(0.7);
  });

  it('names the model where no rule spoke', () => {
    expect(pool([], [guess('b.one', 0.9)])).toEqual([{ ...guess('b.one', 0.9), method: 'model' }]);
    expect(pool([], [])).toEqual([]);
  });

  it('is a share, the surest first, and never surer than the surer of the two', () => {
    fc.assert(
      fc.property(guesses, guesses, (rules, model) => {
        const pooled = pool(rules, model);
        const most = Math.max(0, ...rules.map(({ certainty }) => certainty), ...model.map(({ certainty }) => certainty));
        expect(pooled.reduce((sum, { certainty }) => sum + certainty, 0)).toBeLessThanOrEqual(1 + 1e-9);
        pooled.forEach((each, at) => {
          expect(each.certainty).toBeLessThanOrEqual(most + 1e-9);
          expect(each.certainty).toBeLessThanOrEqual(pooled[at - 1]?.certainty ?? 1);
        });
      }),
    );
  });
});

describe('decide', () => {
  const pooled = (code: string, certainty: number) => ({ ...guess(code, certainty), method: 'rule' as const });

  it('answers with the first level where two of one class compete', () => {
    expect(decide([pooled('a.one', 0.4), pooled('a.two', 0.35), pooled('b.one', 0.1)], 0.6)).toMatchObject({ code: 'a', certainty: 0.75 });
  });

  it('keeps the best guess, unsure, where not even the class is clear', () => {
    expect(decide([pooled('a.one', 0.4), pooled('b.one', 0.4)], 0.6)).toMatchObject({ code: 'a.one', certainty: 0.4 });
    expect(decide([], 0.6)).toBeNull();
  });
});
