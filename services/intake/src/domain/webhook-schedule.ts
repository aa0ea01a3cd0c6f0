const minuteInMs = 60_000;
const hourInMs = 60 * minuteInMs;

/** How long after a failed try the next one comes: some three days in all, as the Standard Webhooks advise. */
export const retryAfterInMs: readonly number[] = [5000, minuteInMs, 5 * minuteInMs, 30 * minuteInMs, 2 * hourInMs, 5 * hourInMs, 10 * hourInMs, 14 * hourInMs, 20 * hourInMs, 20 * hourInMs];
/** By so much a pause is longer or shorter, so that what failed together is not tried together. */
const jitter = 0.1;
/** A webhook that took nothing for so long, at so many tries, is paused. */
const failingForInMs = 24 * hourInMs;
const failingTries = 10;

/**
 * When a delivery is tried again after its `attempts`-th try failed at `now`; `null`: it is given up.
 * @param random uniform in [0, 1)
 */
export function nextAttemptAt(attempts: number, now: Date, random: number): Date | null {
  const pauseInMs = retryAfterInMs[attempts - 1];
  return pauseInMs === undefined ? null : new Date(now.getTime() + Math.round(pauseInMs * (1 + jitter * (2 * random - 1))));
}

/** Whether a webhook is dead: since `failingSince` nothing was taken, for a day and at ten tries or more. */
export function isDead(failing: { readonly failingSince: Date | null; readonly failures: number }, now: Date): boolean {
  return failing.failingSince !== null && failing.failures >= failingTries && now.getTime() - failing.failingSince.getTime() >= failingForInMs;
}

/** What an answer means for a delivery. Only 2xx takes it; a redirect is no answer; 410 says that nobody is there any more. */
export function verdictOf(status: number | null): 'taken' | 'gone' | 'failed' {
  if (status === null) return 'failed';
  if (status >= 200 && status < 300) return 'taken';
  return status === 410 ? 'gone' : 'failed';
}
