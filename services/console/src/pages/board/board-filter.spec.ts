import { levels } from '@suqiao/contracts';
import fc from 'fast-check';
import { addressOf, boardLists, filterFromAddress, isListable, listQuery, type BoardFilter } from './board-filter';

const filters: fc.Arbitrary<BoardFilter> = fc.record({
  list: fc.constantFrom(...boardLists.filter(isListable)),
  level: fc.constantFrom(...levels, null),
  place: fc.constantFrom({ division: '370000', directly: false }, { division: '370102', directly: true }, { division: null, directly: false }),
}).map(({ place, ...rest }) => ({ ...rest, ...place }));

describe('the board\'s address', () => {
  it('keeps a view whole', () => {
    fc.assert(fc.property(filters, (filter) => {
      expect(filterFromAddress(new URLSearchParams(addressOf(filter)))).toEqual(filter);
    }));
  });

  it('is short for the default view', () => {
    expect(addressOf({ list: 'overdue', level: null, division: null, directly: false })).toBe('');
  });

  it('falls back where it is not understood', () => {
    expect(filterFromAddress(new URLSearchParams('list=everything&level=village&division=x%27'))).toEqual({ list: 'overdue', level: null, division: null, directly: false });
  });
});

describe('listQuery', () => {
  it('asks for the list, the place and the page', () => {
    expect(listQuery({ list: 'dueSoon', level: 'city', division: '370100', directly: false }, 'abc+/=')).toBe('state=dueSoon&division=370100&level=city&cursor=abc%2B%2F%3D');
    expect(listQuery({ list: 'open', level: null, division: null, directly: false }, null)).toBe('state=open');
    expect(listQuery({ list: 'open', level: null, division: '370100', directly: true }, null)).toBe('state=open&division=370100&directly=true');
  });
});
