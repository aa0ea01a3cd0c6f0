import type { UnitReference } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { fieldFault, type FieldFault } from '@suqiao/infra/http';

/** A unit of the directory as records name it; what is not there becomes a fault at `pointer`. */
export function unitAt(pointer: string, id: string, faults: FieldFault[]): UnitReference[] {
  const unit = directory.unit(id);
  if (unit === undefined) {
    faults.push(fieldFault(pointer, 'unitId.unknown'));
    return [];
  }
  const { unitId, name, kind, level, divisionCode } = unit;
  return [{ unitId, name, kind, level, divisionCode }];
}

/** Several units, each once. */
export function unitsAt(pointer: string, ids: readonly string[], faults: FieldFault[]): UnitReference[] {
  return [...new Set(ids)].flatMap((id) => unitAt(`${pointer}/${String(ids.indexOf(id))}`, id, faults));
}
