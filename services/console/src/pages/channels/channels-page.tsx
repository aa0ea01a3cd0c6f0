import { channelPageSchema, type ChannelAccount } from '@suqiao/contracts';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { Instant } from '../../parts/times';
import { activeKeys, lastUsedAt } from './channel-figures';
import '../../styles/channels.css';

const ChannelDrawer = lazy(() => import('./channel-drawer'));
const columns = ['name', 'keys', 'quota', 'used'] as const;

/** 渠道: who may push appeals. */
export default function ChannelsPage() {
  const { t } = useTexts();
  usePageTitle(t('channels.title'));
  const [open, setOpen] = useState(false);
  const list = usePagesOf({ key: ['channels'], path: '/api/v1/channels', schema: channelPageSchema, queryOf: (cursor) => (cursor === null ? '' : new URLSearchParams({ cursor }).toString()), refreshInMs: 30_000 });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('channels.title')}</h1><span className="quiet">{t('channels.lead')}</span><span className="page-head-end"><Button type="primary" onClick={() => { setOpen(true); }}>{t('channels.make')}</Button></span></div>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={5} />}
      {rows !== undefined && (
        <section className="panel list-panel" aria-label={t('channels.list')}>
          {rows.length === 0 ? <EmptyNotice title={t('channels.none')} hint={t('channels.noneHint')} /> : <Channels rows={rows} />}
          {rows.length > 0 && <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </section>
      )}
      {open && <Suspense fallback={null}><ChannelDrawer onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}

function Channels({ rows }: { readonly rows: readonly ChannelAccount[] }) {
  const { t } = useTexts();
  return (
    <table className="cases channels" role="table">
      <caption className="hidden">{t('channels.list')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`channels.column.${column}`)}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {rows.map((row) => {
          const used = lastUsedAt(row);
          return (
            <tr key={row.name} role="row" className="case-row">
              <td role="cell" className="col-title"><Link to={`/channels/${row.name}`} className="row-link">{row.displayName}</Link><span className="under">{row.name}</span></td>
              <td role="cell" data-label={t('channels.column.keys')} className="numbers">{activeKeys(row)}</td>
              <td role="cell" data-label={t('channels.column.quota')} className="numbers">{row.quotaPerMinute ?? t('channels.usualQuota')}</td>
              <td role="cell" data-label={t('channels.column.used')}>{used === null ? t('channels.never') : <Instant at={used} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
