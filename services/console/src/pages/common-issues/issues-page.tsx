import { issuePageSchema, type IssueRow } from '@suqiao/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { SearchField } from '../../parts/search-field';
import { SelectBox } from '../../parts/select-box';
import { Instant } from '../../parts/times';
import { addressOf, issueListingOf, issueOrders, issueQueryOf, issueTabs, type IssueListing } from './issue-address';
import { WeekBars } from './week-bars';
import '../../styles/supervision.css';
import '../../styles/issues.css';

/** 共性问题: the hottest first. */
export default function IssuesPage() {
  const { t } = useTexts();
  const [parameters] = useSearchParams();
  const listing = issueListingOf(parameters);
  usePageTitle(t('issues.title'));
  const list = usePagesOf({ key: ['common-issues'], path: '/api/v1/insight/common-issues', schema: issuePageSchema, queryOf: (cursor) => issueQueryOf(listing, cursor), refreshInMs: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('issues.title')}</h1><span className="quiet">{t('issues.lead')}</span></div>
      <nav className="panel list-panel list-head pair-tabs" aria-label={t('issues.tabs')}><div className="list-tabs">{issueTabs.map((tab) => <Link key={tab} to={`?${addressOf({ ...listing, tab })}`} aria-current={tab === listing.tab ? 'page' : undefined}>{t(`issues.tab.${tab}`)}</Link>)}</div></nav>
      <Filter key={parameters.toString()} listing={listing} />
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={6} />}
      {rows?.length === 0 && <div className="panel"><EmptyNotice title={t('issues.empty')} hint={t('issues.emptyHint')} /></div>}
      {rows !== undefined && rows.length > 0 && (
        <>
          <ul className="issue-list" aria-label={t('issues.list')}>{rows.map((row) => <Issue key={row.issueId} row={row} />)}</ul>
          <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </>
      )}
    </>
  );
}

function Filter({ listing }: { readonly listing: IssueListing }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [q, setQ] = useState(listing.q);
  const go = (next: IssueListing) => void navigate(`?${addressOf(next)}`);
  return (
    <form className="issue-bar" role="search" onSubmit={(event) => { event.preventDefault(); go({ ...listing, q: q.trim() }); }}>
      <SearchField label={t('issues.search')} value={q} mostCharacters={60} onChange={setQ} />
      <SelectBox label={t('issues.order')} value={listing.order} options={issueOrders.map((value) => ({ value, label: t(`issues.orderBy.${value}`) }))} onChange={(value) => { go({ ...listing, order: issueOrders.find((order) => order === value) ?? 'heat' }); }} />
      <Button htmlType="submit">{t('issues.find')}</Button>
    </form>
  );
}

const placesNamed = 4;

function Issue({ row }: { readonly row: IssueRow }) {
  const { t, nameOf } = useTexts();
  const { clock, divisions, lead } = row;
  return (
    <li className="panel issue-card">
      <div>
        <h2><Link to={`/common-issues/${row.issueId}`}>{row.name}</Link></h2> <span className={row.state === 'candidate' ? 'tag tag-unsure' : 'tag'}>{t(`issues.state.${row.state}`)}</span> <span className="tag">{t(`level.${row.level}`)}</span>{clock.overdue && <> <span className="tag tag-urgent">{t('issues.late')}</span></>}
        <p className="issue-facts"><span>{t('issues.total')} <b>{row.total.count}</b></span><span>{t('issues.firms')} <b>{row.enterprises.count}</b></span><span>{t('issues.heat')} <b>{row.heat.value}</b></span>{clock.dueAt !== null && <span className={clock.overdue ? 'late' : ''}>{t('issues.column.due')} <Instant at={clock.dueAt} shape="short" /></span>}</p>
        <p className="quiet small">{divisions.slice(0, placesNamed).map(({ name, count }) => `${nameOf(name)} ${String(count)}`).join(' · ')}{divisions.length > placesNamed && ` ${t('issues.placesMore', { count: divisions.length })}`}{lead !== null && ` · ${t('issues.leadUnit')} ${nameOf(lead.name)}`}</p>
      </div>
      <WeekBars weeks={row.weeks} />
    </li>
  );
}
