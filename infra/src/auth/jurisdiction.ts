import type { Reader } from '@suqiao/contracts';

/** A condition on stored documents that carry `divisionPath`, `unit.unitId` and `handledBy`. */
export type JurisdictionFilter = Readonly<Record<string, unknown>>;

/**
 * What a reader may see: the division's subtree; for a person of one unit, what the unit has or had. It goes into the
 * store's query itself, so that a page can't forget it.
 */
export function readableFilter(reader: Pick<Reader, 'divisionCode' | 'unitId'>): JurisdictionFilter {
  return reader.unitId === null ? { divisionPath: reader.divisionCode } : { handledBy: reader.unitId };
}

/** The same question as `isActionable`, asked of the store: what waits for this reader. */
export function actionableFilter(reader: Pick<Reader, 'divisionCode' | 'unitId'>): JurisdictionFilter {
  return reader.unitId === null ? { divisionPath: reader.divisionCode } : { 'unit.unitId': reader.unitId };
}

/** Whether a case is the reader's to act on now: its unit's turn, or any unit's within the reader's division. */
export function isActionable(reader: Pick<Reader, 'divisionCode' | 'unitId'>, found: { readonly divisionPath: readonly string[]; readonly unit: { readonly unitId: string } }): boolean {
  return reader.unitId === null ? found.divisionPath.includes(reader.divisionCode) : found.unit.unitId === reader.unitId;
}
