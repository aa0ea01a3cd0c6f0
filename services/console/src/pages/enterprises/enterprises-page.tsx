import { enterprisePageSchema, enterpriseSizes, type Enterprise } from '@suqiao/contracts';
import { Button } from 'antd';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { SearchField } from '../../parts/search-field';
import { SelectBox } from '../../parts/select-box';
import { WindowedRows } from '../../parts/windowed-rows';
import { isOfficer, useReader } from '../../session/reader';
import { addressOf, filterFromAddress, queryOf, type EnterpriseFilter } from './enterprise-form';
import '../../styles/supervision.css';
import '../../styles/register.css';

const EnterpriseDrawer = lazy(() => import('./enterprise-drawer'));
const columns = ['name', 'division', 'industry', 'size', 'state'] as const;

/** 企业库: those that appeals name and those that officers have entered. */
export default function EnterprisesPage() {
  const { t } = useTexts();
  const reader = useReader();
  const [parameters, setParameters] = useSearchParams();
  const [open, setOpen] = useState(false);
  const filter = filterFromAddress(parameters);
  usePageTitle(t('enterprises.title'));
  const list = usePagesOf({ key: ['enterprises'], path: '/api/v1/enterprises', schema: enterprisePageSchema, queryOf: (cursor) => queryOf(filter, cursor), refreshInMs: false });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('enterprises.title')}</h1><span className="quiet">{t('enterprises.lead')}</span>{isOfficer(reader) && <span className="page-head-end"><Button type="primary" onClick={() => { setOpen(true); }}>{t('enterprises.enter')}</Button></span>}</div>
      <Filter key={parameters.toString()} filter={filter} onChange={(next) => { setParameters(addressOf(next)); }} />
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={6} />}
      {rows !== undefined && (
        <section className="panel list-panel" aria-label={t('enterprises.list')}>
          {rows.length === 0 ? <EmptyNotice title={t('enterprises.none')} hint={t('enterprises.noneHint')} /> : <Enterprises rows={rows} />}
          {rows.length > 0 && <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </section>
      )}
      {open && <Suspense fallback={null}><EnterpriseDrawer onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}

function Filter({ filter, onChange }: { readonly filter: EnterpriseFilter; readonly onChange: (filter: EnterpriseFilter) => void }) {
  const { t } = useTexts();
  const [q, setQ] = useState(filter.q);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...filter, q: q.trim() });
  };
  return (
    <form className="register-bar" role="search" onSubmit={submit}>
      <SearchField label={t('enterprises.search')} value={q} mostCharacters={100} onChange={setQ} />
      <SelectBox label={t('enterprises.sizeLabel')} value={filter.size} options={[{ value: '', label: t('enterprises.sizeAny') }, ...enterpriseSizes.map((size) => ({ value: size, label: t(`enterprises.size.${size}`) }))]} onChange={(size) => { onChange({ ...filter, q: q.trim(), size }); }} />
      <SelectBox label={t('enterprises.only')} value={filter.scope} options={(['all', 'provisional', 'confirmed'] as const).map((scope) => ({ value: scope, label: t(`enterprises.scope.${scope}`) }))} onChange={(scope) => { onChange(filterFromAddress(new URLSearchParams({ q: q.trim(), size: filter.size, scope }))); }} />
      <Button htmlType="submit">{t('enterprises.find')}</Button>
    </form>
  );
}

function Enterprises({ rows }: { readonly rows: readonly Enterprise[] }) {
  const { t } = useTexts();
  const { nameOfDivision } = useDivisions();
  return (
    <table className="cases" role="table">
      <caption className="hidden">{t('enterprises.list')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`enterprises.column.${column}`)}</th>)}</tr></thead>
      <WindowedRows rows={rows} columns={columns.length}>
        {(row) => (
          <tr key={row.creditCode} role="row" className="case-row">
            <td role="cell" className="col-title"><Link to={`/enterprises/${row.creditCode}`} className="row-link">{row.name}</Link><span className="under numbers">{row.creditCode}</span></td>
            <td role="cell" data-label={t('enterprises.column.division')}>{nameOfDivision(row.divisionCode)}</td>
            <td role="cell" data-label={t('enterprises.column.industry')}>{row.industryCode ?? t('enterprises.unknown')}</td>
            <td role="cell" data-label={t('enterprises.column.size')}>{row.size === null ? t('enterprises.unknown') : t(`enterprises.size.${row.size}`)}</td>
            <td role="cell" data-label={t('enterprises.column.state')}><span className={row.provisional ? 'tag tag-unsure' : 'tag'}>{t(row.provisional ? 'enterprises.provisional' : 'enterprises.confirmed')}</span></td>
          </tr>
        )}
      </WindowedRows>
    </table>
  );
}
