import type { Duration, PolicyPreset, WorkingCalendar } from '@suqiao/contracts';
import { hourInMs, minuteInMs, WorkingDays, type Deadline } from './working-days';

/** A stretch in which a clock stood still, RFC 3339, `from` inclusive and `to` exclusive; `to` is null while it still does. */
export interface ClockPause {
  readonly from: string;
  readonly to: string | null;
}

/**
 * What a due date is counted from. It is kept instead of the remaining time, so that a newly loaded year or a changed rule
 * counts anew and loses no pause (Zammad #534, GLPI #6902).
 */
export interface BusinessBasis {
  /** RFC 3339 */
  readonly from: string;
  readonly within: Duration;
  readonly pauses: readonly ClockPause[];
}

/** A basis whose clock runs: every pause has ended. Only such a basis has a deadline. */
export interface RunningBasis extends BusinessBasis {
  readonly pauses: readonly { readonly from: string; readonly to: string }[];
}

/** What is left of a basis at an instant, for display. */
export interface Remaining {
  /** In the rule's own unit, never negative. Working days count the days after this one: 0 on the due date itself. */
  readonly left: Duration;
  /** The clock stands still at that instant; `left` stays as it is until it runs again. */
  readonly paused: boolean;
  /** The deadline has passed; a pause that began later did not undo that. */
  readonly over: boolean;
  readonly provisional: boolean;
}

/** Whether a basis has a deadline now; a paused one has none, only what is left of it (`remainingAt`). */
export function isRunning<Basis extends BusinessBasis>(basis: Basis): basis is Basis & RunningBasis {
  return basis.pauses.every(({ to }) => to !== null);
}

/**
 * The due date of a basis. Without pauses it is `addDuration`'s. A pause costs, in working-day rules, the working days in
 * (day of its start, day of its end], so that a weekend in it is not counted twice (GLPI #10594, #14492) and one within a
 * day moves nothing; in office-hour rules the open hours in it; in minutes and seconds all of it. A deadline is never met
 * asleep: if it would lie within a pause, it is the first office end after the pause instead, also when the pause took no
 * working day. A pause that begins once the deadline has passed changes nothing; pauses that overlap count once.
 * @throws DayNotCoveredError when the basis begins before the calendar does
 * @throws RangeError for an instant that is none, or a pause that ends before it begins
 */
export function businessDeadline(calendar: WorkingCalendar, basis: RunningBasis): Deadline {
  const days = new WorkingDays(calendar);
  days.mark(instant(basis.from));
  const { deadline } = run(courseOf(days, basis.within), basis, mergedPauses(basis, null));
  return days.mark(deadline);
}

/**
 * What is left at an instant, also while paused. What happens after that instant does not count.
 * @throws DayNotCoveredError and RangeError as `businessDeadline` does
 */
export function remainingAt(calendar: WorkingCalendar, basis: BusinessBasis, at: Date): Remaining {
  const days = new WorkingDays(calendar);
  days.mark(instant(basis.from));
  const course = courseOf(days, basis.within);
  const pauses = mergedPauses(basis, at);
  const last = pauses.at(-1);
  const paused = last?.open === true;
  const { deadline, left } = run(course, basis, pauses);
  const over = left === null || (!paused && deadline <= at);
  const now = new Date(Math.max(at.getTime(), instant(basis.from).getTime()));
  // While paused, what is left stands still; else it is what remains of the way, and a day off does not lengthen it.
  const rest = over ? 0 : paused ? left : Math.min(left, course.left(now, deadline));
  return { left: course.duration(rest), paused, over, provisional: days.mark(deadline).provisional };
}

/** Why an extension is refused: 延期 is not provided for, used up, in another unit than the rule, too long, or nothing. */
export type ExtensionRefusalRule = 'notAllowed' | 'timesUsedUp' | 'unitsDiffer' | 'beyondLimit' | 'nothingAdded';

/** A refused extension: the rule, and the limit it met. `longest` is what may still be added, null where nothing may. */
export interface ExtensionRefusal {
  readonly rule: ExtensionRefusalRule;
  readonly limit: PolicyPreset['extension'];
  readonly longest: Duration | null;
}

export type ExtensionDecision<Basis extends BusinessBasis> =
  | { readonly ok: true; readonly basis: Basis }
  | { readonly ok: false; readonly refusal: ExtensionRefusal };

/**
 * 延期: the basis with `added` more time, counted from the same start with the same pauses.
 * @param extension the preset's limit of the whole, not of what is added
 * @param timesBefore how many extensions the case already had
 */
export function extendedBasis<Basis extends BusinessBasis>(
  basis: Basis, extension: PolicyPreset['extension'], added: Duration, timesBefore: number,
): ExtensionDecision<Basis> {
  const { within } = basis;
  const refuse = (rule: ExtensionRefusalRule, longest: Duration | null): ExtensionDecision<Basis> => ({ ok: false, refusal: { rule, limit: extension, longest } });
  if (extension === null) return refuse('notAllowed', null);
  if (timesBefore >= extension.times) return refuse('timesUsedUp', null);
  if (within.unit !== extension.atMost.unit) return refuse('unitsDiffer', null);
  const room = extension.atMost.amount - within.amount;
  const longest = room > 0 ? { unit: within.unit, amount: room } : null;
  if (added.unit !== within.unit) return refuse('unitsDiffer', longest);
  if (!(added.amount > 0)) return refuse('nothingAdded', longest);
  if (added.amount > room) return refuse('beyondLimit', longest);
  return { ok: true, basis: { ...basis, within: { unit: within.unit, amount: within.amount + added.amount } } };
}

/** How one unit of a rule runs. What is left is counted in whole working days or in milliseconds. */
interface Course {
  readonly whole: number;
  readonly start: (from: Date) => Date;
  readonly resume: (at: Date, left: number) => Date;
  readonly left: (from: Date, deadline: Date) => number;
  readonly duration: (left: number) => Duration;
}

function courseOf(days: WorkingDays, within: Duration): Course {
  const { unit, amount } = within;
  switch (unit) {
    case 'workingDays':
      return {
        whole: amount,
        start: (from) => days.endOfWorkingDay(from, amount),
        resume: (at, left) => (left === 0 ? days.nextClose(at) : days.endOfWorkingDay(at, left)),
        left: (from, deadline) => days.workingDaysBetween(from, deadline),
        duration: (left) => ({ unit, amount: left }),
      };
    case 'officeHours': {
      const whole = Math.round(amount * hourInMs);
      const resume = (at: Date, left: number) => days.addOfficeTime(at, left);
      return { whole, start: (from) => resume(from, whole), resume, left: (from, deadline) => days.officeTimeBetween(from, deadline), duration: (left) => ({ unit, amount: left / hourInMs }) };
    }
    case 'minutes':
    case 'seconds': {
      const unitInMs = unit === 'minutes' ? minuteInMs : 1000;
      const whole = Math.round(amount * unitInMs);
      const resume = (at: Date, left: number) => new Date(at.getTime() + left);
      return { whole, start: (from) => resume(from, whole), resume, left: (from, deadline) => Math.max(0, deadline.getTime() - from.getTime()), duration: (left) => ({ unit, amount: left / unitInMs }) };
    }
  }
}

/** Pauses in order, none touching another. An open one ends where the question is asked. */
interface Stretch {
  readonly from: Date;
  readonly to: Date;
  readonly open: boolean;
}

/** Follows the clock through the pauses: the deadline after the last, and what was left then; null once it has passed. */
function run(course: Course, basis: BusinessBasis, pauses: readonly Stretch[]): { readonly deadline: Date; readonly left: number | null } {
  let deadline = course.start(instant(basis.from));
  let left = course.whole;
  for (const { from, to } of pauses) {
    if (from >= deadline) return { deadline, left: null };
    // Never more than was left when the clock last ran: a day off before the next office end would give a day for nothing.
    left = Math.min(left, course.left(from, deadline));
    deadline = course.resume(to, left);
  }
  return { deadline, left };
}

/** Pauses after the start of the basis, up to `until` where one is given, with those that touch or overlap made one. */
function mergedPauses(basis: BusinessBasis, until: Date | null): Stretch[] {
  const start = instant(basis.from);
  const ordered = basis.pauses
    .map((pause) => stretchOf(pause, until))
    .filter((stretch) => stretch !== null)
    .map((stretch) => ({ ...stretch, from: stretch.from < start ? start : stretch.from }))
    .filter(({ from, to, open }) => from < to || (open && from.getTime() === to.getTime()))
    .sort((one, other) => one.from.getTime() - other.from.getTime());
  const merged: Stretch[] = [];
  for (const next of ordered) {
    const last = merged.at(-1);
    if (last === undefined || last.to < next.from) merged.push(next);
    else merged[merged.length - 1] = { from: last.from, to: last.to < next.to ? next.to : last.to, open: last.open || next.open };
  }
  return merged;
}

function stretchOf(pause: ClockPause, until: Date | null): Stretch | null {
  const from = instant(pause.from);
  const end = pause.to === null ? null : instant(pause.to);
  if (end !== null && end < from) throw new RangeError(`a pause from ${pause.from} cannot end at ${String(pause.to)}`);
  if (until === null) {
    if (end === null) throw new RangeError(`the pause from ${pause.from} has not ended: there is no deadline, only what remains`);
    return { from, to: end, open: false };
  }
  if (from > until) return null;
  const open = end === null || until < end;
  return { from, to: open ? until : end, open };
}

function instant(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) throw new RangeError(`${text} is no instant`);
  return at;
}
