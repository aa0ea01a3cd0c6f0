import { condition, defineUpdate, proxyLocalActivities, setHandler } from '@temporalio/workflow';

/** What the bare shapes ask of their worker: one durable insert. */
export interface BareActivities {
  insertOne(id: string): Promise<void>;
}
const { insertOne } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10s' });

/** The least a waiting case can be: a workflow with one timer of an hour. */
export async function bareWait(): Promise<void> {
  await condition(() => false, '1 hour');
}

export const stepUpdate = defineUpdate<number, []>('step');

/** The least a case's life can be: three updates of one durable insert each, beside a timer that never fires. */
export async function bareLife(id: string): Promise<void> {
  let steps = 0;
  setHandler(stepUpdate, async () => {
    await insertOne(`${id}:${String(steps)}`);
    return ++steps;
  });
  await condition(() => steps === 3, '1 hour');
}
