import { consultationPageSchema, type Consultation } from '@suqiao/contracts';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { Instant } from '../../parts/times';
import { useReader } from '../../session/reader';
import '../../styles/supervision.css';
import '../../styles/issues.css';

const ConsultationDrawer = lazy(() => import('./consultation-drawer'));
const ScheduleDrawer = lazy(() => import('./schedule-drawer'));
const tabQueries = { all: {}, called: { state: 'called' }, held: { state: 'held' }, overdue: { overdue: 'true' }, closed: { state: 'closed' } } as const;
type Tab = keyof typeof tabQueries;
const tabs = Object.keys(tabQueries) as Tab[];

/** 会商: meetings, and what became of their tasks. */
export default function ConsultationsPage() {
  const { t } = useTexts();
  const { role, unitId } = useReader();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const [open, setOpen] = useState<'call' | 'schedule' | null>(null);
  const tab = tabs.find((each) => each === parameters.get('list')) ?? 'all';
  const mayCall = unitId === null && (role === 'analyst' || role === 'supervisor' || role === 'administrator');
  usePageTitle(t('consultations.title'));
  const list = usePagesOf({ key: ['consultations'], path: '/api/v1/insight/consultations', schema: consultationPageSchema, queryOf: (cursor) => new URLSearchParams({ ...tabQueries[tab], limit: '25', ...(cursor !== null && { cursor }) }).toString(), refreshInMs: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('consultations.title')}</h1><span className="quiet">{t('consultations.lead')}</span>{mayCall && <span className="page-head-end"><Button onClick={() => { setOpen('schedule'); }}>{t('consultations.schedule')}</Button><Button type="primary" onClick={() => { setOpen('call'); }}>{t('consultations.call')}</Button></span>}</div>
      <nav className="panel list-panel list-head pair-tabs" aria-label={t('consultations.tabs')}><div className="list-tabs">{tabs.map((each) => <Link key={each} to={each === 'all' ? '?' : `?list=${each}`} aria-current={each === tab ? 'page' : undefined}>{t(`consultations.tab.${each}`)}</Link>)}</div></nav>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={5} />}
      {rows?.length === 0 && <div className="panel"><EmptyNotice title={t('consultations.empty')} hint={t('consultations.emptyHint')} /></div>}
      {rows !== undefined && rows.length > 0 && (
        <>
          <ul className="issue-list" aria-label={t('consultations.list')}>{rows.map((row) => <Row key={row.consultationId} row={row} />)}</ul>
          <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />
        </>
      )}
      {open === 'call' && <Suspense fallback={null}><ConsultationDrawer ask="call" view={null} onDone={({ consultationId }) => void navigate(`/consultations/${consultationId}`)} onClose={() => { setOpen(null); }} /></Suspense>}
      {open === 'schedule' && <Suspense fallback={null}><ScheduleDrawer onClose={() => { setOpen(null); }} /></Suspense>}
    </>
  );
}

function Row({ row }: { readonly row: Consultation }) {
  const { t, nameOf } = useTexts();
  const done = row.tasks.filter(({ doneAt }) => doneAt !== null).length;
  const late = row.tasks.some(({ doneAt, overdue }) => overdue && doneAt === null);
  return (
    <li className="panel issue-card">
      <div>
        <h2><Link to={`/consultations/${row.consultationId}`}>{row.title}</Link></h2> <span className="tag">{t(`consultations.state.${row.state}`)}</span> <span className="tag">{t(`level.${row.level}`)}</span>{late && <> <span className="tag tag-urgent">{t('consultations.late')}</span></>}
        <p className="issue-facts"><span><Instant at={row.at} /></span><span>{row.place}</span><span>{row.tasks.length === 0 ? t('consultations.noTasks') : t('consultations.tasksDone', { done, all: row.tasks.length })}</span></p>
        <p className="quiet small">{row.units.map(({ name }) => nameOf(name)).join('、')}{row.agenda.length > 0 && ` · ${row.agenda.map(({ title }) => title).join('、')}`}</p>
      </div>
    </li>
  );
}
