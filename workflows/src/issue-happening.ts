import type { Actor, CommonIssue, Duration, IssueOutcome, Measure, UnitReference } from '@suqiao/contracts';
import type { IssueAsk, IssueClockFact } from './domain';

/** An order to a common issue. What it names was looked up by whoever took it in; the table is asked by the workflow. */
export interface IssueOrder {
  readonly command: IssueAsk;
  /** The same id has one effect, however often it is given. */
  readonly orderId: string;
  readonly by: Actor;
  readonly reason?: string | null;
  readonly text?: string | null;
  /** rename, confirm: the new name. */
  readonly name?: string | null;
  /** nameLead. */
  readonly lead?: UnitReference;
  readonly joint?: readonly UnitReference[];
  readonly study?: string;
  readonly proposals?: readonly string[];
  readonly consultation?: NonNullable<CommonIssue['consultation']>;
  readonly measure?: Measure;
  readonly outcome?: IssueOutcome;
  readonly reply?: string;
  readonly extendBy?: Duration;
  /** joinInto: the issue that goes on. */
  readonly into?: string;
}

/** What happened to a common issue and is to be recorded, at an instant (RFC 3339). */
export type IssueHappening =
  | { readonly kind: 'order'; readonly order: IssueOrder; readonly at: string }
  | { readonly kind: 'clock'; readonly fact: IssueClockFact; readonly at: string };

/** What the workflow asks of its service. */
export interface IssueActivities {
  /**
   * Writes the issue after `happening`, with its event, in one atomic write, and answers with the issue as it is stored then.
   * The store is the truth: what it has already is not written again, and where it is ahead of `before` the happening is
   * decided on what it has.
   * @throws ApplicationFailure `CommandRefused` for an order that the stored issue does not allow
   */
  recordIssueTransition(before: CommonIssue, happening: IssueHappening): Promise<CommonIssue>;
}
