import type { CaseSnapshot, OrderCommand, Reader, SupervisionOrder } from '@suqiao/contracts';
import { compareLevels } from '@suqiao/workflows/domain';

/** A condition on stored orders. */
export type OrderFilter = Readonly<Record<string, unknown>>;

/** Whether a supervisor's level is above the case's present one; the province may order any unit, its own included. */
export function mayIssue(reader: Pick<Reader, 'role' | 'level'>, found: Pick<CaseSnapshot, 'level'>): boolean {
  return reader.role === 'supervisor' && (reader.level === 'province' || compareLevels(reader.level, found.level) > 0);
}

/**
 * Which orders a reader may see: those to the reader's own unit, or those within the reader's division. An order on a
 * confidential case is for the ordered unit and for supervisors.
 */
export function readableOrders(reader: Pick<Reader, 'role' | 'divisionCode' | 'unitId'>): OrderFilter {
  const place = reader.unitId === null ? { divisionPath: reader.divisionCode } : { unitId: reader.unitId };
  const handles = reader.unitId !== null && (reader.role === 'unitHandler' || reader.role === 'unitHead');
  return handles || reader.role === 'supervisor' ? place : { ...place, confidential: false };
}

/** The rule of `readableOrders`, asked of an order at hand. A question without a role sees as little as an analyst. */
export function isReadableOrder({ role, divisionCode, unitId }: Pick<Reader, 'divisionCode' | 'unitId'> & Partial<Pick<Reader, 'role'>>, order: { readonly divisionPath: readonly string[]; readonly unitId: string; readonly confidential: boolean }): boolean {
  const handles = unitId !== null && (role === 'unitHandler' || role === 'unitHead');
  if (order.confidential && !handles && role !== 'supervisor') return false;
  return unitId === null ? order.divisionPath.includes(divisionCode) : order.unitId === unitId;
}

/** Whether a command is this reader's to give, whatever the order's state: the ordered unit answers, supervisors decide. */
export function mayGive(reader: Pick<Reader, 'role' | 'level' | 'unitId'>, command: OrderCommand, order: Pick<SupervisionOrder, 'unit' | 'issuedBy'>): boolean {
  switch (command) {
    case 'receive':
    case 'feedback':
      return (reader.role === 'unitHandler' || reader.role === 'unitHead') && reader.unitId === order.unit.unitId;
    case 'returnFeedback':
    case 'close':
    case 'revoke':
      return reader.role === 'supervisor' && compareLevels(reader.level, order.issuedBy.level) >= 0;
  }
}
