import fc from 'fast-check';
import { mostAlike, weighed, whyAlike, whyApplies, type Matter } from './knowledge';
import { maskedText } from './report-personal';

const matter = (words: Readonly<Record<string, number>>, categoryCode: string | null = null): Matter => ({ words: weighed(Object.entries(words).map(([word, weight]) => ({ word, weight }))), categoryCode });
const asked = matter({ 续贷: 3, 银行: 2, 抵押: 1 }, 'financing.loan-withdrawn');

describe('whyAlike', () => {
  it('names the words that both have, those that say most first, and the category that they share', () => {
    expect(whyAlike(asked, matter({ 银行: 2, 续贷: 3, 厂房: 1 }, 'financing.loan-withdrawn'))).toMatchObject({ words: ['续贷', '银行'], categoryCode: 'financing.loan-withdrawn' });
    expect(whyAlike(asked, matter({ 续贷: 1 }, 'financing.loan-refused'))?.categoryCode).toBe('financing');
    expect(whyAlike(asked, matter({ 停电: 1 }, 'financing.loan-withdrawn'))).toBeNull();
  });

  it('is symmetric in likeness, at most 1, and greatest with itself', () => {
    const matters = fc.dictionary(fc.constantFrom('贷款', '银行', '停电', '抵押', '道路'), fc.integer({ min: 1, max: 9 }), { minKeys: 1 }).map((words) => matter(words, 'financing'));
    fc.assert(fc.property(matters, matters, (one, other) => {
      const likeness = whyAlike(one, other)?.likeness ?? 0;
      expect(whyAlike(other, one)?.likeness ?? 0).toBeCloseTo(likeness);
      expect(likeness).toBeLessThanOrEqual(whyAlike(one, one)?.likeness ?? 0);
    }));
  });
});

describe('whyApplies', () => {
  const policy = (categories: readonly string[], words: Readonly<Record<string, number>> = { 条例: 1 }) => ({ categories, words: matter(words).words });

  it('takes a policy by its category, by the first level that it is for, or by words; not one for a sibling category', () => {
    expect(whyApplies(asked, policy(['financing.loan-withdrawn']))).toMatchObject({ categoryCode: 'financing.loan-withdrawn', words: [] });
    expect(whyApplies(asked, policy(['financing']))?.categoryCode).toBe('financing');
    expect(whyApplies(asked, policy([], { 续贷: 1 }))).toMatchObject({ categoryCode: null, words: ['续贷'] });
    expect(whyApplies(asked, policy(['financing.loan-refused']))).toBeNull();
  });
});

describe('mostAlike', () => {
  it('gives the most alike first, and no more than asked for', () => {
    const found = [0.2, 0.9, 0.5].map((likeness) => ({ likeness, words: [], categoryCode: null }));
    expect(mostAlike(found, (one) => one, 2).map(({ why }) => why.likeness)).toEqual([0.9, 0.5]);
  });
});

describe('maskedText', () => {
  it('takes out who asked, telephones, identity and credit codes and addresses, and leaves the answer', () => {
    expect(maskedText('济南恒通机械有限公司：请联系13812345678或0531-81234567，370102199001011234，a.b@example.cn，已续贷300万元', ['济南恒通机械有限公司'])).toBe('某企业：请联系＊＊＊或＊＊＊，＊＊＊，＊＊＊，已续贷300万元');
  });
});
