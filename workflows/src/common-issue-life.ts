import type { CommonIssue } from '@suqiao/contracts';
import { allHandlersFinished, condition, continueAsNew, defineQuery, defineUpdate, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import { decideIssue, endedIssueStates, nextIssueClock } from './domain';
import type { IssueActivities, IssueHappening, IssueOrder } from './issue-happening';
import { commandRefused } from './refusal';
import { asRefusal, inTurn, waitForClockOrOrder } from './turns';

/** Answers with the issue after the command, or fails with `ApplicationFailure` of type `CommandRefused`. */
export const issueCommandUpdate = defineUpdate<CommonIssue, [IssueOrder]>('command');
export const issueQuery = defineQuery<CommonIssue>('snapshot');

const { recordIssueTransition } = proxyLocalActivities<IssueActivities>({
  startToCloseTimeout: '10s',
  localRetryThreshold: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});

/**
 * The life of one common issue, from candidate to closing: it waits for orders and for the clock of its step, and has each
 * recorded. An ended issue's life is over; an order that may still reach it (reopen, revive, comment) starts it anew with
 * the issue as it is.
 */
export async function commonIssueLife(start: CommonIssue): Promise<CommonIssue> {
  let issue = start;
  const oneByOne = inTurn();
  const record = async (happening: IssueHappening): Promise<CommonIssue> => {
    issue = await recordIssueTransition(issue, happening);
    return issue;
  };
  const refuseUnlessAllowed = ({ command, by }: IssueOrder) => {
    const decision = decideIssue(issue, { command, bySystem: by.kind !== 'person' });
    if (!decision.ok) throw commandRefused(decision.refusal);
  };
  const isOver = () => endedIssueStates.includes(issue.state);
  const now = () => new Date().toISOString();

  setHandler(issueQuery, () => issue);
  // Who records decides again, on what is stored: the validator saw the issue before those that waited in front of this order.
  setHandler(issueCommandUpdate, (order) => oneByOne(() => record({ kind: 'order', order, at: now() }).catch(asRefusal)), { validator: refuseUnlessAllowed });

  do {
    while (!isOver()) {
      await waitForClockOrOrder(() => ({ sequence: issue.sequence, clock: nextIssueClock(issue) }));
      await oneByOne(async () => {
        const clock = nextIssueClock(issue);
        if (clock !== null && clock.atInMs <= Date.now()) await record({ kind: 'clock', fact: clock.fact, at: now() });
      });
      if (workflowInfo().continueAsNewSuggested && !isOver()) {
        await condition(allHandlersFinished);
        await continueAsNew<typeof commonIssueLife>(issue);
      }
    }
    await condition(allHandlersFinished);
  } while (!isOver());
  return issue;
}
