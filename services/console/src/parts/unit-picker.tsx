import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useUnitSearch } from '../api/directory';
import { useTexts } from '../i18n';
import { LineField } from './line-field';

/** A list opens inside its form's dialog: outside of it, it would belong to no region of the page. */
const besideField = (field: HTMLElement) => field.parentElement ?? document.body;

interface UnitPickerProps {
  readonly label: string;
  /** Whose units are offered before a name is typed. */
  readonly divisionCode: string;
  readonly several: boolean;
  readonly value: readonly string[];
  /** Units chosen before, with their names. */
  readonly known?: readonly { readonly value: string; readonly label: string }[];
  readonly faulty: boolean;
  readonly onChange: (unitIds: readonly string[]) => void;
}

/** Units: first those of a division, others by name. */
export function UnitPicker({ label, divisionCode, several, value, known = [], faulty, onChange }: UnitPickerProps) {
  const { t, nameOf } = useTexts();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(known);
  // The list closes at each choice: the Tab key takes what an open list points at, which here would take the choice back.
  const [open, setOpen] = useState(false);
  const q = useDeferredValue(typed.trim());
  const { data, isFetching } = useUnitSearch({ division: q === '' ? divisionCode : null, level: null, q });
  const found = (data?.items ?? []).map((unit) => ({ value: unit.unitId, label: nameOf(unit.name) }));
  // What was chosen keeps its name when another search no longer finds it.
  const options = [...chosen.filter((unit) => value.includes(unit.value) && !found.some((each) => each.value === unit.value)), ...found];
  const take = (unitIds: readonly string[]) => { setOpen(false); setChosen(options.filter((unit) => unitIds.includes(unit.value))); setTyped(''); onChange(unitIds); };
  const shared = { open, onOpenChange: setOpen, getPopupContainer: besideField, showSearch: { filterOption: false, onSearch: setTyped }, placeholder: t('form.unitHint'), options, loading: isFetching, notFoundContent: t('form.unitNone'), 'aria-invalid': faulty, ...(faulty && { status: 'error' as const }) };
  return (
    <LineField label={label} fault={faulty ? t('form.fault.missing') : null}>
      {(id, faultId) => several
        ? <Select id={id} mode="multiple" maxCount={50} value={[...value]} aria-describedby={faultId} onChange={(unitIds: string[]) => { take(unitIds); }} {...shared} />
        : <Select id={id} value={value[0] ?? null} aria-describedby={faultId} onChange={(unitId: string) => { take([unitId]); }} {...shared} />}
    </LineField>
  );
}
