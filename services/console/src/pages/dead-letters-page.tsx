import { deadLetterPageSchema, deadLetterRowSchema, type DeadLetterPage } from '@suqiao/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { formatInstant } from '../format/instants';
import { useTexts } from '../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../parts/notices';
import { usePageTitle } from '../parts/page-title';
import { SureButton } from '../parts/sure-button';
import { useToast } from '../parts/toasts';
import { Instant } from '../parts/times';
import { useApi } from '../session/session';

const MendDrawer = lazy(() => import('./mend-drawer'));

type DeadLetterRow = DeadLetterPage['items'][number];

/** 死信: what consumers put aside; to look at, and to put back once. */
export default function DeadLettersPage() {
  const api = useApi();
  const { t } = useTexts();
  usePageTitle(t('deadLetters.title'));
  const list = useInfiniteQuery({
    queryKey: ['dead-letters'],
    queryFn: ({ pageParam, signal }) => api.ask(`/api/v1/dead-letters${pageParam === null ? '' : `?${new URLSearchParams({ cursor: pageParam }).toString()}`}`, deadLetterPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 30_000,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('deadLetters.title')}</h1><span className="quiet">{t('deadLetters.lead')}</span></div>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={6} />}
      {rows?.length === 0 && <div className="panel"><EmptyNotice title={t('deadLetters.empty')} hint={t('deadLetters.emptyHint')} /></div>}
      {rows !== undefined && rows.length > 0 && <ul className="letters" aria-label={t('deadLetters.caption')}>{rows.map((row) => <Letter key={row.id} row={row} />)}</ul>}
      <div className="paged-foot">
        <span role="status" className="numbers">{rows !== undefined && rows.length > 0 && t('list.shown', { shown: rows.length, total: list.data?.pages.at(-1)?.total ?? rows.length })}</span>
        {list.hasNextPage && <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('list.more')}</Button>}
      </div>
    </>
  );
}

function Letter({ row }: { readonly row: DeadLetterRow }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [mending, setMending] = useState(false);
  return (
    <li className="panel letter">
      <div className="letter-head">
        <div><b>{row.topic}</b> <span className="quiet small numbers">{t('deadLetters.place', { partition: row.partition, offset: row.offset })}</span></div>
        <Replay row={row} />
        {row.mendable && <Button onClick={() => { setMending(true); }}>{t('mending.open')}</Button>}
      </div>
      <p className="letter-reason">{row.reason}</p>
      <p className="quiet small">{t('deadLetters.consumer')} {row.consumer} · {t('deadLetters.at')} <Instant at={row.at} /> · {t('deadLetters.attempts', { times: row.attempts })}{row.key !== null && ` · ${t('deadLetters.key')} ${row.key}`}</p>
      <button type="button" className="link-button" aria-expanded={open} onClick={() => { setOpen(!open); }}>{t(open ? 'deadLetters.hide' : 'deadLetters.show')}</button>
      {open && <pre tabIndex={0} aria-label={t('deadLetters.show')}>{row.valueText === '' ? t('deadLetters.emptyValue') : row.valueText}</pre>}
      {row.mendedText !== null && <details><summary>{t('mending.shownMended')}</summary><pre tabIndex={0} aria-label={t('mending.mended')}>{row.mendedText}</pre></details>}
      {mending && <Suspense fallback={null}><MendDrawer row={row} onClose={() => { setMending(false); }} /></Suspense>}
    </li>
  );
}

function Replay({ row }: { readonly row: DeadLetterRow }) {
  const api = useApi();
  const { t, language } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const replay = useMutation({
    mutationFn: () => api.ask(`/api/v1/dead-letters/${encodeURIComponent(row.id)}/replay`, deadLetterRowSchema, { method: 'POST', body: {} }),
    onSuccess: () => { toast(t('deadLetters.done')); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['dead-letters'] }),
  });
  if (row.replayedAt !== null) return <span className="tag">{t('deadLetters.replayed', { when: formatInstant(row.replayedAt, language, 'short') })}</span>;
  return (
    <div>
      <SureButton label={t('deadLetters.replay')} question={t('deadLetters.confirm')} yes={t('deadLetters.yes')} no={t('deadLetters.no')} loading={replay.isPending} onSure={() => { replay.mutate(); }} />
      {replay.error !== null && <ProblemNotice error={replay.error} />}
    </div>
  );
}
