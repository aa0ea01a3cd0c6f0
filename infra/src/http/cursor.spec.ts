import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './cursor';
import { ProblemError } from './problem';

it('gives back any position', () => {
  fc.assert(fc.property(fc.string({ maxLength: 64, unit: 'grapheme' }).filter((key) => key.length <= 64), fc.string({ maxLength: 128 }), (key, id) => {
    expect(decodeCursor(encodeCursor([key, id]) ?? undefined)).toEqual([key, id]);
  }));
});

it('starts at the first page without one', () => {
  expect(decodeCursor(undefined)).toBeNull();
  expect(encodeCursor(null)).toBeNull();
});

it.each(['', 'x', 'null', Buffer.from('["a"]').toString('base64url'), Buffer.from('{"$gt":""}').toString('base64url'), Buffer.from('["a",{"$gt":""}]').toString('base64url')])('refuses %s as a wrong parameter', (cursor) => {
  expect(() => decodeCursor(cursor)).toThrow(ProblemError);
});
