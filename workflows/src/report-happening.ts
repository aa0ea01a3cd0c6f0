import type { Actor, ReportProblem, SpecialReport } from '@suqiao/contracts';
import type { ReportAsk, ReportQuestion } from './domain';

/** An order to a special report. What it names was looked up by whoever took it in; the table is asked by the workflow. */
export interface ReportOrder {
  readonly command: ReportAsk;
  /** The same id has one effect, however often it is given. */
  readonly orderId: string;
  readonly by: Actor;
  readonly reason?: string | null;
  readonly text?: string | null;
  readonly keepText?: boolean;
  readonly opinion?: string | null;
  readonly sending?: Omit<NonNullable<SpecialReport['sending']>, 'at'>;
  readonly receipt?: NonNullable<SpecialReport['receipt']>;
  readonly instruction?: SpecialReport['instructions'][number];
  readonly problemId?: string;
  /** What of the problem is set. */
  readonly problem?: Partial<Omit<ReportProblem, 'problemId' | 'overdue'>>;
}

/** What happened to a special report and is to be recorded, at an instant (RFC 3339). */
export type ReportHappening =
  | { readonly kind: 'order'; readonly order: ReportOrder; readonly at: string }
  | { readonly kind: 'clock'; readonly problemId: string; readonly at: string };

/** What the workflow asks of its service. */
export interface ReportActivities {
  /**
   * Writes the report after `happening`, with its event, in one atomic write, and answers with the report as it is stored then.
   * The store is the truth: what it has already is not written again, and where it is ahead of `before` the happening is
   * decided on what it has.
   * @throws ApplicationFailure `CommandRefused` for an order that the stored report does not allow
   */
  recordReportTransition(before: SpecialReport, happening: ReportHappening): Promise<SpecialReport>;
  /** Draws the report's figures and makes its text, and stores both; drawn again it is stored again. May take half a minute. */
  drawReport(report: SpecialReport): Promise<void>;
}

/** What the table is asked for an order. */
export function reportQuestionOf({ command, by, problemId, problem }: ReportOrder): ReportQuestion {
  return {
    command, subject: by.kind === 'person' ? by.subject : null, ...(problemId !== undefined && { problemId }),
    ...(problem?.issueId !== undefined && { issueId: problem.issueId }), ...(problem?.state !== undefined && { problemState: problem.state }),
  };
}
