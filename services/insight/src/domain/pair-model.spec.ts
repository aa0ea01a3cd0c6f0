import { fitPairModel, probability, type KnownPair } from './pair-model';

describe('fitPairModel', () => {
  it('learns which signal tells', () => {
    const pairs = Array.from({ length: 80 }, (_, at): KnownPair => ({ signals: Float64Array.of((at % 8) / 8, (at % 5) / 5), isSame: at % 8 >= 4 }));
    const model = fitPairModel(pairs);
    expect(Math.abs(model.weights[0] ?? 0)).toBeGreaterThan(5 * Math.abs(model.weights[1] ?? 0));
    expect(probability(model, Float64Array.of(0.9, 0.5))).toBeGreaterThan(0.9);
    expect(probability(model, Float64Array.of(0.1, 0.5))).toBeLessThan(0.1);
    expect(() => fitPairModel(pairs.filter(({ isSame }) => isSame))).toThrow(RangeError);
  });
});
