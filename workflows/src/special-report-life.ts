import type { SpecialReport } from '@suqiao/contracts';
import { allHandlersFinished, condition, continueAsNew, defineQuery, defineUpdate, proxyActivities, proxyLocalActivities, setHandler, workflowInfo } from '@temporalio/workflow';
import { decideReport, endedReportStates, nextReportClock } from './domain';
import { commandRefused } from './refusal';
import { reportQuestionOf, type ReportActivities, type ReportHappening, type ReportOrder } from './report-happening';
import { asRefusal, inTurn, waitForClockOrOrder } from './turns';

/** Answers with the report after the command, or fails with `ApplicationFailure` of type `CommandRefused`. */
export const reportCommandUpdate = defineUpdate<SpecialReport, [ReportOrder]>('command');
export const reportQuery = defineQuery<SpecialReport>('snapshot');

const { recordReportTransition } = proxyLocalActivities<Pick<ReportActivities, 'recordReportTransition'>>({
  startToCloseTimeout: '10s',
  localRetryThreshold: '30s',
  retry: { initialInterval: '200ms', maximumInterval: '10s' },
});
const { drawReport } = proxyActivities<Pick<ReportActivities, 'drawReport'>>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

/**
 * The life of one special report, from drafting until the last of its problems is solved: it has the figures drawn, waits for
 * orders and for the days on which its problems are due, and has each recorded. An ended report's life is over; an order that
 * may still reach it (followProblem, recordInstruction, comment) starts it anew with the report as it is.
 */
export async function specialReportLife(start: SpecialReport): Promise<SpecialReport> {
  let report = start;
  const oneByOne = inTurn();
  const record = async (happening: ReportHappening): Promise<SpecialReport> => {
    report = await recordReportTransition(report, happening);
    return report;
  };
  const refuseUnlessAllowed = (order: ReportOrder) => {
    const decision = decideReport(report, reportQuestionOf(order));
    if (!decision.ok) throw commandRefused(decision.refusal);
  };
  const isOver = () => endedReportStates.includes(report.state);
  const now = () => new Date().toISOString();

  setHandler(reportQuery, () => report);
  // Who records decides again, on what is stored: the validator saw the report before those that waited in front of this order.
  setHandler(reportCommandUpdate, (order) => oneByOne(() => record({ kind: 'order', order, at: now() }).catch(asRefusal)), { validator: refuseUnlessAllowed });

  const draw = async () => {
    const drawn = report;
    await drawReport(drawn);
    await oneByOne(async () => {
      // It may have been abandoned meanwhile.
      if (report.state !== 'drafting') return;
      await record({ kind: 'order', order: { command: 'finishDrawing', orderId: `${drawn.reportId}:drawing:${String(drawn.drawing + 1)}`, by: { kind: 'system' } }, at: now() });
    });
  };

  do {
    while (!isOver()) {
      if (report.state === 'drafting') {
        await draw();
        continue;
      }
      await waitForClockOrOrder(() => ({ sequence: report.sequence, clock: nextReportClock(report) }));
      await oneByOne(async () => {
        const clock = nextReportClock(report);
        if (clock !== null && clock.atInMs <= Date.now()) await record({ kind: 'clock', problemId: clock.problemId, at: now() });
      });
      if (workflowInfo().continueAsNewSuggested && !isOver()) {
        await condition(allHandlersFinished);
        await continueAsNew<typeof specialReportLife>(report);
      }
    }
    await condition(allHandlersFinished);
  } while (!isOver());
  return report;
}
