import { directory } from '@suqiao/directory';
import fc from 'fast-check';
import { categoryPhrases } from '../data/category-phrases';
import { keywordRules, rulesFrom } from './keyword-rules';

const text = (title: string, content = '') => ({ title, content, words: [], titleWords: [] });

describe('the shipped phrases', () => {
  it('speak for every second-level category, and for no other', () => {
    const second = directory.categories.filter(({ parentCode }) => parentCode !== null).map(({ code }) => code);
    expect(Object.keys(categoryPhrases).sort()).toEqual([...second].sort());
    for (const line of Object.values(categoryPhrases)) {
      const phrases = line.split(' ');
      expect(phrases.length).toBeGreaterThanOrEqual(8);
      expect(new Set(phrases).size).toBe(phrases.length);
      for (const phrase of phrases) expect(phrase).toMatch(/^[^&\s]{2,}(&[^&\s]+)?$|^[^&\s]+&[^&\s]+$/);
    }
  });
});

describe('rulesFrom', () => {
  const rules = rulesFrom({ 'a.one': '贷款 银行&拒绝', 'b.one': '贷款利率 停电' }, 'test');

  it('gives the category, its share and the words found', () => {
    expect(rules.classify(text('银行一再拒绝'))).toEqual([{ code: 'a.one', certainty: 4 / 5, words: ['银行…拒绝'] }]);
    expect(rules.classify(text('天气很好'))).toEqual([]);
  });

  it('needs both words of a pair', () => {
    expect(rules.classify(text('银行', '没有'))).toEqual([]);
  });

  it('does not count a short phrase inside a longer one of another category', () => {
    expect(rules.classify(text('贷款利率')).map(({ code }) => code)).toEqual(['b.one']);
  });

  it('is surer of the title than of the body, and of more words than of fewer', () => {
    const certainty = (title: string, content: string) => rules.classify(text(title, content))[0]?.certainty ?? 0;
    expect(certainty('停电', '')).toBeGreaterThan(certainty('', '停电'));
    expect(certainty('', '停电和贷款利率')).toBeGreaterThan(certainty('', '停电'));
    expect(certainty('', '停电')).toBeLessThan(0.6);
  });

  it('shares out at most certainty 1, the surest first, whatever the text', () => {
    const pieces = Object.values(categoryPhrases).flatMap((line) => line.split(/[ &]/));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, '，', '某公司'), { maxLength: 12 }), fc.array(fc.constantFrom(...pieces), { maxLength: 3 }), (content, title) => {
        const guesses = keywordRules.classify(text(title.join(''), content.join('')));
        expect(guesses.reduce((sum, { certainty }) => sum + certainty, 0)).toBeLessThan(1);
        guesses.forEach(({ certainty }, at) => expect(certainty).toBeLessThanOrEqual(guesses[at - 1]?.certainty ?? 1));
      }),
    );
  });
});
