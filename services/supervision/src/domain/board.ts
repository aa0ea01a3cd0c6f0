import type { Level, SupervisionQuery } from '@suqiao/contracts';

/** A condition on the board's rows, as the store asks it. */
export type BoardFilter = Readonly<Record<string, unknown>>;

/** States in which the appeal's clock runs. An answered case waits for its closing, and for no unit. */
const running = { $in: ['dispatched', 'returned', 'accepted'] };

/**
 * The rows of a list at an instant. `overdue`: past the appeal's due date; `dueSoon`: past its yellow instant, not its due
 * date; both only while the clock runs. The board's counts use these same conditions, so that a figure is its list's length.
 */
export function stateFilter(state: SupervisionQuery['state'], now: Date): BoardFilter {
  switch (state) {
    case 'overdue':
      return { state: running, dueAt: { $lte: now } };
    case 'dueSoon':
      return { state: running, dueAt: { $gt: now }, dueSoonAt: { $lte: now } };
    case 'open':
      return { state: { $ne: 'closed' } };
    default:
      return { state };
  }
}

/** The counted columns of the board, each as the condition of its list. */
export function countedFilters(now: Date): Readonly<Record<'open' | 'notAccepted' | 'dueSoon' | 'overdue' | 'answered' | 'closed' | 'unsure', BoardFilter>> {
  return {
    open: stateFilter('open', now),
    notAccepted: { state: { $in: ['dispatched', 'returned'] } },
    dueSoon: stateFilter('dueSoon', now),
    overdue: stateFilter('overdue', now),
    answered: stateFilter('answered', now),
    closed: stateFilter('closed', now),
    unsure: { state: running, unsure: true },
  };
}

/** A division's subtree, and a level. */
export function placeFilter(division: string | undefined, level: Level | undefined): BoardFilter {
  return { ...(division !== undefined && { divisionPath: division }), ...(level !== undefined && { level }) };
}
