import { issuePageSchema } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useUnitSearch } from '../../api/directory';
import { useTexts } from '../../i18n';
import { LineField } from '../../parts/line-field';
import { useApi } from '../../session/session';

/** A list opens inside its form's dialog: outside of it, it would belong to no region of the page. */
const besideField = (field: HTMLElement) => field.parentElement ?? document.body;

interface UnitPickerProps {
  readonly label: string;
  readonly divisionCode: string;
  readonly several: boolean;
  readonly value: readonly string[];
  readonly faulty: boolean;
  readonly onChange: (unitIds: readonly string[]) => void;
}

/** Units: first those of the issue's division, others by name. */
export function UnitPicker({ label, divisionCode, several, value, faulty, onChange }: UnitPickerProps) {
  const { t, nameOf } = useTexts();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<readonly { readonly value: string; readonly label: string }[]>([]);
  const q = useDeferredValue(typed.trim());
  const { data, isFetching } = useUnitSearch({ division: q === '' ? divisionCode : null, level: null, q });
  const found = (data?.items ?? []).map((unit) => ({ value: unit.unitId, label: nameOf(unit.name) }));
  // What was chosen keeps its name when another search no longer finds it.
  const options = [...chosen.filter((unit) => value.includes(unit.value) && !found.some((each) => each.value === unit.value)), ...found];
  const take = (unitIds: readonly string[]) => { setChosen(options.filter((unit) => unitIds.includes(unit.value))); setTyped(''); onChange(unitIds); };
  const shared = { getPopupContainer: besideField, showSearch: { filterOption: false, onSearch: setTyped }, placeholder: t('issues.form.unitHint'), options, loading: isFetching, notFoundContent: t('issues.form.unitNone'), 'aria-invalid': faulty, ...(faulty && { status: 'error' as const }) };
  return (
    <LineField label={label} fault={faulty ? t('form.fault.missing') : null}>
      {(id, faultId) => several
        ? <Select id={id} mode="multiple" maxCount={20} value={[...value]} aria-describedby={faultId} onChange={(unitIds: string[]) => { take(unitIds); }} {...shared} />
        : <Select id={id} value={value[0] ?? null} aria-describedby={faultId} onChange={(unitId: string) => { take([unitId]); }} {...shared} />}
    </LineField>
  );
}

/** Another open issue, by a part of its name. */
export function OtherIssueField({ issueId, value, faulty, onChange }: { readonly issueId: string; readonly value: string; readonly faulty: boolean; readonly onChange: (issueId: string) => void }) {
  const api = useApi();
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim().slice(0, 60));
  const query = new URLSearchParams({ open: 'true', limit: '20', ...(q !== '' && { q }) }).toString();
  const { data, isFetching } = useQuery({ queryKey: ['common-issues', 'others', query], queryFn: ({ signal }) => api.ask(`/api/v1/insight/common-issues?${query}`, issuePageSchema, { signal }), placeholderData: (previous) => previous });
  const options = (data?.items ?? []).filter((row) => row.issueId !== issueId).map((row) => ({ value: row.issueId, label: `${row.name}（${String(row.total.count)}）` }));
  return (
    <LineField label={t('issues.form.other')} fault={faulty ? t('form.fault.missing') : null}>
      {(id, faultId) => <><Select id={id} getPopupContainer={besideField} showSearch={{ filterOption: false, onSearch: setTyped }} value={value === '' ? null : value} placeholder={t('issues.form.pick')} options={options} loading={isFetching} notFoundContent={t('issues.empty')} aria-invalid={faulty} aria-describedby={faultId} {...(faulty && { status: 'error' as const })} onChange={onChange} /><span className="quiet small">{t('issues.form.otherHint')}</span></>}
    </LineField>
  );
}
