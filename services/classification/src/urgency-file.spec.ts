import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { urgencyRules } from './data/urgency-rules';
import { urgencyRulesOf } from './urgency-file';

describe('urgencyRulesOf', () => {
  let folder: string;
  const fileOf = (content: unknown) => {
    const file = join(folder, 'rules.json');
    writeFileSync(file, JSON.stringify(content));
    return { URGENCY_RULES: file };
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'urgency-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is what ships where nothing is set', () => {
    expect(urgencyRulesOf({})).toBe(urgencyRules);
  });

  it('is a deployment\'s own, and what ships could be written as such', () => {
    const own = [{ urgency: 'urgent', name: { zh: '台风', en: 'typhoon' }, phrases: ['台风&登陆'] }];
    expect(urgencyRulesOf(fileOf(own))).toEqual(own);
    expect(urgencyRulesOf(fileOf(urgencyRules))).toEqual(urgencyRules);
  });

  it.each([
    ['an empty word, which every text holds', [{ urgency: 'urgent', name: { zh: '一', en: 'a' }, phrases: [''] }]],
    ['half of a pair', [{ urgency: 'urgent', name: { zh: '一', en: 'a' }, phrases: ['台风&'] }]],
    ['an unknown urgency', [{ urgency: 'ordinary', name: { zh: '一', en: 'a' }, phrases: ['台风'] }]],
    ['no rule', []],
  ])('refuses %s by the variable\'s name', (_, content) => {
    expect(() => urgencyRulesOf(fileOf(content))).toThrow('URGENCY_RULES');
  });

  it('refuses a file that is not there', () => {
    expect(() => urgencyRulesOf({ URGENCY_RULES: join(folder, 'none.json') })).toThrow('URGENCY_RULES');
  });
});
