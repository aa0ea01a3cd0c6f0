import { issuePageSchema } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTexts } from '../../i18n';
import { LineField } from '../../parts/line-field';
import { useApi } from '../../session/session';

/** A list opens inside its form's dialog: outside of it, it would belong to no region of the page. */
const besideField = (field: HTMLElement) => field.parentElement ?? document.body;

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
