import type { Actor, CaseCommand, CaseSnapshot, UnitReference } from '@suqiao/contracts';
import { allHandlersFinished, condition, continueAsNew, defineQuery, defineUpdate, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import { decide, nextClock, type ClockFact } from './domain';
import { commandRefused } from './refusal';

/** A person's order to a case. Target and texts were checked by whoever took the order in; the table is asked here. */
export interface CaseOrder {
  readonly command: CaseCommand;
  readonly by: Actor;
  readonly reason: string | null;
  readonly unit: UnitReference | null;
  readonly categoryCode: string | null;
  readonly answer: string | null;
}

/** What happened to a case and is to be recorded: a person's order or a clock's fact, at an instant (RFC 3339). */
export type Happening =
  | { readonly kind: 'order'; readonly order: CaseOrder; readonly at: string }
  | { readonly kind: 'clock'; readonly fact: ClockFact; readonly at: string };

/** What the workflow asks of its service. */
export interface CaseActivities {
  /**
   * Writes the case after `happening`, with its event, in one atomic write, and answers with the new snapshot. Asked again
   * with the same arguments it answers the same and writes nothing.
   */
  recordTransition(before: CaseSnapshot, happening: Happening): Promise<CaseSnapshot>;
}

/** Answers with the case after the command, or fails with `ApplicationFailure` of type `CommandRefused`. */
export const commandUpdate = defineUpdate<CaseSnapshot, [CaseOrder]>('command');
export const snapshotQuery = defineQuery<CaseSnapshot>('snapshot');

const { recordTransition } = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '10s',
  localRetryThreshold: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

/** The life of one case, from dispatch to closure: it waits for orders and for its clocks, and has each recorded. */
export async function caseLife(start: CaseSnapshot): Promise<CaseSnapshot> {
  let snapshot = start;
  let lastWrite: Promise<unknown> = Promise.resolve();

  /** One at a time: what happens next is decided on what was recorded last. */
  const oneByOne = <Result>(step: () => Promise<Result>): Promise<Result> => {
    const result = lastWrite.then(step);
    lastWrite = result.catch(() => undefined);
    return result;
  };
  const refuseUnlessAllowed = (order: CaseOrder) => {
    const decision = decide(snapshot, order);
    if (!decision.ok) throw commandRefused(decision.refusal);
  };

  const isClosed = () => snapshot.state === 'closed';

  setHandler(snapshotQuery, () => snapshot);
  setHandler(
    commandUpdate,
    (order) =>
      oneByOne(async () => {
        // The validator saw the case before those that waited in front of this order.
        refuseUnlessAllowed(order);
        snapshot = await recordTransition(snapshot, { kind: 'order', order, at: new Date().toISOString() });
        return snapshot;
      }),
    { validator: refuseUnlessAllowed },
  );

  while (!isClosed()) {
    const seen = snapshot.sequence;
    const clock = nextClock(snapshot);
    const moved = () => snapshot.sequence !== seen;
    const waitInMs = clock === null ? Infinity : clock.atInMs - Date.now();
    if (waitInMs > 0) {
      if (clock === null) await condition(moved);
      else await condition(moved, waitInMs);
    }
    await oneByOne(async () => {
      if (clock === null || moved() || clock.atInMs > Date.now()) return;
      snapshot = await recordTransition(snapshot, { kind: 'clock', fact: clock.fact, at: new Date().toISOString() });
    });
    if (workflowInfo().continueAsNewSuggested && !isClosed()) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof caseLife>(snapshot);
    }
  }
  await condition(allHandlersFinished);
  return snapshot;
}
