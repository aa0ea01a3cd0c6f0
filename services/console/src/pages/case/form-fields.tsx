import type { CaseView } from '@suqiao/contracts';
import { Select } from 'antd';
import { useDeferredValue, useId, useState } from 'react';
import { useCategories, useUnitSearch } from '../../api/directory';
import { useTexts } from '../../i18n';
import type { FormFault } from './command-form';
import { FieldFault } from './small-fields';

/** A list opens inside its form's dialog: outside of it, it would belong to no region of the page. */
const besideField = (field: HTMLElement) => field.parentElement ?? document.body;

interface UnitFieldProps {
  readonly view: CaseView;
  readonly value: string | null;
  readonly fault: FormFault | null;
  readonly onChange: (unitId: string) => void;
}

/**
 * The unit that gets the case: first those of the present unit's division, others by name. A transfer stays on its level
 * unless the jurisdiction is still open.
 */
export function UnitField({ view, value, fault, onChange }: UnitFieldProps) {
  const { t, nameOf } = useTexts();
  const id = useId();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const open = view.unsure.includes('jurisdiction');
  const { data, isFetching } = useUnitSearch({ division: q === '' ? view.unit.divisionCode : null, level: open && q !== '' ? null : view.level, q });
  const options = (data?.items ?? []).filter((unit) => unit.unitId !== view.unit.unitId).map((unit) => ({ value: unit.unitId, label: nameOf(unit.name) }));
  return (
    <div className="field">
      <label htmlFor={id}>{t('form.unit')}</label>
      <Select id={id} getPopupContainer={besideField} showSearch={{ filterOption: false, onSearch: setTyped }} value={value} placeholder={t('form.unitHint')} options={options} loading={isFetching} notFoundContent={t('form.unitNone')} onChange={onChange}
        aria-invalid={fault !== null} aria-describedby={`${id}-fault`} {...(fault !== null && { status: 'error' as const })} />
      <div className="field-foot"><FieldFault id={`${id}-fault`} fault={fault} /></div>
    </div>
  );
}

interface UnitsFieldProps {
  readonly view: CaseView;
  readonly value: readonly string[];
  readonly fault: FormFault | null;
  readonly onChange: (unitIds: readonly string[]) => void;
}

interface NamedUnit {
  readonly value: string;
  readonly label: string;
}

/** 协办单位 of any level: first those of the present unit's division, others by name; not the lead, and none that is at it already. */
export function UnitsField({ view, value, fault, onChange }: UnitsFieldProps) {
  const { t, nameOf } = useTexts();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<readonly NamedUnit[]>([]);
  // The list closes at each choice: the Tab key takes what an open list points at, which here would take the choice back.
  const [listed, setListed] = useState(false);
  const q = useDeferredValue(typed.trim());
  const { data, isFetching } = useUnitSearch({ division: q === '' ? view.unit.divisionCode : null, level: q === '' ? view.level : null, q });
  const taken = new Set([view.unit.unitId, ...view.joint.filter((part) => part.endedAt === null).map((part) => part.unit.unitId)]);
  const found = (data?.items ?? []).filter((unit) => !taken.has(unit.unitId)).map((unit): NamedUnit => ({ value: unit.unitId, label: nameOf(unit.name) }));
  // What was chosen keeps its name when another search no longer finds it.
  const options = [...chosen.filter((unit) => value.includes(unit.value) && !found.some((each) => each.value === unit.value)), ...found];
  return (
    <div className="field">
      <label htmlFor={id}>{t('form.units')}</label>
      <Select id={id} mode="multiple" maxCount={20} open={listed} onOpenChange={setListed} getPopupContainer={besideField} showSearch={{ filterOption: false, onSearch: setTyped }} value={[...value]} placeholder={t('form.unitHint')} options={options} loading={isFetching} notFoundContent={t('form.unitNone')}
        onChange={(unitIds: string[]) => { setListed(false); setChosen(options.filter((unit) => unitIds.includes(unit.value))); setTyped(''); onChange(unitIds); }}
        aria-invalid={fault !== null} aria-describedby={`${id}-fault`} {...(fault !== null && { status: 'error' as const })} />
      <div className="field-foot"><FieldFault id={`${id}-fault`} fault={fault} /></div>
    </div>
  );
}

/** A person's correction of the category; nothing where it is right. */
export function CategoryField({ value, onChange }: { readonly value: string | null; readonly onChange: (code: string | null) => void }) {
  const { t, nameOf } = useTexts();
  const id = useId();
  const { categories } = useCategories();
  const groups = categories.filter((category) => category.parentCode === null).map((parent) => ({
    label: nameOf(parent.name), title: parent.code,
    options: [parent, ...categories.filter((category) => category.parentCode === parent.code)].map((category) => ({ value: category.code, label: nameOf(category.name) })),
  }));
  return (
    <div className="field">
      <label htmlFor={id}>{t('form.newCategory')}</label>
      <Select id={id} getPopupContainer={besideField} showSearch={{ optionFilterProp: 'label' }} allowClear value={value} placeholder={t('form.categoryKeep')} options={groups} onChange={(code: string | undefined) => { onChange(code ?? null); }} />
    </div>
  );
}
