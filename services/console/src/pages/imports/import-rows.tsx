import { importRowsPageSchema, type ImportRow, type ImportView } from '@suqiao/contracts';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePagesOf } from '../../parts/pages-of';
import { WindowedRows } from '../../parts/windowed-rows';

const shows = ['wrong', 'all'] as const;

/** Rows as the file has them, the wrong ones first in hand: what is wrong with each, in words. */
export function ImportRows({ view }: { readonly view: ImportView }) {
  const { t } = useTexts();
  const [parameters] = useSearchParams();
  const show = shows.find((one) => one === parameters.get('show')) ?? ((view.counts.bad ?? 0) > 0 ? 'wrong' : 'all');
  const queryOf = (cursor: string | null) => new URLSearchParams({ show, limit: '50', ...(cursor !== null && { cursor }) }).toString();
  const list = usePagesOf({ key: ['imports', 'rows', view.importId, view.state], path: `/api/v1/imports/${view.importId}/rows`, schema: importRowsPageSchema, queryOf, refreshInMs: false });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <section className="panel list-panel" aria-label={t('imports.preview')}>
      <div className="list-head"><nav aria-label={t('imports.preview')} className="list-tabs">{shows.map((one) => <Link key={one} to={`/imports/${view.importId}?show=${one}`} aria-current={one === show ? 'page' : undefined}>{t(`imports.show.${one}`)}</Link>)}</nav></div>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={6} />}
      {rows?.length === 0 && <EmptyNotice title={t('imports.noRows')} hint="" />}
      {rows !== undefined && rows.length > 0 && (
        <>
          <div className="import-scroll" tabIndex={0} role="region" aria-label={t('imports.rowsOf', { file: view.fileName })}>
            <table className="import-rows">
              <thead><tr><th scope="col">{t('imports.row')}</th><th scope="col">{t('imports.column.state')}</th>{view.columns.map(({ heading }, index) => <th key={index} scope="col">{heading === '' ? t('imports.unnamed', { number: index + 1 }) : heading}</th>)}</tr></thead>
              <WindowedRows rows={rows} columns={view.columns.length + 2}>{(row) => <Row key={row.row} row={row} />}</WindowedRows>
            </table>
          </div>
          <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </>
      )}
    </section>
  );
}

function Row({ row }: { readonly row: ImportRow }) {
  const { t } = useTexts();
  return (
    <tr>
      <th scope="row" className="numbers">{row.row}</th>
      <td>
        <span className={row.kind === 'bad' || row.kind === 'refused' ? 'tag tag-urgent' : 'tag'}>{t(`imports.kind.${row.kind}`)}</span>
        {row.trackingNumber !== null && <span className="numbers under">{row.trackingNumber}</span>}
        {row.sameAsRow !== null && <span className="under">{t('imports.sameAs', { row: row.sameAsRow })}</span>}
        {row.faults.map((fault, index) => <span key={index} className="under late">{fault.heading ?? (fault.field === null ? '' : t(`importField.${fault.field}`))}：{fault.detail}</span>)}
      </td>
      {row.cells.map((cell, index) => <td key={index}><span className="clip">{cell}</span></td>)}
    </tr>
  );
}
