import { insightAppealsPageSchema, type InsightAppeal } from '@suqiao/contracts';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Button } from 'antd';
import { useCategories, useChannels, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { Instant } from '../../parts/times';
import { WindowedRows } from '../../parts/windowed-rows';

const columns = ['title', 'channel', 'category', 'division', 'state', 'received'] as const;

/** The appeals that make up a figure: the address has the figure's own question. */
export default function FigureListPage() {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  usePageTitle(t('figureList.title'));
  const list = usePagesOf({ key: ['figure-list'], path: '/api/v1/insight/appeals', schema: insightAppealsPageSchema, queryOf: (cursor) => new URLSearchParams([...parameters, ['limit', '50'], ...(cursor === null ? [] : [['cursor', cursor]])] as string[][]).toString(), refreshInMs: false });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const total = list.data?.pages.at(-1)?.total ?? 0;
  return (
    <>
      <div className="page-head"><h1>{t('figureList.title')}</h1><span className="quiet" role="status">{rows !== undefined && t('figureList.lead', { total })}</span><span className="page-head-end"><Button onClick={() => void navigate(-1)}>{t('figureList.back')}</Button></span></div>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={8} />}
      {rows !== undefined && (
        <section className="panel list-panel" aria-label={t('figureList.list')}>
          {rows.length === 0 ? <EmptyNotice title={t('figureList.empty')} hint={t('figureList.emptyHint')} /> : <Appeals rows={rows} />}
          {rows.length > 0 && <PagedFoot shown={rows.length} total={total} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </section>
      )}
    </>
  );
}

function Appeals({ rows }: { readonly rows: readonly InsightAppeal[] }) {
  const { t } = useTexts();
  const { nameOfDivision } = useDivisions();
  const { nameOfChannel } = useChannels();
  const { nameOfCategory } = useCategories();
  return (
    <table className="cases" role="table">
      <caption className="hidden">{t('figureList.list')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`figureList.column.${column}`)}</th>)}</tr></thead>
      <WindowedRows rows={rows} columns={columns.length}>
        {(row) => (
          <tr key={row.appealId} role="row" className="case-row">
            <td role="cell" className="col-title">{row.state === null ? row.title : <Link to={`/cases/${row.appealId}`} className="row-link">{row.title}</Link>}<span className="under">{row.trackingNumber} · {row.appellantMasked}</span></td>
            <td role="cell" data-label={t('figureList.column.channel')}>{nameOfChannel(row.channel)}</td>
            <td role="cell" data-label={t('figureList.column.category')}>{nameOfCategory(row.categoryCode)}</td>
            <td role="cell" data-label={t('figureList.column.division')}>{row.divisionCode === null ? '—' : nameOfDivision(row.divisionCode)}</td>
            <td role="cell" data-label={t('figureList.column.state')}>{row.state === null ? t('figureList.noCase') : t(`state.${row.state}`)}</td>
            <td role="cell" data-label={t('figureList.column.received')}><Instant at={row.receivedAt} shape="minute" /></td>
          </tr>
        )}
      </WindowedRows>
    </table>
  );
}
