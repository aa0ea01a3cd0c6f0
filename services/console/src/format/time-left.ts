/** A length of time in the two largest units that say something, for a countdown. */
export interface Span {
  readonly unit: 'day' | 'hour' | 'minute' | 'second';
  readonly amount: number;
}

/** How an instant lies to now: still ahead (or exactly now), or passed. */
export interface TimeLeft {
  readonly late: boolean;
  readonly spans: readonly Span[];
}

const lengthsInSeconds = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/**
 * A duration as its largest unit and the one below: `1 day 3 hours`, `12 minutes 5 seconds`, `0 seconds`. Rounded down,
 * so that a countdown reaches zero when the time has come and not before.
 * @param durationInMs negative counts as zero
 */
export function spansOf(durationInMs: number): readonly Span[] {
  let rest = Math.max(0, Math.floor(durationInMs / 1000));
  const all = lengthsInSeconds.map(([unit, length]): Span => {
    const amount = Math.floor(rest / length);
    rest -= amount * length;
    return { unit, amount };
  });
  const first = all.findIndex((span) => span.amount > 0);
  if (first < 0) return [{ unit: 'second', amount: 0 }];
  return all.slice(first, first + 2).filter((span, index) => index === 0 || span.amount > 0);
}

/** Whether an instant has passed, and by how much; or how long it is until then. */
export function timeLeft(instantInMs: number, nowInMs: number): TimeLeft {
  const late = nowInMs > instantInMs;
  return { late, spans: spansOf(Math.abs(instantInMs - nowInMs)) };
}
