import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedFormulas } from './domain/shipped-formulas';
import { rateFormulas } from './rates.settings';

const directory = mkdtempSync(join(tmpdir(), 'rate-formulas-'));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function fileOf(text: string): string {
  const path = join(directory, 'formulas.json');
  writeFileSync(path, text);
  return path;
}

describe('RATE_FORMULAS', () => {
  it('is not needed', () => {
    expect(rateFormulas({})).toBe(shippedFormulas);
    expect(rateFormulas({ RATE_FORMULAS: '' })).toBe(shippedFormulas);
  });

  it('replaces the shipped formulas', () => {
    const own = shippedFormulas.map((formula) => ({ ...formula, version: 7 }));
    expect(rateFormulas({ RATE_FORMULAS: fileOf(JSON.stringify(own)) })).toEqual(own);
  });

  it('names the field that is wrong', () => {
    const wrong = shippedFormulas.map((formula, index) => (index === 1 ? { ...formula, numerator: { all: ['quick'] }, countedOn: 'received' } : formula));
    expect(() => rateFormulas({ RATE_FORMULAS: fileOf(JSON.stringify(wrong)) })).toThrow(/1\.countedOn: .*; 1\.numerator\.all\.0: /);
    expect(() => rateFormulas({ RATE_FORMULAS: fileOf('[]') })).toThrow(/\(the set\): no formula for response; \(the set\): no formula for solution/);
  });

  it.each([['no JSON', '{'], ['no file', null]])('refuses %s', (_name, text) => {
    const path = text === null ? join(directory, 'missing.json') : fileOf(text);
    expect(() => rateFormulas({ RATE_FORMULAS: path })).toThrow(/is not a readable JSON file/);
  });
});
