import { levels } from '@suqiao/contracts';
import fc from 'fast-check';
import { addressOf, boardLists, filterFromAddress, isListable, listQuery, type BoardFilter } from './board-filter';

const filters: fc.Arbitrary<BoardFilter> = fc.record({
  list: fc.constantFrom(...boardLists.filter(isListable)),
  level: fc.constantFrom(...levels, null),
  division: fc.constantFrom('370000', '370102', null),
});

describe('the board\'s address', () => {
  it('keeps a view whole', () => {
    fc.assert(fc.property(filters, (filter) => {
      expect(filterFromAddress(new URLSearchParams(addressOf(filter)))).toEqual(filter);
    }));
  });

  it('is short for the default view', () => {
    expect(addressOf({ list: 'overdue', level: null, division: null })).toBe('');
  });

  it('falls back where it is not understood', () => {
    expect(filterFromAddress(new URLSearchParams('list=everything&level=village&division=x%27'))).toEqual({ list: 'overdue', level: null, division: null });
  });
});

describe('listQuery', () => {
  it('asks for the list, the place and the page', () => {
    expect(listQuery({ list: 'dueSoon', level: 'city', division: '370100' }, 'abc+/=')).toBe('state=dueSoon&division=370100&level=city&cursor=abc%2B%2F%3D');
    expect(listQuery({ list: 'open', level: null, division: null }, null)).toBe('state=open');
  });
});
