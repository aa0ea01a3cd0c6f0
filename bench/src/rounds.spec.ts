import { compare, interleave, median, percentile } from './rounds';

describe('rounds', () => {
  it('takes the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow('no values');
  });

  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(50);
    expect(percentile(values, 0.99)).toBe(99);
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('divides medians, so that one bad round does not decide', () => {
    expect(compare([100, 100, 1], [80, 80, 80])).toMatchObject({ limitMedian: 100, suqiaoMedian: 80, ratio: 0.8 });
  });

  it('alternates, and leaves the warm-up out', async () => {
    const order: string[] = [];
    let value = 0;
    const side = (name: string) => () => {
      order.push(name);
      return Promise.resolve(value++);
    };
    const found = await interleave(2, { limit: side('limit'), suqiao: side('suqiao') });
    expect(order).toEqual(['limit', 'suqiao', 'limit', 'suqiao', 'limit', 'suqiao']);
    expect([found.limits, found.suqiao]).toEqual([[2, 4], [3, 5]]);
  });
});
