import { caseStates, levels, type CaseSnapshot, type Counts, type Level, type SupervisionQuery } from '@suqiao/contracts';
import { compareLevels, levelAbove } from '@suqiao/workflows/domain';

/** A condition on the board's rows, as the store asks it. */
export type BoardFilter = Readonly<Record<string, unknown>>;

/** What of the board a reader may see: a division's subtree, or what one unit has or had a part in; with or without confidential cases. */
export interface BoardScope {
  readonly divisionCode: string;
  readonly unitId: string | null;
  readonly confidential: boolean;
}

/** A stretch of time with both its ends, as RFC 3339 in UTC or as days of Asia/Shanghai; either end may be open. */
export interface Window {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A list of the board. Every condition that is given holds. */
export interface BoardQuestion {
  readonly scope: BoardScope;
  readonly state: SupervisionQuery['state'];
  readonly level?: Level | undefined;
  /** A division with what lies below it, or `directly` without. */
  readonly division?: string | undefined;
  readonly directly?: boolean | undefined;
  /** When it is due. */
  readonly due?: Window | undefined;
  /** When it was answered last. */
  readonly answered?: Window | undefined;
  /** Only cases with a request that waits for a decision, at these levels. */
  readonly waitingAt?: readonly Level[] | undefined;
  /** The beginning of the tracking number. */
  readonly number?: string | undefined;
}

/** Where a list's rows lie. */
export interface BoardArea {
  /** The asked division, own code first, then its ancestors; null where none is asked. */
  readonly askedPath: readonly string[] | null;
  /** Every place there may be within it, and within the division of a reader who has no unit. */
  readonly places: readonly string[];
}

/** States in which the appeal's clock runs. An answered case waits for its closing, and for no unit; a suspended one stands still. */
export const runningStates = ['dispatched', 'returned', 'accepted'] as const satisfies readonly CaseSnapshot['state'][];
const openStates = [...runningStates, 'suspended', 'answered'] as const;
const running = { $in: [...runningStates] };

/** The instants of a case between which its light changes. */
export interface LightTimes {
  /** 到期日: red from here. */
  readonly dueAt: Date;
  /** Yellow from here until red: the step's own warning or the step's end, whichever comes first; never after `dueAt`. */
  readonly yellowAt: Date;
}

/** When the light of a case changes while its clock runs. Agrees with `lightOf` of the workflows' domain. */
export function lightTimes(clocks: CaseSnapshot['clocks']): LightTimes {
  const dueInMs = Date.parse(clocks.dueAt);
  return { dueAt: new Date(dueInMs), yellowAt: new Date(Math.min(Date.parse(clocks.dueSoonAt), Date.parse(clocks.stepDueAt), dueInMs)) };
}

/**
 * The rows of a list at an instant. `overdue`: red light, past the appeal's due date; `dueSoon`: yellow light, not yet past; `notAccepted`:
 * `dispatched` and `returned` together; `unsure`: running cases that a person must sort; `running`: the clock runs; `all`: every one.
 * The board's counts use these same conditions, so that a figure is its list's length.
 */
export function stateFilter(state: SupervisionQuery['state'], now: Date): BoardFilter {
  switch (state) {
    case 'all':
      return {};
    case 'running':
      return { state: running };
    case 'overdue':
      return { state: running, dueAt: { $lte: now } };
    case 'dueSoon':
      return { state: running, dueAt: { $gt: now }, yellowAt: { $lte: now } };
    case 'notAccepted':
      return { state: { $in: ['dispatched', 'returned'] } };
    case 'unsure':
      return { state: running, unsure: { $eq: true } };
    case 'open':
      return { state: { $in: [...openStates] } };
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

/**
 * What a reader may see, within a division. One code finds the rows by index, the narrower one; the other is asked of each
 * row that was found: an index of many codes a row can't hold two of them at once.
 */
export function scopeFilter({ divisionCode, unitId, confidential }: BoardScope, { askedPath, places }: BoardArea): BoardFilter {
  const shown = confidential ? {} : { confidential: { $ne: true } };
  const [asked] = askedPath ?? [];
  const within = (code: string) => ({ $expr: { $in: [code, '$divisionPath'] } });
  if (unitId !== null) return { handledBy: unitId, ...(asked !== undefined && { place: { $in: [...places] } }), ...shown };
  if (asked === undefined || asked === divisionCode) return { divisionPath: divisionCode, ...shown };
  return askedPath?.includes(divisionCode) === true ? { divisionPath: asked, ...within(divisionCode), ...shown } : { divisionPath: divisionCode, ...within(asked), ...shown };
}

/**
 * Every condition of a list.
 * @param byLight whether the rows are found by the instant they turn yellow
 */
export function questionFilters(question: BoardQuestion, area: BoardArea, now: Date, byLight = false): BoardFilter[] {
  const { scope, state, level, directly, due, answered, waitingAt, number } = question;
  const answeredAt = answered === undefined ? {} : Object.fromEntries(Object.entries(bounds(answered)).map(([operator, at]) => [operator, at.toISOString()]));
  return [
    ...(byLight ? [{ running: true }] : []),
    number === undefined && !byLight ? scopeFilter(scope, area) : placeScope(scope, area),
    // The board's order lies behind the state in its indexes: every state is named, unless another index finds the few rows.
    state === 'all' && answered === undefined && number === undefined ? { state: { $in: [...caseStates] } } : stateFilter(state, now),
    ...(level === undefined ? [] : [{ level }]),
    ...(directly === true && area.askedPath !== null ? [{ place: placeOf(area.askedPath) }] : []),
    ...(due === undefined ? [] : [{ dueAt: bounds(due) }]),
    ...(answered === undefined ? [] : [{ 'snapshot.answeredAt': answeredAt }]),
    ...(waitingAt === undefined ? [] : [{ level: { $in: [...waitingAt] }, waiting: true }]),
    ...(number === undefined ? [] : [{ 'snapshot.trackingNumber': { $gte: number, $lt: `${number}\uffff` } }]),
  ];
}

/** As `scopeFilter`, where the rows are found by number or by light: those indexes hold the place, and no list of codes. */
function placeScope({ unitId, confidential }: BoardScope, { askedPath, places }: BoardArea): BoardFilter {
  return { ...(unitId !== null && { handledBy: unitId }), ...((unitId === null || askedPath !== null) && { place: { $in: [...places] } }), ...(!confidential && { confidential: { $ne: true } }) };
}

/** `divisionPath` in one value. */
export function placeOf(divisionPath: readonly string[]): string {
  return divisionPath.join('/');
}

/** A window, where either end is given. */
export function windowOf(from: string | undefined, to: string | undefined): Window | undefined {
  return from === undefined && to === undefined ? undefined : { from, to };
}

function bounds({ from, to }: Window): { readonly $gte?: Date; readonly $lte?: Date } {
  return { ...(from !== undefined && { $gte: isDay(from) ? startOfDay(from) : new Date(from) }), ...(to !== undefined && { $lte: isDay(to) ? endOfDay(to) : new Date(to) }) };
}

function isDay(text: string): boolean {
  return text.length === 'yyyy-mm-dd'.length;
}

/** The first instant of a day in Asia/Shanghai. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`);
}

/** The last instant before the day after. */
export function endOfDay(day: string): Date {
  return new Date(startOfDay(day).getTime() + 24 * 3600 * 1000 - 1);
}

/** Levels whose requests a reader's level decides: those below, and at the province its own. */
export function decidedLevels(level: Level): Level[] {
  return levels.filter((other) => compareLevels(level, other) > 0 || (other === level && levelAbove(level) === null));
}

/** What a list is in the order of, then of the case: the due date, unless it was asked for by answer or by number. */
export type BoardOrder = 'due' | 'answered' | 'number';

export function orderOf({ answered, number }: Pick<BoardQuestion, 'answered' | 'number'>): BoardOrder {
  if (number !== undefined) return 'number';
  return answered === undefined ? 'due' : 'answered';
}

/** The position of a page's end: what its order says, an instant as RFC 3339, and its case. */
export interface BoardPosition {
  readonly key: string;
  readonly caseId: string;
}

/** @returns `null` when the text that a cursor held is no position of a list in this order */
export function boardPosition([key, caseId]: readonly [string, string], order: BoardOrder = 'due'): BoardPosition | null {
  if (order === 'number') return { key, caseId };
  const at = new Date(key);
  return Number.isNaN(at.getTime()) || at.toISOString() !== key ? null : { key, caseId };
}
