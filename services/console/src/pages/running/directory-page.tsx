import { levelSchema, levels, unitSchema, type Unit } from '@suqiao/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { z } from 'zod';
import { useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { SearchField } from '../../parts/search-field';
import { SelectBox } from '../../parts/select-box';
import { WindowedRows } from '../../parts/windowed-rows';
import { useApi } from '../../session/session';
import '../../styles/supervision.css';
import '../../styles/register.css';

const unitsSchema = z.object({ items: z.array(unitSchema), total: z.int() });
const columns = ['name', 'division', 'level', 'kind'] as const;
const mostShown = '200';

/** 组织目录: divisions and their units, as cases are sent to them. */
export default function DirectoryPage() {
  const api = useApi();
  const { t } = useTexts();
  const [parameters, setParameters] = useSearchParams();
  usePageTitle(t('units.title'));
  const asked = new URLSearchParams({ limit: mostShown, ...Object.fromEntries(['division', 'level', 'q'].flatMap((name) => { const value = parameters.get(name); return value === null || value === '' ? [] : [[name, value]]; })) }).toString();
  const { data, error, isPlaceholderData, refetch } = useQuery({ queryKey: ['directory', 'units', asked], queryFn: ({ signal }) => api.ask(`/api/v1/directory/units?${asked}`, unitsSchema, { signal }), placeholderData: keepPreviousData, staleTime: Infinity });
  return (
    <>
      <div className="page-head"><h1>{t('units.title')}</h1><span className="quiet">{t('units.lead')}</span></div>
      <Filter key={parameters.toString()} parameters={parameters} onChange={(next) => { setParameters(next); }} />
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={8} />}
      {data !== undefined && (
        <section className={isPlaceholderData ? 'panel list-panel stale' : 'panel list-panel'} aria-label={t('units.list')}>
          {data.items.length === 0 ? <EmptyNotice title={t('units.none')} hint={t('units.noneHint')} /> : <Units rows={data.items} />}
          {data.items.length > 0 && <div className="paged-foot"><span role="status" className="numbers">{t(data.items.length < data.total ? 'units.cut' : 'units.shown', { shown: data.items.length, total: data.total })}</span></div>}
        </section>
      )}
    </>
  );
}

function Filter({ parameters, onChange }: { readonly parameters: URLSearchParams; readonly onChange: (next: URLSearchParams) => void }) {
  const { t } = useTexts();
  const { byCode, nameOfDivision } = useDivisions();
  const [q, setQ] = useState(parameters.get('q') ?? '');
  const [division, level] = [parameters.get('division') ?? '', parameters.get('level') ?? ''];
  const change = (over: Readonly<Record<string, string>>) => {
    onChange(new URLSearchParams(Object.entries({ division, level, q: q.trim(), ...over }).filter(([, value]) => value !== '')));
  };
  const places = [...byCode.values()].filter(({ kind }) => kind !== 'province').sort((a, b) => a.code.localeCompare(b.code));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({});
  };
  return (
    <form className="register-bar" role="search" onSubmit={submit}>
      <SelectBox label={t('units.division')} value={division} options={[{ value: '', label: t('units.wholeProvince') }, ...places.map(({ code, kind }) => ({ value: code, label: `${kind === 'city' ? '' : '　'}${nameOfDivision(code)}` }))]} onChange={(value) => { change({ division: value }); }} />
      <SelectBox label={t('units.level')} value={level} options={[{ value: '', label: t('units.anyLevel') }, ...levels.map((one) => ({ value: one, label: t(`level.${one}`) }))]} onChange={(value) => { change({ level: levelSchema.safeParse(value).data ?? '' }); }} />
      <SearchField label={t('units.search')} value={q} mostCharacters={60} onChange={setQ} />
      <Button htmlType="submit">{t('units.find')}</Button>
    </form>
  );
}

function Units({ rows }: { readonly rows: readonly Unit[] }) {
  const { t, nameOf } = useTexts();
  const { nameOfDivision } = useDivisions();
  return (
    <table className="cases" role="table">
      <caption className="hidden">{t('units.list')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`units.column.${column}`)}</th>)}</tr></thead>
      <WindowedRows rows={rows} columns={columns.length}>
        {(row) => (
          <tr key={row.unitId} role="row" className="case-row">
            <td role="cell" className="col-title"><b>{nameOf(row.name)}</b><span className="under">{row.unitId}</span></td>
            <td role="cell" data-label={t('units.column.division')}>{nameOfDivision(row.divisionCode)}<span className="under numbers">{row.divisionCode}</span></td>
            <td role="cell" data-label={t('units.column.level')}>{t(`level.${row.level}`)}</td>
            <td role="cell" data-label={t('units.column.kind')}>{t(`units.kind.${row.kind}`)}</td>
          </tr>
        )}
      </WindowedRows>
    </table>
  );
}
