import { createHash } from 'node:crypto';
import type { AppealStatus, AppealView, CaseEvent, NewAppeal, Transition } from '@suqiao/contracts';
import { occurredAtBounds } from '@suqiao/contracts';

/**
 * A fingerprint of a posted body: the same for the same content, whatever the order of its keys.
 * @returns SHA-256 in hex
 */
export function bodyHash(body: NewAppeal): string {
  return createHash('sha256').update(canonical(body)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, field]) => field !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

/** Which of Suqiao's rules `occurredAt` breaks at `now`, or `null`. */
export function occurredAtFault(occurredAt: string, now: Date): 'occurredAt.future' | 'occurredAt.past' | null {
  const at = Date.parse(occurredAt);
  if (at > now.getTime() + occurredAtBounds.latestAheadInMs) return 'occurredAt.future';
  return at < Date.parse(occurredAtBounds.earliest) ? 'occurredAt.past' : null;
}

/** `13812345678` → `138****5678`; what is shorter shows its ends only. */
export function maskPhone(phone: string | null): string | null {
  if (phone === null) return null;
  const digits = phone.replaceAll(/\D/g, '');
  return digits.length >= 8 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`;
}

/** `张小明` → `张**`. */
export function maskContact(contact: string | null): string | null {
  if (contact === null || contact === '') return contact;
  const [first = '', ...rest] = Array.from(contact);
  return first + '*'.repeat(Math.min(rest.length, 2));
}

/** A stored step: the transition with the unit that had the case after it. */
export interface StoredStep extends Transition {
  readonly level: CaseEvent['data']['case']['level'];
  readonly unitName: { readonly zh: string; readonly en: string };
}

/** A channel learns what happened and where, not who did it nor what units told each other. */
export function visibleSteps(steps: readonly StoredStep[], insider: boolean): AppealView['timeline'] {
  return steps.map((step) => ({
    type: step.type, at: step.at, level: step.level, unitName: step.unitName,
    reason: insider ? step.reason : null,
    byName: insider && step.by.kind === 'person' ? step.by.name : null,
  }));
}

/** The status that a channel is told, from the case's state. */
export function statusAfter(event: CaseEvent): AppealStatus {
  return event.data.case.state;
}

/** The date in Shanghai as `yyyymmdd`, for a tracking number. */
export function shanghaiDate(now: Date): string {
  return new Date(now.getTime() + 8 * 3600 * 1000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** Idempotency-Key as the IETF draft writes it, a quoted string, or bare as most clients do. `null`: not a key. */
export function idempotencyKeyFrom(header: string | undefined): string | null {
  const key = /^"(.*)"$/.exec(header?.trim() ?? '')?.[1] ?? header?.trim() ?? '';
  return /^[\x21-\x7e]{1,255}$/.test(key) ? key : null;
}
