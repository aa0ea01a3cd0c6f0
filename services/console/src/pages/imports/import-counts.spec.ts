import { importRowKinds, type ImportView } from '@suqiao/contracts';
import { importedOf, progressOf } from './import-counts';

const counts = (over: Partial<ImportView['counts']>): ImportView['counts'] => ({ ...Object.fromEntries(importRowKinds.map((kind) => [kind, 0])), ...over } as ImportView['counts']);

describe('an import', () => {
  it('has made appeals of what it added and of what was there before', () => {
    expect(importedOf({ counts: counts({ added: 3, present: 2, bad: 9 }) })).toBe(5);
  });

  it('is as far as rows are checked, then as far as good ones are in', () => {
    expect(progressOf({ state: 'checking', rows: 10, counts: counts({ unchecked: 4 }) })).toBeCloseTo(0.6);
    expect(progressOf({ state: 'importing', rows: 10, counts: counts({ good: 6, added: 1, refused: 1, bad: 2 }) })).toBeCloseTo(0.25);
    expect(progressOf({ state: 'finished', rows: 10, counts: counts({ added: 10 }) })).toBeNull();
    expect(progressOf({ state: 'importing', rows: 2, counts: counts({ bad: 2 }) })).toBeNull();
  });
});
