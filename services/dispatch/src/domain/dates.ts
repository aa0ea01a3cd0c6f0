import type { CaseSnapshot, ClockBases, ClockBasis, Clocks, Duration, JointPart, PolicyPreset, WorkingCalendar } from '@suqiao/contracts';
import { businessDeadline, isRunning, subtractDuration, type Deadline } from '@suqiao/workflows';

/** What dates are counted with: the calendar of the day and the case's own policy. */
export interface DatingFacts {
  readonly calendar: WorkingCalendar;
  readonly policy: PolicyPreset;
}

/** A clock that starts at an instant and has not stood still yet. */
export function basisFrom(at: string, within: Duration): ClockBasis {
  return { from: at, within, pauses: [] };
}

/**
 * The due date of a basis.
 * @throws Error while the clock stands still: then there is none
 */
export function dateOf(basis: ClockBasis, calendar: WorkingCalendar): Deadline {
  if (!isRunning(basis)) throw new Error('a suspended clock has no due date');
  return businessDeadline(calendar, basis);
}

/** Every clock of a case, counted from its bases. */
export function clocksFrom(bases: ClockBases, { calendar, policy }: DatingFacts): Clocks {
  const business = dateOf(bases.business, calendar);
  const step = dateOf(bases.step, calendar);
  const dueSoon = subtractDuration(calendar, step, policy.dueSoonBefore);
  // A short step may be all yellow; the light never starts before the step does.
  const dueSoonAt = new Date(Math.max(dueSoon.at.getTime(), Date.parse(bases.step.from)));
  return {
    dueAt: business.at.toISOString(), dueSoonAt: dueSoonAt.toISOString(), stepDueAt: step.at.toISOString(),
    acceptBy: bases.acceptance === null ? null : dateOf(bases.acceptance, calendar).at.toISOString(),
    ...(bases.reply !== undefined && { replyBy: dateOf(bases.reply, calendar).at.toISOString() }),
    closeBy: bases.closing === null ? null : dateOf(bases.closing, calendar).at.toISOString(),
    provisional: business.provisional || step.provisional,
  };
}

/** The bases of a case. One of 0.1.0 has none on record: they follow from when it was dispatched and when it rose. */
export function basesOf(snapshot: CaseSnapshot, policy: PolicyPreset): ClockBases {
  if (snapshot.bases !== null) return snapshot.bases;
  const rise = snapshot.late.filter((late) => late.clock === 'step' && late.level !== snapshot.level).at(-1);
  const business = basisFrom(snapshot.dispatchedAt, policy.resolveWithin);
  const step = rise === undefined || snapshot.level === 'county' ? business : basisFrom(rise.at, policy.escalatedWithin[snapshot.level]);
  return {
    business, step,
    acceptance: snapshot.clocks.acceptBy === null ? null : basisFrom(step.from, policy.acceptWithin),
    closing: snapshot.answeredAt === null || snapshot.clocks.closeBy === null ? null : basisFrom(snapshot.answeredAt, policy.closeWithin),
  };
}

/** Bases and clocks after `changed`, all counted anew. */
export function dated(bases: ClockBases, facts: DatingFacts): Pick<CaseSnapshot, 'bases' | 'clocks' | 'calendarVersion'> {
  return { bases, clocks: clocksFrom(bases, facts), calendarVersion: facts.calendar.version };
}

/** The clocks of a round that begins at an instant: of a new case, or of one taken up again. */
export function openingBases(at: string, policy: PolicyPreset): ClockBases {
  const business = basisFrom(at, policy.resolveWithin);
  const reply = policy.replyWithin !== null && { reply: basisFrom(at, policy.replyWithin) };
  return { business, step: business, acceptance: basisFrom(at, policy.acceptWithin), ...reply, closing: null };
}

/** The acceptance clock started anew or stopped, and no other date touched. */
export function withAcceptance(before: CaseSnapshot, acceptance: ClockBasis | null, facts: DatingFacts): Pick<CaseSnapshot, 'bases' | 'clocks'> {
  const acceptBy = acceptance === null ? null : dateOf(acceptance, facts.calendar).at.toISOString();
  return { bases: { ...basesOf(before, facts.policy), acceptance }, clocks: { ...before.clocks, acceptBy } };
}

/** The closing clock started or stopped, and no other date touched. */
export function withClosing(before: CaseSnapshot, closing: ClockBasis | null, facts: DatingFacts): { readonly bases: ClockBases; readonly clocks: Clocks } {
  const closeBy = closing === null ? null : dateOf(closing, facts.calendar).at.toISOString();
  return { bases: { ...basesOf(before, facts.policy), closing }, clocks: { ...before.clocks, closeBy } };
}

/** The first reply was given: its clock stops, and no other date is touched. */
export function replied({ bases, clocks }: { readonly bases: ClockBases; readonly clocks: Clocks }): { readonly bases: ClockBases; readonly clocks: Clocks } {
  const { business, step, acceptance, closing } = bases;
  const { dueAt, dueSoonAt, stepDueAt, acceptBy, closeBy, provisional } = clocks;
  return { bases: { business, step, acceptance, closing }, clocks: { dueAt, dueSoonAt, stepDueAt, acceptBy, closeBy, provisional } };
}

/** 挂起: every clock of the case stands still from `at`. */
export function paused(bases: ClockBases, at: string): ClockBases {
  const pause = (basis: ClockBasis): ClockBasis => ({ ...basis, pauses: [...basis.pauses, { from: at, to: null }] });
  return { ...bases, business: pause(bases.business), step: pause(bases.step), ...(bases.reply !== undefined && { reply: pause(bases.reply) }) };
}

/** The clocks run again from `at`. */
export function resumed(bases: ClockBases, at: string): ClockBases {
  const reply = bases.reply !== undefined && { reply: runningAgain(bases.reply, at) };
  return { ...bases, business: runningAgain(bases.business, at), step: runningAgain(bases.step, at), ...reply };
}

/** Joint parts stand still with the case: an open one has its pause, and after it its own new date. */
export function pausedParts(parts: readonly JointPart[], at: string): JointPart[] {
  return parts.map((part) => (part.endedAt === null ? { ...part, basis: { ...part.basis, pauses: [...part.basis.pauses, { from: at, to: null }] } } : part));
}

export function resumedParts(parts: readonly JointPart[], at: string, calendar: WorkingCalendar): JointPart[] {
  return parts.map((part) => {
    if (part.endedAt !== null) return part;
    const basis = runningAgain(part.basis, at);
    return { ...part, basis, dueAt: dateOf(basis, calendar).at.toISOString() };
  });
}

function runningAgain(basis: ClockBasis, at: string): ClockBasis {
  return { ...basis, pauses: basis.pauses.map((pause) => ({ ...pause, to: pause.to ?? at })) };
}
