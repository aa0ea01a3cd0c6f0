import { measureGrouping } from './grouping';

describe('measureGrouping', () => {
  it.each(['batch', 'streaming'] as const)('takes every message in, %s, and says what it cost', (mode) => {
    const said: string[] = [];
    const result = measureGrouping(100, mode, 1, (line) => said.push(line));
    expect(result).toMatchObject({ messages: 100, seed: 1, mode });
    expect(result.secondsOfTenths).toHaveLength(10);
    expect(said).toHaveLength(10);
    expect(result.groups).toBeGreaterThan(1);
    expect(result.groups).toBeLessThan(100);
    expect(result.peakMebibytes).toBeGreaterThan(0);
  });
});
