import { handOverSchema, handOversSchema, type HandOver } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { useNow } from '../../parts/clock';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { shanghaiDayOf } from '../digest/digest-sections';
import '../../styles/digest.css';

const HandOverDrawer = lazy(() => import('./hand-over-drawer'));

/** 代理: who stands in for whom, and when; the reader is the absent person, the deputy or whoever arranged it. */
export default function HandOversPage() {
  const api = useApi();
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  usePageTitle(t('handOvers.title'));
  const { data, error, refetch } = useQuery({ queryKey: ['hand-overs'], queryFn: ({ signal }) => api.ask('/api/v1/supervision/hand-overs', handOversSchema, { signal }) });
  return (
    <>
      <div className="page-head"><h1>{t('handOvers.title')}</h1><span className="page-head-end"><Button type="primary" onClick={() => { setOpen(true); }}>{t('handOvers.make')}</Button></span></div>
      <p className="quiet">{t('handOvers.lead')}</p>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={4} />}
      {data !== undefined && (
        <section className="panel" aria-label={t('handOvers.list')}>
          {data.items.length === 0 ? <EmptyNotice title={t('handOvers.none')} hint={t('handOvers.noneHint')} /> : <ul className="digest-lines">{data.items.map((item) => <Line key={item.id} item={item} />)}</ul>}
        </section>
      )}
      {open && <Suspense fallback={null}><HandOverDrawer onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}

function Line({ item }: { readonly item: HandOver }) {
  const api = useApi();
  const { t, language } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const today = shanghaiDayOf(useNow());
  const end = useMutation({
    mutationFn: () => api.ask(`/api/v1/supervision/hand-overs/${item.id}/end`, handOverSchema, { method: 'POST', body: {} }),
    onSuccess: () => { toast(t('handOvers.ended')); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['hand-overs'] }),
  });
  const mayEnd = item.endedAt === null && today <= item.until;
  const state = item.endedAt !== null ? t('handOvers.endedOn', { when: formatInstant(item.endedAt, language, 'minute') }) : t(item.running ? 'handOvers.running' : today < item.from ? 'handOvers.coming' : 'handOvers.over');
  const line = t('handOvers.line', { absent: item.absent.name, deputy: item.deputy.name });
  return (
    <li>
      <div>
        <b>{line}</b> <span className="tag">{state}</span>
        <p className="step-reason">{item.reason}</p>
        <p className="quiet small">{t('handOvers.madeBy', { name: item.madeBy.name, when: formatInstant(item.madeAt, language, 'minute') })}</p>
        {end.error !== null && <ProblemNotice error={end.error} />}
      </div>
      <span className="numbers">{item.from} – {item.until}</span>
      <span>{mayEnd && <Button loading={end.isPending} aria-label={`${t('handOvers.end')} ${line}`} onClick={() => { end.mutate(); }}>{t('handOvers.end')}</Button>}</span>
    </li>
  );
}
