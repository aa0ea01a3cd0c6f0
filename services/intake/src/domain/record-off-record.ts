import type { Reader } from '@suqiao/contracts';
import type { RuledRecord } from './record';

/** Who was let in to what was said off the record, by whom, and whether that was taken back. */
export interface OffRecordGrant {
  readonly subject: string;
  readonly name: string;
  readonly grantedBy: { readonly subject: string; readonly name: string };
  readonly grantedAt: string;
  readonly revokedAt: string | null;
}

type Asking = Pick<Reader, 'subject' | 'role'>;

/** Whether remarks off the record are kept for a record: of a closed-door symposium that was held. */
export function hasOffRecord({ kind, state, content }: Pick<RuledRecord, 'kind' | 'state' | 'content'>): boolean {
  return kind === 'symposium' && state === 'finished' && content.closedDoor;
}

/** 不记名发言 is read by the author of the record and by those who were named; rank alone opens nothing. */
export function readsOffRecord({ subject }: Asking, { author }: Pick<RuledRecord, 'author'>, grants: readonly OffRecordGrant[]): boolean {
  return subject === author.subject || grants.some((grant) => grant.subject === subject && grant.revokedAt === null);
}

/** The author lets others in, and so does a supervisor who may see the record; neither lets in themselves. */
export function grantsOffRecord({ subject, role }: Asking, { author }: Pick<RuledRecord, 'author'>): boolean {
  return subject === author.subject || role === 'supervisor' || role === 'administrator';
}
