import { recordHistorySchema, recordViewSchema, type RecordView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { OffRecord } from './off-record';
import '../../styles/supervision.css';
import '../../styles/register.css';

const RecordDrawer = lazy(() => import('./record-drawer'));
const RaiseDrawer = lazy(() => import('./raise-drawer'));

/** 一份记录: what was said, who took part, and the appeals that were raised from it. */
export default function RecordPage() {
  const api = useApi();
  const { t } = useTexts();
  const { id = '' } = useParams();
  const [open, setOpen] = useState<'change' | 'raise' | null>(null);
  const { data: record, error, refetch } = useQuery({ queryKey: ['records', id], queryFn: ({ signal }) => api.ask(`/api/v1/records/${encodeURIComponent(id)}`, recordViewSchema, { signal }), refetchInterval: 10_000 });
  usePageTitle(record?.title ?? t('records.title'));
  const close = () => { setOpen(null); };
  return (
    <>
      <p><Link to="/records">{t('records.back')}</Link></p>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {record === undefined && error === null && <PanelWaiting lines={6} />}
      {record !== undefined && (
        <>
          <Head record={record} onChange={() => { setOpen('change'); }} />
          <div className="register-parts">
            <Facts record={record} />
            <Appeals record={record} onRaise={() => { setOpen('raise'); }} />
            {record.closedDoor && (record.mayReadOffRecord || record.mine) && <OffRecord record={record} />}
            {record.state === 'finished' && record.version > 1 && <History record={record} />}
          </div>
          <Suspense fallback={null}>
            {open === 'change' && <RecordDrawer record={record} onClose={close} />}
            {open === 'raise' && <RaiseDrawer record={record} onClose={close} />}
          </Suspense>
        </>
      )}
    </>
  );
}

function Head({ record, onChange }: { readonly record: RecordView; readonly onChange: () => void }) {
  const api = useApi();
  const { t, language } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const finish = useMutation({
    mutationFn: () => api.ask(`/api/v1/records/${record.id}/finish`, recordViewSchema, { method: 'POST', body: {}, ifMatch: `"${String(record.version)}"` }),
    onSuccess: () => { toast(t('records.finished')); }, onSettled: () => queries.invalidateQueries({ queryKey: ['records'] }),
  });
  const isDraft = record.state === 'draft';
  return (
    <>
      <div className="page-head">
        <h1>{record.title}</h1><span className="tag">{t(`recordKind.${record.kind}`)}</span><span className={isDraft ? 'tag tag-unsure' : 'tag'}>{t(`records.state.${record.state}`)}</span>{record.closedDoor && <span className="tag tag-urgent">{t('records.closedDoor')}</span>}
        <span className="page-head-end">{record.mayAmend && <Button onClick={onChange}>{t(isDraft ? 'records.change' : 'records.amend')}</Button>}{isDraft && record.mine && <> <Button type="primary" loading={finish.isPending} title={t('records.finishHint')} onClick={() => { finish.mutate(); }}>{t('records.finish')}</Button></>}</span>
      </div>
      {finish.error !== null && <ProblemNotice error={finish.error} />}
      <p className="quiet small">{t('records.by', { name: record.author.name, when: formatInstant(record.updatedAt, language, 'minute') })}{isDraft && ` · ${t('records.finishHint')}`}</p>
    </>
  );
}

function Facts({ record: { date, place, host, participants, enterprises, summary, remarks } }: { readonly record: RecordView }) {
  const { t } = useTexts();
  const person = ({ name, body, post }: RecordView['participants'][number]) => [name, body, post].filter((part) => part !== undefined).join(' ');
  return (
    <section className="panel" aria-labelledby="facts-title">
      <h2 id="facts-title">{t('records.facts')}</h2>
      <dl className="register-facts">
        <dt>{t('records.date')}</dt><dd className="numbers">{date}</dd>
        <dt>{t('records.place')}</dt><dd>{place.text}</dd>
        {host !== null && <><dt>{t('records.host')}</dt><dd>{person(host)}</dd></>}
        <dt>{t('records.people')}</dt><dd>{participants.length === 0 ? t('records.noPeople') : participants.map(person).join('；')}</dd>
        <dt>{t('records.enterprisesTitle')}</dt>
        <dd>{enterprises.length === 0 ? t('records.noPeople') : enterprises.map(({ creditCode, name, registered }, index) => <span key={`${name} ${creditCode ?? ''}`}>{index > 0 && '；'}{creditCode !== null && registered ? <Link to={`/enterprises/${creditCode}`}>{name}</Link> : <>{name} <span className="quiet small">{t('records.unregistered')}</span></>}</span>)}</dd>
        <dt>{t('records.summary')}</dt><dd className="written">{summary}</dd>
        {remarks !== null && <><dt>{t('records.remarks')}</dt><dd className="written">{remarks}</dd></>}
      </dl>
    </section>
  );
}

function Appeals({ record, onRaise }: { readonly record: RecordView; readonly onRaise: () => void }) {
  const { t, language, nameOf } = useTexts();
  const when = (at: string) => formatInstant(at, language, 'minute');
  return (
    <section className="panel" aria-labelledby="appeals-title">
      <div className="letter-head"><h2 id="appeals-title">{t('records.appeals')}</h2>{record.mayAmend && <Button type="primary" disabled={record.state === 'draft'} title={record.state === 'draft' ? t('records.raiseHint') : ''} onClick={onRaise}>{t('records.raise')}</Button>}</div>
      {record.appeals.length === 0 && <p className="quiet">{t(record.state === 'draft' ? 'records.raiseHint' : 'records.noAppeals')}</p>}
      <ul className="register-appeals">
        {record.appeals.map((row) => (
          <li key={row.lineId}>
            <span><Link to={`/cases/${row.appealId}`}>{row.title}</Link> <span className="tag">{row.status === 'received' || row.status === 'classified' ? t(`enterprises.early.${row.status}`) : t(`state.${row.status}`)}</span></span>
            <span className="quiet small">{row.trackingNumber} · {row.appellant.name} · {t('records.raisedBy', { name: row.raisedByName, when: when(row.raisedAt) })}{row.unit !== null && ` · ${nameOf(row.unit.name)}`}</span>
            {row.answer !== null && <span>{t('enterprises.answer', { text: row.answer })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function History({ record }: { readonly record: RecordView }) {
  const api = useApi();
  const { t, language } = useTexts();
  const { data, error } = useQuery({ queryKey: ['records', record.id, 'history', record.version], queryFn: ({ signal }) => api.ask(`/api/v1/records/${record.id}/history`, recordHistorySchema, { signal }) });
  if (error !== null) return <ProblemNotice error={error} />;
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="history-title">
      <h2 id="history-title">{t('records.historyTitle')}</h2>
      <ul className="register-appeals">{data.items.map(({ version, at, byName, reason }) => <li key={version}>{t('records.historyLine', { version, name: byName, when: formatInstant(at, language, 'minute'), reason: reason ?? '' })}</li>)}</ul>
    </section>
  );
}
