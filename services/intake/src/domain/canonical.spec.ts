import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { canonicalJson } from './canonical';

/** The same value with every object's keys in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, field]) => [key, shuffled(field)]));
}

describe('canonicalJson', () => {
  it('is JSON of the same content', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }), { numRuns: 200 });
  });

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
    }), { numRuns: 200 });
  });

  it('tells different contents apart', () => {
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      expect(canonicalJson(one) === canonicalJson(other)).toBe(isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other))));
    }), { numRuns: 300 });
    expect(canonicalJson({ a: '1' })).not.toBe(canonicalJson({ a: 1 }));
    expect(canonicalJson({ a: ['b', 'c'] })).not.toBe(canonicalJson({ a: ['c', 'b'] }));
  });

  it('leaves out what has no value and keeps what is null', () => {
    expect(canonicalJson({ b: undefined, a: null })).toBe('{"a":null}');
    expect(canonicalJson({ b: [1, { d: 2, c: 3 }], a: '诉' })).toBe('{"a":"诉","b":[1,{"c":3,"d":2}]}');
  });
});
