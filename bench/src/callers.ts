import { setTimeout as delay } from 'node:timers/promises';

/** Calls `run(0)` … `run(count - 1)`, at most `callers` at a time, each caller one after the other. @returns seconds it took */
export async function withCallers(callers: number, count: number, run: (index: number) => Promise<void>): Promise<number> {
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: Math.min(callers, count) }, async () => {
    for (let index = next++; index < count; index = next++) await run(index);
  }));
  return (performance.now() - startedAt) / 1000;
}

/**
 * Calls `run` at a steady rate, whether or not earlier calls have ended.
 * @returns milliseconds from when each call was due to its end: a call that had to wait to be sent counts its wait
 */
export async function atSteadyRate(perSecond: number, count: number, run: (index: number) => Promise<void>): Promise<number[]> {
  const startedAt = performance.now();
  const calls: Promise<number>[] = [];
  for (let index = 0; index < count; index++) {
    const dueAt = startedAt + (1000 * index) / perSecond;
    const early = dueAt - performance.now();
    if (early > 0) await delay(early);
    // A timer wakes on whole milliseconds; that one millisecond is the bench's and nobody's latency.
    const countsFrom = Math.min(performance.now(), dueAt + 1);
    calls.push(run(index).then(() => performance.now() - countsFrom));
  }
  return Promise.all(calls);
}

/** Waits for a condition. @throws Error naming it when the limit is over */
export async function until(what: string, condition: () => Promise<boolean>, limitInMs: number, intervalInMs = 100): Promise<void> {
  const end = Date.now() + limitInMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${String(limitInMs / 1000)} s: ${what}`);
    await delay(intervalInMs);
  }
}
