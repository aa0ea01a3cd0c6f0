import fc from 'fast-check';
import { decisionsFor, differing, listFromAddress, queryOfList } from './duplicate-lists';

it('keeps its list in the address', () => {
  expect([listFromAddress(new URLSearchParams('list=refused')), listFromAddress(new URLSearchParams('list=x')), listFromAddress(new URLSearchParams())]).toEqual(['refused', 'mergeable', 'mergeable']);
  expect([queryOfList('mergeable', null), queryOfList('merged', 'c')]).toEqual(['limit=20&mergeable=true', 'limit=20&state=merged&cursor=c']);
});

it('marks what two titles have not in common, and loses nothing of either', () => {
  expect(differing('公司变更登记被反复退回', '公司变更登记四次退回')).toEqual(['公司变更登记', '被反复', '退回']);
  expect(differing('一样', '一样')).toEqual(['一样', '', '']);
  fc.assert(fc.property(fc.string(), fc.string(), (one, other) => {
    expect(differing(one, other).join('')).toBe(one);
  }));
});

it('offers what a proposal\'s state allows', () => {
  expect([decisionsFor({ state: 'proposed', mergeable: true }), decisionsFor({ state: 'proposed', mergeable: false }), decisionsFor({ state: 'merged', mergeable: false }), decisionsFor({ state: 'refused', mergeable: false })])
    .toEqual([['merge', 'refuse'], ['refuse'], ['unmerge'], []]);
});
