import fc from 'fast-check';
import { comparable, similarityOf, sketchOf } from './near-text';

const written = fc.array(fc.constantFrom(...'续贷银行企业厂房土地补偿税务消防验收招标停电道路人才专利商标运输港口环保检查'), { minLength: 0, maxLength: 80 }).map((characters) => characters.join(''));
/** A long text in which every pair of characters is another one. */
const longText = (first: number, pairs: number) => Array.from({ length: pairs }, (_, index) => String.fromCodePoint(0x4e00 + first + index)).join('');

describe('a sketch', () => {
  it('does not depend on width, case, spaces, signs or masks', () => {
    expect(comparable('ＡＢＣ 公司，“贷款”***！\n')).toBe('abc公司贷款');
    expect(sketchOf('贷款，被抽回。')).toEqual(sketchOf('贷款 被抽回'));
  });

  it('of the same text is the same, and wholly alike', () => {
    fc.assert(fc.property(written, (text) => {
      const sketch = sketchOf(text);
      expect(sketchOf(text)).toEqual(sketch);
      if (sketch.hashes.length > 0) expect(similarityOf(sketch, sketch)).toEqual({ jaccard: 1, overlap: 1 });
    }));
  });

  it('is as alike to another as that to it, between nothing and all, and says what the pairs of characters say', () => {
    const pairs = (text: string) => new Set(Array.from(text).slice(1).map((character, index) => `${Array.from(text)[index] ?? ''}${character}`));
    fc.assert(fc.property(written, written, (one, other) => {
      const found = similarityOf(sketchOf(one), sketchOf(other));
      expect(similarityOf(sketchOf(other), sketchOf(one))).toEqual(found);
      const [left, right] = [pairs(one), pairs(other)];
      const shared = [...left].filter((pair) => right.has(pair)).length;
      if (left.size > 0 && right.size > 0) expect(found.jaccard).toBeCloseTo(shared / (left.size + right.size - shared), 10);
    }));
  });

  it('of a long text is a fair sample, whatever the other\'s length', () => {
    const [one, other] = [sketchOf(longText(0, 6000)), sketchOf(longText(2000, 6000))];
    expect(one.hashes).toHaveLength(512);
    expect(similarityOf(one, other).jaccard).toBeGreaterThan(0.42);
    expect(similarityOf(one, other).jaccard).toBeLessThan(0.58);
    expect(similarityOf(one, sketchOf(longText(1000, 400))).overlap).toBeGreaterThan(0.9);
  });

  it('shares a band with nearly the same text, and hardly ever with one that shares a fifth', () => {
    const meet = (shared: number, index: number) => {
      const [one, other] = [sketchOf(longText(index * 40, 200)), sketchOf(longText(index * 40 + 200 - shared, 200))];
      return one.bands.some((band) => other.bands.includes(band));
    };
    const share = (shared: number) => Array.from({ length: 200 }, (_, index) => meet(shared, index)).filter(Boolean).length / 200;
    expect(share(170)).toBeGreaterThan(0.95);
    expect(share(66)).toBeLessThan(0.1);
  });

  it('of next to nothing is in no band, so that it is not everybody\'s', () => {
    expect(sketchOf('贷款难').bands).toEqual([]);
    expect(similarityOf(sketchOf(''), sketchOf('贷款'))).toEqual({ jaccard: 0, overlap: 0 });
  });
});
