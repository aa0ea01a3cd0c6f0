import { keptAppealsPageSchema, type KeptAppeal } from '@suqiao/contracts';
import { Link, useParams, useSearchParams } from 'react-router';
import { useCategories, useChannels, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { Instant } from '../../parts/times';
import { WindowedRows } from '../../parts/windowed-rows';

const columns = ['number', 'received', 'channel', 'division', 'category', 'state'] as const;

/** The appeals behind a figure as they were when it was drawn. */
export default function KeptListPage() {
  const { t } = useTexts();
  const { id = '' } = useParams();
  const [parameters] = useSearchParams();
  usePageTitle(t('reports.keptTitle'));
  const list = usePagesOf({
    key: ['reports', 'kept', id], path: `/api/v1/insight/special-reports/${encodeURIComponent(id)}/appeals`, schema: keptAppealsPageSchema, refreshInMs: false,
    queryOf: (cursor) => new URLSearchParams({ figure: parameters.get('figure') ?? '', ...(cursor !== null && { cursor }) }).toString(),
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const total = list.data?.pages.at(-1)?.total ?? 0;
  return (
    <>
      <p><Link to={`/reports/${id}`}>{t('reports.keptBack')}</Link></p>
      <div className="page-head"><h1>{t('reports.keptTitle')}</h1><span className="quiet" role="status">{rows !== undefined && t('reports.keptLead', { total })}</span></div>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={8} />}
      {rows !== undefined && (
        <section className="panel list-panel" aria-label={t('reports.keptList')}>
          {rows.length === 0 ? <EmptyNotice title={t('reports.keptEmpty')} hint={t('reports.keptEmptyHint')} /> : <Appeals rows={rows} />}
          {rows.length > 0 && <PagedFoot shown={rows.length} total={total} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </section>
      )}
    </>
  );
}

function Appeals({ rows }: { readonly rows: readonly KeptAppeal[] }) {
  const { t } = useTexts();
  const { nameOfDivision } = useDivisions();
  const { nameOfChannel } = useChannels();
  const { nameOfCategory } = useCategories();
  return (
    <table className="cases" role="table">
      <caption className="hidden">{t('reports.keptList')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`reports.keptColumn.${column}`)}</th>)}</tr></thead>
      <WindowedRows rows={rows} columns={columns.length}>
        {(row) => (
          <tr key={row.appealId} role="row" className="case-row">
            <td role="cell" className="col-title">{row.state === null ? row.trackingNumber : <Link to={`/cases/${row.appealId}`} className="row-link">{row.trackingNumber}</Link>}</td>
            <td role="cell" data-label={t('reports.keptColumn.received')}><Instant at={row.receivedAt} shape="minute" /></td>
            <td role="cell" data-label={t('reports.keptColumn.channel')}>{nameOfChannel(row.channel)}</td>
            <td role="cell" data-label={t('reports.keptColumn.division')}>{row.divisionCode === null ? '—' : nameOfDivision(row.divisionCode)}</td>
            <td role="cell" data-label={t('reports.keptColumn.category')}>{nameOfCategory(row.categoryCode)}</td>
            <td role="cell" data-label={t('reports.keptColumn.state')}>{row.state === null ? t('reports.noCase') : t(`state.${row.state}`)}</td>
          </tr>
        )}
      </WindowedRows>
    </table>
  );
}
