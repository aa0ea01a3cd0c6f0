import fc from 'fast-check';
import { averageLink } from './average-link';

const linksOf = (pairs: readonly (readonly [number, number, number])[]) => {
  const links = new Map<number, Map<number, number>>();
  for (const [a, b, same] of pairs) for (const [from, to] of [[a, b], [b, a]] as const) links.set(from, (links.get(from) ?? new Map<number, number>()).set(to, same));
  return (node: number) => links.get(node) ?? new Map<number, number>();
};
const free = { together: [], apart: [] };

describe('averageLink', () => {
  it('merges by the mean over all pairs: one bridge does not join two groups', () => {
    const links = linksOf([[0, 1, 0.9], [2, 3, 0.9], [1, 2, 0.8]]);
    expect(averageLink([0, 1, 2, 3], links, 0.3, free)).toEqual([[0, 1], [2, 3]]);
    expect(averageLink([0, 1, 2, 3], links, 0.2, free)).toEqual([[0, 1, 2, 3]]);
  });

  it('starts with what must be together and keeps apart what must be, also of merged clusters', () => {
    const links = linksOf([[0, 1, 0.9], [1, 2, 0.9], [0, 2, 0.9]]);
    expect(averageLink([0, 1, 2], links, 0.2, { together: [], apart: [[0, 2]] })).toEqual([[0, 1], [2]]);
    expect(averageLink([0, 1, 2, 3], links, 0.95, { together: [[0, 3], [3, 2]], apart: [] })).toEqual([[0, 2, 3], [1]]);
  });

  it('gives each node one cluster, the same for every order', () => {
    const pair = fc.tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 20 })).filter(([a, b]) => a !== b).map(([a, b, same]): [number, number, number] => [a, b, same / 20]);
    fc.assert(fc.property(fc.uniqueArray(pair, { selector: ([a, b]) => Math.min(a, b) * 10 + Math.max(a, b) }), fc.shuffledSubarray([...Array(10).keys()], { minLength: 10 }), (pairs, order) => {
      const clusters = averageLink(order, linksOf(pairs), 0.3, free);
      expect(clusters.flat().sort((a, b) => a - b)).toEqual([...Array(10).keys()]);
      expect(clusters).toEqual(averageLink([...Array(10).keys()], linksOf(pairs), 0.3, free));
    }));
  });
});
