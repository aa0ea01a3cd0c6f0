import { evaluateGroups } from './grouping-evaluation';

describe('evaluateGroups', () => {
  it('counts a message without a known group as wrongly merged', () => {
    const gold = new Map([['a', 'x'], ['b', 'x'], ['c', 'y']]);
    const { precision, recall, f1 } = evaluateGroups([['a', 'b', 'u'], ['c'], ['v', 'w']], gold);
    expect(precision).toBeCloseTo((2 / 3 + 2 / 3 + 1) / 3);
    expect(recall).toBe(1);
    expect(f1).toBeCloseTo((2 * precision) / (precision + 1));
  });

  it('finds a hot group from precision and recall of 0.7 on', () => {
    const ids = [...'abcdefg'];
    const gold = new Map(ids.map((id) => [id, 'x']));
    expect(evaluateGroups([ids.slice(0, 5), ids.slice(5)], gold)).toMatchObject({ hot: 1, hotFound: 1, missed: [] });
    expect(evaluateGroups([ids.slice(0, 4), ids.slice(4)], gold)).toMatchObject({ hot: 1, hotFound: 0, missed: ['x'] });
    expect(() => evaluateGroups([['q']], gold)).toThrow(RangeError);
  });
});
