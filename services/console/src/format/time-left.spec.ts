import fc from 'fast-check';
import { spansOf, timeLeft } from './time-left';

const second = 1000;
const lengthInMs = { day: 86_400 * second, hour: 3600 * second, minute: 60 * second, second } as const;

describe('spansOf', () => {
  it.each([
    [0, [['second', 0]]],
    [999, [['second', 0]]],
    [59 * second, [['second', 59]]],
    [60 * second, [['minute', 1]]],
    [12 * 60 * second + 5 * second, [['minute', 12], ['second', 5]]],
    [3600 * second, [['hour', 1]]],
    [26 * 3600 * second, [['day', 1], ['hour', 2]]],
    [86_400 * second + 5 * second, [['day', 1]]],
    [-5 * second, [['second', 0]]],
  ] as const)('%d ms', (durationInMs, expected) => {
    expect(spansOf(durationInMs).map(({ unit, amount }) => [unit, amount])).toEqual(expected);
  });

  it('never says more than there is, and less only by what its smaller units would add', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * lengthInMs.day }), (durationInMs) => {
        const spans = spansOf(durationInMs);
        const said = spans.reduce((sum, { unit, amount }) => sum + amount * lengthInMs[unit], 0);
        const largest = spans[0]?.unit ?? 'second';
        const error = { day: lengthInMs.hour, hour: lengthInMs.minute, minute: second, second }[largest];
        expect(said).toBeLessThanOrEqual(durationInMs);
        expect(durationInMs - said).toBeLessThan(error);
      }),
    );
  });
});

describe('timeLeft', () => {
  it('is late only after the instant', () => {
    expect(timeLeft(1000, 999).late).toBe(false);
    expect(timeLeft(1000, 1000).late).toBe(false);
    expect(timeLeft(1000, 1001).late).toBe(true);
  });

  it('counts the same length before and after', () => {
    expect(timeLeft(0, 90 * second).spans).toEqual(timeLeft(90 * second, 0).spans);
  });
});
