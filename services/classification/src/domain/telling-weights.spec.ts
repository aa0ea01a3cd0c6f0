import fc from 'fast-check';
import type { SparseVector } from './features';
import { scaledBy, tellingWeights } from './telling-weights';

const vector = (features: readonly number[]): SparseVector => ({ indices: Int32Array.from(features), values: Float64Array.from(features, () => 1) });

describe('tellingWeights', () => {
  it('weighs a feature that one side alone has above one that both have alike', () => {
    const [shared = 0, own = 0, others = 0] = tellingWeights([[0, 1], [0, 1], [0, 2], [0, 2]].map(vector), [true, true, false, false], 3);
    expect(own).toBeGreaterThan(2 * shared);
    expect(others).toBeCloseTo(own);
  });

  it('is positive and finite and 1 in the mean, whatever the texts have', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.uniqueArray(fc.nat(9), { maxLength: 10 }), fc.boolean()), { maxLength: 20 }), (texts) => {
      const weights = tellingWeights(texts.map(([features]) => vector(features)), texts.map(([, positive]) => positive), 10);
      expect(weights.every((weight) => Number.isFinite(weight) && weight > 0)).toBe(true);
      expect(weights.reduce((sum, weight) => sum + weight, 0) / 10).toBeCloseTo(1);
    }));
  });

  it('scales a vector feature by feature', () => {
    expect([...scaledBy(Float64Array.of(0.5, 3), vector([1, 0])).values]).toEqual([3, 0.5]);
  });
});
