import type { Reader } from '@suqiao/contracts';

/** A condition on stored documents that carry `divisionPath`, `handledBy` and `confidential`. */
export type JurisdictionFilter = Readonly<Record<string, unknown>>;

/** What of a reader decides on what they may see. A question without a role sees as little as an analyst. */
export type Jurisdiction = Pick<Reader, 'divisionCode' | 'unitId'> & Partial<Pick<Reader, 'role'>>;

/**
 * What a reader may see: the division's subtree; for a person of one unit, what the unit has or had a part in. An analyst,
 * who acts on no case, sees no confidential one. It goes into the store's query itself, so that a page can't forget it.
 */
export function readableFilter(reader: Jurisdiction): JurisdictionFilter {
  const place = reader.unitId === null ? { divisionPath: reader.divisionCode } : { handledBy: reader.unitId };
  return seesConfidential(reader) ? place : { ...place, confidential: { $ne: true } };
}

/** The rule of `readableFilter`, asked of a document at hand. */
export function isReadable(reader: Jurisdiction, found: { readonly divisionPath: readonly string[]; readonly handledBy: readonly string[]; readonly confidential?: boolean }): boolean {
  if (!seesConfidential(reader) && found.confidential === true) return false;
  return reader.unitId === null ? found.divisionPath.includes(reader.divisionCode) : found.handledBy.includes(reader.unitId);
}

/** Whether a case is the reader's to act on now: its unit's turn, or any unit's within the reader's division. */
export function isActionable(reader: Pick<Reader, 'divisionCode' | 'unitId'>, found: { readonly divisionPath: readonly string[]; readonly unit: { readonly unitId: string } }): boolean {
  return reader.unitId === null ? found.divisionPath.includes(reader.divisionCode) : found.unit.unitId === reader.unitId;
}

/** Whether a reader's role sees confidential cases. */
export function seesConfidential({ role }: Jurisdiction): boolean {
  return role !== undefined && role !== 'analyst';
}
