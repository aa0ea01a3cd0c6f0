/** What one comparison measured, in the unit of its figure; more is better. `ratio` is Suqiao's median over the limit's. */
export interface Comparison {
  readonly limits: readonly number[];
  readonly suqiao: readonly number[];
  readonly limitMedian: number;
  readonly suqiaoMedian: number;
  readonly ratio: number;
}

/** @throws Error when there are no values */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)];
  const lower = sorted[Math.ceil(middle) - 1];
  if (upper === undefined || lower === undefined) throw new Error('no values to take the median of');
  return (lower + upper) / 2;
}

/** The smallest value that at least `share` (0 to 1) of the values do not exceed (nearest rank). @throws Error when there are no values */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
  if (found === undefined) throw new Error('no values to take a percentile of');
  return found;
}

/** @throws Error when either side has no rounds */
export function compare(limits: readonly number[], suqiao: readonly number[]): Comparison {
  const limitMedian = median(limits);
  const suqiaoMedian = median(suqiao);
  return { limits, suqiao, limitMedian, suqiaoMedian, ratio: suqiaoMedian / limitMedian };
}

/**
 * Limit, Suqiao, limit, Suqiao …: what else the machine does meanwhile falls on both sides.
 * The first round of each warms both up and does not count.
 */
export async function interleave(rounds: number, measure: { readonly limit: () => Promise<number>; readonly suqiao: () => Promise<number> }): Promise<Comparison> {
  const limits: number[] = [];
  const suqiao: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const [limit, own] = [await measure.limit(), await measure.suqiao()];
    if (round === 0) continue;
    limits.push(limit);
    suqiao.push(own);
  }
  return compare(limits, suqiao);
}
