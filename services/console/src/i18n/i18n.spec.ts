import { en } from './en';
import { zh } from './zh';

interface Tree {
  readonly [key: string]: string | Tree;
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

describe('texts', () => {
  const [chinese, english] = [flatten(zh), flatten(en)];

  it('has the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    expect(chinese.size).toBeGreaterThan(150);
  });

  it.each([['zh', chinese], ['en', english]] as const)('leaves no text empty: %s', (_language, texts) => {
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('fills the same placeholders in both languages', () => {
    const differing = [...chinese].filter(([key, text]) => placeholders(text).join() !== placeholders(english.get(key) ?? '').join());
    expect(differing).toEqual([]);
  });

  it('writes Chinese in Chinese and English in English', () => {
    const bilingual = new Set(['product.full', 'shell.language']);
    const words = (text: string) => text.replaceAll(/\{\{\w+\}\}/g, '');
    const notChinese = [...chinese].filter(([, text]) => /\p{Letter}/u.test(words(text)) && !/\p{Script=Han}/u.test(text));
    const notEnglish = [...english].filter(([key, text]) => !bilingual.has(key) && /\p{Script=Han}/u.test(text));
    expect({ notChinese, notEnglish }).toEqual({ notChinese: [], notEnglish: [] });
  });
});
