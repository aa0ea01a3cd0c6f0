import { ActivityFailure, ApplicationFailure, condition } from '@temporalio/workflow';

/** Runs steps one at a time, in the order in which they were asked for: what happens next is decided on what was recorded last. */
export function inTurn(): <Result>(step: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const result = last.then(step);
    last = result.catch(() => undefined);
    return result;
  };
}

/** What a life waits for: that its sequence moves, or that its next clock is due. */
export interface Waited {
  readonly sequence: number;
  readonly clock: { readonly atInMs: number } | null;
}

/** Resolves when an order moved the life on, or its next clock is due. */
export async function waitForClockOrOrder(current: () => Waited): Promise<void> {
  const { sequence: seen, clock } = current();
  const moved = () => current().sequence !== seen;
  if (clock === null) return condition(moved);
  const waitInMs = clock.atInMs - Date.now();
  if (waitInMs > 0) await condition(moved, waitInMs);
}

/** A refusal by who records is the order's answer, not a failure of the workflow. */
export function asRefusal(error: unknown): never {
  if (error instanceof ActivityFailure && error.cause instanceof ApplicationFailure) throw error.cause;
  throw error;
}
