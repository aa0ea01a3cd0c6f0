import fc from 'fast-check';
import { isDead, nextAttemptAt, retryAfterInMs, verdictOf } from './webhook-schedule';

const now = new Date('2026-11-23T01:00:00.000Z');
const hourInMs = 3_600_000;
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

it('tries for three days, a little longer from time to time, and then gives up', () => {
  const inMs = retryAfterInMs.reduce((sum, pause) => sum + pause, 0);
  expect(inMs / hourInMs).toBeGreaterThan(70);
  expect(inMs / hourInMs).toBeLessThan(74);
  expect(retryAfterInMs).toEqual(retryAfterInMs.toSorted((one, other) => one - other));
  expect(nextAttemptAt(retryAfterInMs.length + 1, now, 0.5)).toBeNull();
});

it('never tries what failed together again together, nor early by more than a tenth', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: retryAfterInMs.length }), random, (attempts, share) => {
    const pauseInMs = (nextAttemptAt(attempts, now, share)?.getTime() ?? 0) - now.getTime();
    const planned = retryAfterInMs[attempts - 1] ?? 0;
    expect(Math.abs(pauseInMs - planned)).toBeLessThanOrEqual(planned / 10 + 1);
  }));
  expect(nextAttemptAt(3, now, 0)).not.toEqual(nextAttemptAt(3, now, 0.9));
});

it.each([
  [23, 50, false], [24, 9, false], [24, 10, true], [200, 10, true],
])('after %i hours and %i failures in a row: dead %p', (hours, failures, dead) => {
  expect(isDead({ failingSince: new Date(now.getTime() - hours * hourInMs), failures }, now)).toBe(dead);
  expect(isDead({ failingSince: null, failures }, now)).toBe(false);
});

it.each([[200, 'taken'], [204, 'taken'], [301, 'failed'], [302, 'failed'], [404, 'failed'], [410, 'gone'], [500, 'failed'], [null, 'failed']] as const)('%p means %s', (status, verdict) => {
  expect(verdictOf(status)).toBe(verdict);
});
