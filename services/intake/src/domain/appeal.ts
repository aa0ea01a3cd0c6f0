import type { AppealView, CaseSnapshot, Transition } from '@suqiao/contracts';
import { occurredAtBounds } from '@suqiao/contracts';

/** Which of Suqiao's rules `occurredAt` (RFC 3339) breaks at `now`, or `null`. */
export function occurredAtFault(occurredAt: string, now: Date): 'occurredAt.future' | 'occurredAt.past' | null {
  const at = Date.parse(occurredAt);
  if (at > now.getTime() + occurredAtBounds.latestAheadInMs) return 'occurredAt.future';
  return at < Date.parse(occurredAtBounds.earliest) ? 'occurredAt.past' : null;
}

/** `13812345678` → `138****5678`; a shorter number shows its last two digits only. */
export function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  const digits = phone.replaceAll(/\D/g, '');
  return digits.length >= 8 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`;
}

/** `张小明` → `张**`. The number of stars does not tell the name's length, except that a name of one character keeps none. */
export function maskContact(contact: string | null): string | null {
  if (contact === null) return null;
  const [first = '', ...rest] = Array.from(contact);
  return rest.length === 0 ? '*' : `${first}**`;
}

/** A stored step: the transition, its place in the case's order, and the unit that had the case after it. */
export interface StoredStep extends Transition {
  readonly sequence: number;
  readonly level: CaseSnapshot['level'];
  readonly unitName: { readonly zh: string; readonly en: string };
}

/** The step that a case event adds to its appeal's timeline. */
export function stepOf(snapshot: CaseSnapshot, transition: Transition): StoredStep {
  return { ...transition, sequence: snapshot.sequence, level: snapshot.level, unitName: snapshot.unit.name };
}

/** Steps between units and supervisors, which say nothing to a channel. */
const internalSteps: ReadonlySet<Transition['type']> = new Set([
  'commented', 'confidentialSet', 'extensionRequested', 'suspensionRequested', 'riseRequested', 'requestRefused', 'jointAsked', 'jointAnswered', 'jointReleased',
  'jointOverdue', 'answerPassed', 'sentBack', 'recalculated',
]);

/** Whether a channel is told of such a step. */
export function isToldToChannel(type: Transition['type']): boolean {
  return !internalSteps.has(type);
}

/**
 * The timeline as its reader may see it. A channel learns what happened and where, not who did it nor what units told each
 * other.
 * @param insider whether the reader works inside the federation
 */
export function visibleSteps(steps: readonly StoredStep[], insider: boolean): AppealView['timeline'] {
  return steps.filter((step) => insider || isToldToChannel(step.type)).map((step) => ({
    type: step.type, at: step.at, level: step.level, unitName: step.unitName,
    reason: insider ? step.reason : null,
    byName: insider && step.by.kind === 'person' ? step.by.name : null,
  }));
}

/** The day in Shanghai as `YYYY-MM-DD`. China has had one time zone without summer time since 1992. */
export function shanghaiDay(at: Date): string {
  return new Date(at.getTime() + 8 * 3600 * 1000).toISOString().slice(0, 10);
}

/** The date in Shanghai as `yyyymmdd`, for a tracking number. */
export function shanghaiDate(now: Date): string {
  return shanghaiDay(now).replaceAll('-', '');
}

/**
 * The key of an Idempotency-Key header: a quoted string, as the IETF draft writes it (RFC 8941, with `\"` and `\\`), or
 * bare, as most clients do.
 * @returns 1 to 255 visible ASCII characters, or `null` when the header is missing or holds something else
 */
export function idempotencyKeyFrom(header: string | undefined): string | null {
  const given = header?.trim() ?? '';
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(given)?.[1];
  if (quoted === undefined && given.startsWith('"')) return null;
  const key = quoted?.replaceAll(/\\(["\\])/g, '$1') ?? given;
  return /^[\x21-\x7e]{1,255}$/.test(key) ? key : null;
}
