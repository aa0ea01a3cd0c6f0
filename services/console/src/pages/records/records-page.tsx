import { recordKinds, recordPageSchema, type RecordRow } from '@suqiao/contracts';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { SearchField } from '../../parts/search-field';
import { SelectBox } from '../../parts/select-box';
import { WindowedRows } from '../../parts/windowed-rows';
import { filterFromAddress, queryOf, type RecordFilter } from './record-form';
import '../../styles/supervision.css';
import '../../styles/register.css';

const RecordDrawer = lazy(() => import('./record-drawer'));
const columns = ['title', 'kind', 'date', 'place', 'author', 'state'] as const;

/** 走访座谈: what officers heard, and what became of it. */
export default function RecordsPage() {
  const { t } = useTexts();
  const [parameters, setParameters] = useSearchParams();
  const [open, setOpen] = useState(false);
  const filter = filterFromAddress(parameters);
  usePageTitle(t('records.title'));
  const list = usePagesOf({ key: ['records'], path: '/api/v1/records', schema: recordPageSchema, queryOf: (cursor) => new URLSearchParams({ ...queryOf(filter), ...(cursor !== null && { cursor }) }).toString(), refreshInMs: false });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('records.title')}</h1><span className="quiet">{t('records.lead')}</span><span className="page-head-end"><Button type="primary" onClick={() => { setOpen(true); }}>{t('records.make')}</Button></span></div>
      <Filter key={parameters.toString()} filter={filter} onChange={(next) => { setParameters(new URLSearchParams(queryOf(next))); }} />
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={6} />}
      {rows !== undefined && (
        <section className="panel list-panel" aria-label={t('records.list')}>
          {rows.length === 0 ? <EmptyNotice title={t('records.none')} hint={t('records.noneHint')} /> : <Records rows={rows} />}
          {rows.length > 0 && <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </section>
      )}
      {open && <Suspense fallback={null}><RecordDrawer onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}

function Filter({ filter, onChange }: { readonly filter: RecordFilter; readonly onChange: (filter: RecordFilter) => void }) {
  const { t } = useTexts();
  const [q, setQ] = useState(filter.q);
  const wish = { ...filter, q: q.trim() };
  return (
    <form className="register-bar" role="search" onSubmit={(event) => { event.preventDefault(); onChange(wish); }}>
      <SearchField label={t('records.search')} value={q} mostCharacters={100} onChange={setQ} />
      <SelectBox label={t('records.kind')} value={filter.kind} options={[{ value: '', label: t('records.kindAny') }, ...recordKinds.map((kind) => ({ value: kind, label: t(`recordKind.${kind}`) }))]} onChange={(value) => { onChange({ ...wish, kind: recordKinds.find((kind) => kind === value) ?? '' }); }} />
      <SelectBox label={t('records.whose')} value={String(filter.mine)} options={[{ value: 'false', label: t('records.whoseAny') }, { value: 'true', label: t('records.mine') }]} onChange={(mine) => { onChange({ ...wish, mine: mine === 'true' }); }} />
      <Button htmlType="submit">{t('records.find')}</Button>
    </form>
  );
}

function Records({ rows }: { readonly rows: readonly RecordRow[] }) {
  const { t } = useTexts();
  return (
    <table className="cases" role="table">
      <caption className="hidden">{t('records.list')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`records.column.${column}`)}</th>)}</tr></thead>
      <WindowedRows rows={rows} columns={columns.length}>
        {(row) => (
          <tr key={row.id} role="row" className="case-row">
            <td role="cell" className="col-title"><Link to={`/records/${row.id}`} className="row-link">{row.title}</Link>{row.closedDoor && <span className="tag">{t('records.closedDoor')}</span>}</td>
            <td role="cell" data-label={t('records.column.kind')}>{t(`recordKind.${row.kind}`)}</td>
            <td role="cell" data-label={t('records.column.date')} className="numbers">{row.date}</td>
            <td role="cell" data-label={t('records.column.place')}>{row.place.text}</td>
            <td role="cell" data-label={t('records.column.author')}>{row.author.name}</td>
            <td role="cell" data-label={t('records.column.state')}><span className={row.state === 'draft' ? 'tag tag-unsure' : 'tag'}>{t(`records.state.${row.state}`)}</span></td>
          </tr>
        )}
      </WindowedRows>
    </table>
  );
}
