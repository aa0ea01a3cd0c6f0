import type { Actor, CaseCommand, CaseReference, CaseSnapshot, Duration, Satisfaction, Solution, UnitReference } from '@suqiao/contracts';
import type { ClockFact } from './domain';

/** A person's order to a case. Target and texts were checked by whoever took the order in; the table is asked by the workflow. */
export interface CaseOrder {
  readonly command: CaseCommand;
  /** The same id has one effect, however often it is given. */
  readonly orderId?: string;
  readonly by: Actor;
  readonly reason: string | null;
  /** transfer: to whom; releaseJoint: whose part. */
  readonly unit: UnitReference | null;
  /** transfer: a correction of the category. */
  readonly categoryCode: string | null;
  /** answer, answerJoint: what is answered. */
  readonly answer: string | null;
  readonly final?: boolean;
  readonly solution?: Solution | null;
  /** askJoint: who, what is asked, and their own time where it is not the policy's. comment: `text`. */
  readonly units?: readonly UnitReference[];
  readonly text?: string | null;
  readonly within?: Duration | null;
  /** answerJoint: on whose behalf. */
  readonly byUnitId?: string | null;
  /** requestExtension: how much; requestSuspension: until when. */
  readonly extendBy?: Duration | null;
  readonly until?: string | null;
  readonly satisfaction?: Satisfaction | null;
  /** followUp: how many redos the policy grants. */
  readonly redoAtMost?: number;
  /** merge: the case that goes on. */
  readonly into?: CaseReference | null;
  readonly intoCaseId?: string | null;
  readonly confidential?: boolean;
}

/** What happened to a case and is to be recorded, at an instant (RFC 3339). */
export type Happening =
  | { readonly kind: 'order'; readonly order: CaseOrder; readonly at: string }
  | { readonly kind: 'clock'; readonly fact: ClockFact; readonly at: string; readonly unitId?: string }
  | { readonly kind: 'duplicate'; readonly duplicate: CaseReference; readonly at: string }
  | { readonly kind: 'duplicateUnmerged'; readonly duplicate: CaseReference; readonly at: string }
  | { readonly kind: 'calendar'; readonly version: string; readonly at: string };

/** What the workflow asks of its service. */
export interface CaseActivities {
  /**
   * Writes the case after `happening`, with its event, in one atomic write, and answers with the case as it is stored then.
   * The store is the truth: what it has already is not written again, and where it is ahead of `before` (a task of the
   * workflow was lost after its writes) the happening is decided on what it has.
   * @throws ApplicationFailure `CommandRefused` for an order that the stored case does not allow
   */
  recordTransition(before: CaseSnapshot, happening: Happening): Promise<CaseSnapshot>;
}
