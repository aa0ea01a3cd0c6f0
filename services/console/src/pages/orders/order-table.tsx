import { orderPageSchema, type OrderRow } from '@suqiao/contracts';
import { Link } from 'react-router';
import { untoldEveryInMs } from '../../api/live';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { mostPagesRefreshed, usePagesOf } from '../../parts/pages-of';
import { WindowedRows } from '../../parts/windowed-rows';
import { OrderDue } from './order-due';

const columns = ['number', 'about', 'unit', 'issuedBy', 'due', 'state'] as const;

/** A list of supervision orders page by page. */
export function OrderTable({ caption, queryOf }: { readonly caption: string; readonly queryOf: (cursor: string | null) => string }) {
  const { t } = useTexts();
  const list = usePagesOf({ key: ['cases', 'orders'], path: '/api/v1/supervision/orders', schema: orderPageSchema, queryOf, refreshInMs: untoldEveryInMs });
  const pages = list.data?.pages;
  const rows = pages?.flatMap((page) => page.items);
  if (list.error !== null) return <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (rows === undefined) return <PanelWaiting lines={8} />;
  if (rows.length === 0) return <EmptyNotice title={t('orders.empty')} hint={t('orders.emptyHint')} />;
  return (
    <>
      <table className="cases orders" role="table">
        <caption className="hidden">{caption}</caption>
        <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col" className={`col-order-${column}`}>{t(`orders.${column}`)}</th>)}</tr></thead>
        <WindowedRows rows={rows} columns={columns.length}>{(row) => <Row key={row.orderId} row={row} />}</WindowedRows>
      </table>
      <PagedFoot shown={rows.length} total={pages?.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} onRefresh={(pages?.length ?? 0) > mostPagesRefreshed ? () => void list.refetch() : undefined} />
    </>
  );
}

function Row({ row }: { readonly row: OrderRow }) {
  const { t, nameOf } = useTexts();
  return (
    <tr role="row" className="case-row">
      <td role="cell" className="col-order-number numbers">{row.number}</td>
      <td role="cell" className="col-title"><Link to={`/orders/${row.orderId}`} className="row-link">{row.title}</Link><span className="under"><span className="numbers">{row.trackingNumber}</span> · {row.appellantMasked}</span></td>
      <td role="cell" className="col-order-unit" data-label={t('orders.unit')}><span className="clip">{nameOf(row.unit.name)}</span></td>
      <td role="cell" className="col-order-issuedBy" data-label={t('orders.issuedBy')}><span className="clip">{nameOf(row.issuedBy.name)}</span></td>
      <td role="cell" className="col-order-due" data-label={t('orders.due')}><OrderDue order={row} shape="short" /></td>
      <td role="cell" className="col-order-state"><span className="state">{t(`orderState.${row.state}`)}</span>{row.overdue && <span className="tag tag-urgent">{t('orders.overdue')}</span>}</td>
    </tr>
  );
}
