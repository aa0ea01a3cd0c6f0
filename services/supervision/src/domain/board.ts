import type { CaseSnapshot, Counts, Level, SupervisionQuery } from '@suqiao/contracts';

/** A condition on the board's rows, as the store asks it. */
export type BoardFilter = Readonly<Record<string, unknown>>;

/** States in which the appeal's clock runs. An answered case waits for its closing, and for no unit; a suspended one stands still. */
const running = { $in: ['dispatched', 'returned', 'accepted'] };

/** The instants of a case between which its light changes. */
export interface LightTimes {
  /** 到期日: red from here. */
  readonly dueAt: Date;
  /** Yellow from here: the step's own warning, or the step's end where that comes first. */
  readonly yellowAt: Date;
}

/** When the light of a case changes while its clock runs. Agrees with `lightOf` of the workflows' domain. */
export function lightTimes(clocks: CaseSnapshot['clocks']): LightTimes {
  return { dueAt: new Date(clocks.dueAt), yellowAt: new Date(Math.min(Date.parse(clocks.dueSoonAt), Date.parse(clocks.stepDueAt))) };
}

/**
 * The rows of a list at an instant. `overdue`: red light, past the appeal's due date; `dueSoon`: yellow light, not yet past; `notAccepted`:
 * `dispatched` and `returned` together; `unsure`: running cases that a person must sort.
 * The board's counts use these same conditions, so that a figure is its list's length.
 */
export function stateFilter(state: SupervisionQuery['state'], now: Date): BoardFilter {
  switch (state) {
    case 'overdue':
      return { state: running, dueAt: { $lte: now } };
    case 'dueSoon':
      return { state: running, dueAt: { $gt: now }, yellowAt: { $lte: now } };
    case 'notAccepted':
      return { state: { $in: ['dispatched', 'returned'] } };
    case 'unsure':
      return { state: running, unsure: { $eq: true } };
    case 'open':
      return { state: { $in: ['dispatched', 'returned', 'accepted', 'suspended', 'answered'] } };
    default:
      return { state: { $in: [state] } };
  }
}

/** The counted columns of the board, each as the condition of its list. */
export function countedFilters(now: Date): Readonly<Record<keyof Counts, BoardFilter>> {
  return {
    open: stateFilter('open', now),
    notAccepted: stateFilter('notAccepted', now),
    dueSoon: stateFilter('dueSoon', now),
    overdue: stateFilter('overdue', now),
    answered: stateFilter('answered', now),
    closed: stateFilter('closed', now),
    unsure: stateFilter('unsure', now),
  };
}

/** A division's subtree, and a level; either may be left open. */
export function placeFilter(division: string | undefined, level: Level | undefined): BoardFilter {
  return { ...(division !== undefined && { divisionPath: division }), ...(level !== undefined && { level }) };
}

/** The position of a page's end: its due date in RFC 3339 and its case. */
export interface BoardPosition {
  readonly dueAt: Date;
  readonly caseId: string;
}

/** @returns `null` when the text that a cursor held is no position of the board */
export function boardPosition([dueAt, caseId]: readonly [string, string]): BoardPosition | null {
  const at = new Date(dueAt);
  return Number.isNaN(at.getTime()) || at.toISOString() !== dueAt ? null : { dueAt: at, caseId };
}
