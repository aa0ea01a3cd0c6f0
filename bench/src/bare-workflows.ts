import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

/** What bare workflows ask of their worker. */
export interface BareActivities {
  /** One insert, acknowledged by a majority and journalled. */
  insertStep(lifeId: string, step: number): Promise<void>;
}

/** Answers with the number of steps done so far. */
export const stepUpdate = defineUpdate<number, [string]>('step');

const { insertStep } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10s' });
const stepsOfALife = 3;

/** The least that waits: one timer and nothing else. */
export async function bareWait(): Promise<void> {
  await condition(() => false, '1 hour');
}

/** One timer, then two inserts, as a case that falls overdue and rises. @param atInMs milliseconds of the epoch */
export async function bareTimer(lifeId: string, atInMs: number): Promise<void> {
  const waitInMs = atInMs - Date.now();
  if (waitInMs > 0) await condition(() => false, waitInMs);
  await insertStep(lifeId, 1);
  await insertStep(lifeId, 2);
}

/** The shape of a case's life and nothing else: three updates, each with one insert and one timer that is cancelled. */
export async function bareLife(): Promise<void> {
  let done = 0;
  setHandler(stepUpdate, async (lifeId) => {
    await insertStep(lifeId, done + 1);
    return ++done;
  });
  while (done < stepsOfALife) {
    const seen = done;
    await condition(() => done > seen, '1 hour');
  }
}
