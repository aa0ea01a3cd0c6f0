import { newWatchListSchema, watchedCasePageSchema, watchListSchema, watchListsSchema, type WatchedCase, type WatchList } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { Link, useSearchParams } from 'react-router';
import { untoldEveryInMs } from '../api/live';
import { useTexts } from '../i18n';
import { LightMark } from '../parts/lights';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../parts/notices';
import { PagedFoot } from '../parts/paged-foot';
import { usePageTitle } from '../parts/page-title';
import { usePagesOf } from '../parts/pages-of';
import { CaseTimeLeft } from '../parts/times';
import { useToast } from '../parts/toasts';
import { useReader } from '../session/reader';
import { useApi } from '../session/session';
import '../styles/supervision.css';

/** 关注清单: a supervisor's own lists of cases, with their lights. */
export default function WatchPage() {
  const api = useApi();
  const { t } = useTexts();
  const { subject } = useReader();
  const [parameters] = useSearchParams();
  usePageTitle(t('watch.title'));
  const { data, error, refetch } = useQuery({ queryKey: ['cases', 'watch-lists'], queryFn: ({ signal }) => api.ask('/api/v1/supervision/watch-lists', watchListsSchema, { signal }) });
  const shown = data?.items.find((list) => list.id === parameters.get('list')) ?? data?.items[0];
  return (
    <>
      <div className="page-head"><h1>{t('watch.title')}</h1><span className="page-head-end"><NewList /></span></div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={6} />}
      {data?.items.length === 0 && <div className="panel"><EmptyNotice title={t('watch.none')} hint={t('watch.noneHint')} /></div>}
      {data !== undefined && shown !== undefined && (
        <section className="panel list-panel" aria-label={t('watch.lists')}>
          <div className="list-head"><nav aria-label={t('watch.lists')} className="list-tabs">
            {data.items.map((list) => <Link key={list.id} to={`/watch?list=${list.id}`} aria-current={list.id === shown.id ? 'page' : undefined}>{list.owner.subject === subject ? list.name : `${list.name} (${list.owner.name})`}<span className="count numbers">{list.count}</span></Link>)}
          </nav></div>
          <Watched list={shown} />
        </section>
      )}
    </>
  );
}

/** A new list by its name. */
function NewList() {
  const api = useApi();
  const { t } = useTexts();
  const id = useId();
  const toast = useToast();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: () => api.ask('/api/v1/supervision/watch-lists', watchListSchema, { method: 'POST', body: { name } }),
    onSuccess: () => { setName(''); toast(t('watch.made')); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases', 'watch-lists'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (newWatchListSchema.safeParse({ name }).success) make.mutate();
  };
  return (
    <form className="new-list" onSubmit={submit}>
      <span className="select-box"><label htmlFor={id}>{t('watch.newName')}</label><input id={id} value={name} maxLength={60} required onChange={(event) => { setName(event.target.value); }} /></span>
      <Button htmlType="submit" loading={make.isPending}>{t('watch.make')}</Button>
      {make.error !== null && <ProblemNotice error={make.error} />}
    </form>
  );
}

function Watched({ list }: { readonly list: WatchList }) {
  const { t } = useTexts();
  const pages = usePagesOf({ key: ['cases', 'watched'], path: `/api/v1/supervision/watch-lists/${list.id}/cases`, schema: watchedCasePageSchema, queryOf: (cursor) => (cursor === null ? '' : new URLSearchParams({ cursor }).toString()), refreshInMs: untoldEveryInMs });
  const rows = pages.data?.pages.flatMap((page) => page.items);
  if (pages.error !== null) return <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />;
  if (rows === undefined) return <PanelWaiting lines={6} />;
  if (rows.length === 0) return <EmptyNotice title={t('watch.empty')} hint={t('watch.noneHint')} />;
  return (
    <>
      <ul className="watched" aria-label={t('watch.caption', { name: list.name })}>{rows.map((row) => <Row key={row.caseId} row={row} listId={list.id} />)}</ul>
      <PagedFoot shown={rows.length} total={pages.data?.pages.at(-1)?.total ?? rows.length} hasMore={pages.hasNextPage} loading={pages.isFetchingNextPage} onMore={() => void pages.fetchNextPage()} />
    </>
  );
}

function Row({ row, listId }: { readonly row: WatchedCase; readonly listId: string }) {
  const api = useApi();
  const { t, nameOf } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.open(`/api/v1/supervision/watch-lists/${listId}/cases/${row.caseId}/remove`, { method: 'POST', body: {} }),
    onSuccess: () => { toast(t('watch.removed')); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  return (
    <li>
      <LightMark light={row.light} />
      <div className="watched-case">
        <Link to={`/cases/${row.caseId}`}>{row.title}</Link>
        <div className="quiet small"><span className="numbers">{row.trackingNumber}</span> · {nameOf(row.unit.name)} · {t(`state.${row.state}`)} · {t('watch.by', { name: row.addedBy.name })}</div>
        {row.note !== null && <div className="step-reason">{row.note}</div>}
        {remove.error !== null && <ProblemNotice error={remove.error} />}
      </div>
      <CaseTimeLeft row={row} />
      <Button loading={remove.isPending} aria-label={`${t('watch.remove')} ${row.title}`} onClick={() => { remove.mutate(); }}>{t('watch.remove')}</Button>
    </li>
  );
}
