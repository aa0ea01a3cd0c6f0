import type { CaseReference, CaseSnapshot, CaseSnapshotV1 } from '@suqiao/contracts';
import { upgradeSnapshot } from '@suqiao/contracts/case-upgrade';
import {
  allHandlersFinished, condition, continueAsNew, defineQuery, defineSignal, defineUpdate, getExternalWorkflowHandle, proxyLocalActivities, setHandler, upsertSearchAttributes, workflowInfo,
} from '@temporalio/workflow';
import { decide, nextClock, refusalBy } from './domain';
import type { CaseActivities, CaseOrder, Happening } from './happening';
import { commandRefused } from './refusal';
import { caseSearchAttributes } from './search-attributes';
import { asRefusal, inTurn, waitForClockOrOrder } from './turns';

/** Answers with the case after the command, or fails with `ApplicationFailure` of type `CommandRefused`. */
export const commandUpdate = defineUpdate<CaseSnapshot, [CaseOrder]>('command');
export const snapshotQuery = defineQuery<CaseSnapshot>('snapshot');
/** 并案: another case was merged into this one. */
export const duplicateSignal = defineSignal<[CaseReference]>('duplicate');
/** 撤销并案: a case that was merged into this one goes on by itself. */
export const duplicateUnmergedSignal = defineSignal<[CaseReference]>('duplicateUnmerged');
/** A year of the calendar was loaded: dates are counted anew, on the record where one changes. */
export const calendarSignal = defineSignal<[string]>('calendar');

const { recordTransition } = proxyLocalActivities<CaseActivities>({
  startToCloseTimeout: '10s',
  localRetryThreshold: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

/**
 * The life of one case, from dispatch to closure: it waits for orders and for its clocks, and has each recorded. A closed
 * case's life is over; an order that may still reach it (reopen, follow-up call, comment) starts it anew with the snapshot.
 */
export async function caseLife(start: CaseSnapshot | CaseSnapshotV1): Promise<CaseSnapshot> {
  let snapshot = upgradeSnapshot(start);
  // Cases of 0.1.0 have no search attributes in their histories.
  const isIndexed = 'joint' in start;

  const oneByOne = inTurn();
  const record = async (happening: Happening): Promise<CaseSnapshot> => {
    const before = snapshot;
    snapshot = upgradeSnapshot(await recordTransition(before, happening));
    if (isIndexed && !isClosed() && (before.state !== snapshot.state || before.unit.unitId !== snapshot.unit.unitId)) upsertSearchAttributes(caseSearchAttributes(snapshot));
    return snapshot;
  };
  const refuseUnlessAllowed = (order: CaseOrder) => {
    const decision = decide(snapshot, order);
    if (!decision.ok) throw commandRefused(decision.refusal);
  };
  const isClosed = () => snapshot.state === 'closed';
  const now = () => new Date().toISOString();

  setHandler(snapshotQuery, () => snapshot);
  setHandler(duplicateSignal, async (duplicate) => {
    // What was merged into a case that was merged itself meanwhile goes on with it.
    await oneByOne(async () => {
      const keep = () => record({ kind: 'duplicate', duplicate, at: now() });
      // Where that one is over too, what was merged stays with the case that it was merged into.
      if (snapshot.mergedInto !== null) await tellOfDuplicate(snapshot.mergedInto, duplicate).catch(keep);
      else await keep();
    });
  });
  setHandler(duplicateUnmergedSignal, async (duplicate) => {
    await oneByOne(() => record({ kind: 'duplicateUnmerged', duplicate, at: now() }));
  });
  setHandler(calendarSignal, async (version) => {
    await oneByOne(() => record({ kind: 'calendar', version, at: now() }));
  });
  setHandler(
    commandUpdate,
    (order) =>
      oneByOne(async () => {
        // The validator saw the case before those that waited in front of this order. Who records decides again, on what
        // is stored; runs of 0.1.0 decided here.
        if (!isIndexed || order.command === 'merge') refuseUnlessAllowed(order);
        if (order.command === 'merge') await handOverTo(order, snapshot);
        return record({ kind: 'order', order, at: now() }).catch(asRefusal);
      }),
    { validator: refuseUnlessAllowed },
  );

  do {
    while (!isClosed()) {
      await waitForClockOrOrder(() => ({ sequence: snapshot.sequence, clock: nextClock(snapshot) }));
      await oneByOne(async () => {
        const clock = nextClock(snapshot);
        if (clock === null || clock.atInMs > Date.now()) return;
        await record({ kind: 'clock', fact: clock.fact, at: now(), ...(clock.unitId !== undefined && { unitId: clock.unitId }) });
      });
      if (workflowInfo().continueAsNewSuggested && !isClosed()) {
        await condition(allHandlersFinished);
        await continueAsNew<typeof caseLife>(snapshot);
      }
    }
    await condition(allHandlersFinished);
  } while (!isClosed());
  return snapshot;
}

/** The other case is told first: a case never ends in one that knows nothing of it. What was merged into it comes along. */
async function handOverTo({ into }: CaseOrder, snapshot: CaseSnapshot): Promise<void> {
  if (into === undefined || into === null) throw new Error('a merge without its target passed the table');
  try {
    await tellOfDuplicate(into, { caseId: snapshot.caseId, trackingNumber: snapshot.trackingNumber });
    for (const earlier of snapshot.duplicates) await tellOfDuplicate(into, earlier);
  } catch {
    throw commandRefused(refusalBy('targetClosed', snapshot, 'merge'));
  }
}

function tellOfDuplicate({ caseId }: CaseReference, duplicate: CaseReference): Promise<void> {
  return getExternalWorkflowHandle(caseId).signal(duplicateSignal, duplicate);
}
