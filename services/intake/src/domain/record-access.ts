import type { Reader } from '@suqiao/contracts';

/** What of a reader decides on records and the register of enterprises. */
export type Officer = Pick<Reader, 'role' | 'unitId' | 'divisionCode'>;

/**
 * Whether a reader is an officer who works for a federation: a handler or head of one (or of every unit of a division),
 * a supervisor or an administrator. Competent departments keep no records and no register.
 */
export function isFederationOfficer({ role, unitId }: Officer): boolean {
  if (role === 'analyst') return false;
  return unitId === null || unitId.endsWith('-federation');
}

/** Whether a reader may look into the register: federations' officers, and analysts. */
export function readsRegister(reader: Officer): boolean {
  return reader.role === 'analyst' || isFederationOfficer(reader);
}

/** A condition on stored documents that carry `divisionPath`: what lies in the reader's division or below it. */
export function withinDivision({ divisionCode }: Officer): { readonly divisionPath: string } {
  return { divisionPath: divisionCode };
}
