import { importFields, importFieldSchema, importMappingSchema, importViewSchema, type ImportView } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useApi } from '../../session/session';

/** What each column of the file is; proposed by the headings, a person's to correct. */
export function ImportMapping({ view }: { readonly view: ImportView }) {
  const api = useApi();
  const { t } = useTexts();
  const queries = useQueryClient();
  const [columns, setColumns] = useState(view.columns.map(({ field }) => field));
  const isChanged = columns.some((field, index) => field !== view.columns[index]?.field);
  const parsed = importMappingSchema.safeParse({ columns, constants: view.constants });
  const map = useMutation({
    mutationFn: (body: unknown) => api.ask(`/api/v1/imports/${view.importId}/mapping`, importViewSchema, { method: 'POST', body }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  });
  const unread = view.columns.filter((_column, index) => columns[index] === null);
  const options = [{ value: '', label: t('imports.unread') }, ...importFields.map((field) => ({ value: field, label: t(`importField.${field}`) }))];
  return (
    <section className="panel" aria-label={t('imports.mapping')}>
      <h2>{t('imports.mapping')}</h2>
      <div className="import-columns">
        {view.columns.map(({ heading }, index) => (
          <SelectBox key={index} label={heading === '' ? t('imports.unnamed', { number: index + 1 }) : heading} value={columns[index] ?? ''} options={options}
            onChange={(choice) => { setColumns(columns.map((field, place) => (place === index ? (importFieldSchema.safeParse(choice).data ?? null) : field))); }} />
        ))}
      </div>
      {unread.length > 0 && <p role="status" className="field-said">{t('imports.unreadColumns', { columns: unread.map(({ heading }, index) => (heading === '' ? t('imports.unnamed', { number: index + 1 }) : heading)).join('、') })}</p>}
      {!parsed.success && <p role="alert" className="late">{t('imports.twice')}</p>}
      {map.error !== null && <ProblemNotice error={map.error} />}
      <Button disabled={!isChanged || !parsed.success} loading={map.isPending} onClick={() => { if (parsed.success) map.mutate(parsed.data); }}>{t('imports.checkAgain')}</Button>
    </section>
  );
}
