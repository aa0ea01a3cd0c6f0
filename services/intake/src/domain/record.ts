import type { Reader, RecordContent, RecordKind, RecordState } from '@suqiao/contracts';
import { shanghaiDate } from './appeal';
import { isFederationOfficer } from './record-access';

/** Who wrote a record, for which unit and division. */
export interface RecordAuthor {
  readonly subject: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly divisionCode: string;
}

/** What of a stored record its rules look at. */
export interface RuledRecord {
  readonly kind: RecordKind;
  readonly state: RecordState;
  readonly author: RecordAuthor;
  readonly content: Pick<RecordContent, 'date' | 'closedDoor'>;
  readonly history: readonly unknown[];
}

/** A version of a finished record as it was before it was amended. */
export interface Amendment {
  readonly version: number;
  readonly at: string;
  readonly by: { readonly subject: string; readonly name: string };
  readonly reason: string | null;
  readonly before: RecordContent;
}

/** How often a finished record may be amended: each version before stays on it. */
export const mostAmendments = 200;

/** Commands on a record, by the state that takes them. */
export const recordCommands: Readonly<Record<RecordState, readonly string[]>> = { draft: ['edit', 'finish'], finished: ['amend', 'raise', 'offRecord'] };

/** Whether a calendar day (Asia/Shanghai) has not begun yet at `now`. */
export function isFutureDay(day: string, now: Date): boolean {
  return day.replaceAll('-', '') > shanghaiDate(now);
}

/** Why content is refused for a record of this kind and state at `now`: a field and a rule, or `null`. */
export function contentFault({ kind, state }: Pick<RuledRecord, 'kind' | 'state'>, content: Pick<RecordContent, 'date' | 'closedDoor'>, reason: string | null, now: Date): { readonly pointer: string; readonly rule: string } | null {
  if (content.closedDoor && kind !== 'symposium') return { pointer: '/closedDoor', rule: 'record.closedDoor' };
  if (state === 'draft') return null;
  if (isFutureDay(content.date, now)) return { pointer: '/date', rule: 'record.future' };
  return reason === null ? { pointer: '/reason', rule: 'record.reasonMissing' } : null;
}

type Working = Pick<Reader, 'subject' | 'role' | 'unitId' | 'divisionCode'>;

/**
 * Whether a reader works on a record that they may see: its author, a colleague of the author's unit, a supervisor. Who sees
 * it at all was the store's question.
 */
export function worksOn(reader: Working, { author }: Pick<RuledRecord, 'author'>): boolean {
  if (reader.subject === author.subject) return true;
  if (!isFederationOfficer(reader)) return false;
  return reader.role === 'supervisor' || reader.role === 'administrator' || (author.unitId !== null && reader.unitId === author.unitId);
}

/** The channel's own number of an appeal that is raised from a line of a record: one appeal a line. */
export function raisedReference(recordId: string, lineId: string): string {
  return `${recordId}:${lineId}`;
}
