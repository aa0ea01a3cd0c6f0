import { appealRowPageSchema, enterpriseViewSchema, recordPageSchema, type AppealRow, type EnterpriseView } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useDivisions } from '../../api/directory';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { isOfficer, useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import '../../styles/supervision.css';
import '../../styles/register.css';

const EnterpriseDrawer = lazy(() => import('./enterprise-drawer'));

/** 一家企业: what it is, its appeals with their answers, and the visits that it took part in. */
export default function EnterprisePage() {
  const api = useApi();
  const { t } = useTexts();
  const reader = useReader();
  const { creditCode = '' } = useParams();
  const [open, setOpen] = useState(false);
  const path = `/api/v1/enterprises/${encodeURIComponent(creditCode)}`;
  const { data: enterprise, error, refetch } = useQuery({ queryKey: ['enterprises', creditCode], queryFn: ({ signal }) => api.ask(path, enterpriseViewSchema, { signal }) });
  usePageTitle(enterprise?.name ?? t('enterprises.title'));
  return (
    <>
      <p><Link to="/enterprises">{t('enterprises.back')}</Link></p>
      <div className="page-head">
        <h1>{enterprise?.name ?? creditCode}</h1>{enterprise?.provisional === true && <span className="tag tag-unsure" title={t('enterprises.provisionalHint')}>{t('enterprises.provisional')}</span>}
        {enterprise !== undefined && isOfficer(reader) && <span className="page-head-end"><Button onClick={() => { setOpen(true); }}>{t(enterprise.provisional ? 'enterprises.confirm' : 'enterprises.change')}</Button></span>}
      </div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {enterprise === undefined && error === null && <PanelWaiting lines={6} />}
      {enterprise !== undefined && <><Figures enterprise={enterprise} /><div className="register-parts"><Facts enterprise={enterprise} /><Appeals path={path} /><Records path={path} count={enterprise.records} /><History enterprise={enterprise} /></div></>}
      {open && enterprise !== undefined && <Suspense fallback={null}><EnterpriseDrawer enterprise={enterprise} onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}

function Figures({ enterprise: { appeals, records } }: { readonly enterprise: EnterpriseView }) {
  const { t } = useTexts();
  const figures = { ...appeals, records };
  return <dl className="register-figures" aria-label={t('enterprises.figures')}>{(['total', 'open', 'answered', 'records'] as const).map((figure) => <div key={figure}><dt>{t(`enterprises.figure.${figure}`)}</dt><dd className="numbers">{figures[figure]}</dd></div>)}</dl>;
}

function Facts({ enterprise }: { readonly enterprise: EnterpriseView }) {
  const { t } = useTexts();
  const { nameOfDivision } = useDivisions();
  const unknown = t('enterprises.unknown');
  const facts = [
    [t('enterprises.creditCode'), enterprise.creditCode], [t('enterprises.column.division'), nameOfDivision(enterprise.divisionCode)], [t('enterprises.address'), enterprise.address ?? unknown], [t('enterprises.column.industry'), enterprise.industryCode ?? unknown],
    [t('enterprises.sizeLabel'), enterprise.size === null ? unknown : t(`enterprises.size.${enterprise.size}`)], [t('enterprises.private'), enterprise.isPrivate === null ? t('enterprises.privateAny') : t(enterprise.isPrivate ? 'enterprises.yes' : 'enterprises.no')],
    ...(enterprise.chambers.length > 0 ? [[t('enterprises.chambers'), enterprise.chambers.join('、')]] : []), ...(enterprise.formerNames.length > 0 ? [[t('enterprises.formerNames'), enterprise.formerNames.join('、')]] : []),
  ];
  return <section className="panel" aria-labelledby="facts-title"><h2 id="facts-title">{t('enterprises.fields')}</h2><dl className="register-facts">{facts.flatMap(([name, value]) => [<dt key={`${String(name)} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}</dl></section>;
}

function Appeals({ path }: { readonly path: string }) {
  const { t } = useTexts();
  const list = usePagesOf({ key: ['enterprises', 'appeals'], path: `${path}/appeals`, schema: appealRowPageSchema, queryOf: (cursor) => new URLSearchParams({ limit: '20', ...(cursor !== null && { cursor }) }).toString(), refreshInMs: 10_000 });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <section className="panel" aria-labelledby="appeals-title">
      <h2 id="appeals-title">{t('enterprises.appeals')}</h2>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={3} />}
      {rows?.length === 0 && <p className="quiet">{t('enterprises.noAppeals')}</p>}
      {rows !== undefined && rows.length > 0 && <><ul className="register-appeals">{rows.map((row) => <Appeal key={row.appealId} row={row} />)}</ul><PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} /></>}
    </section>
  );
}

function Appeal({ row }: { readonly row: AppealRow }) {
  const { t, language, nameOf } = useTexts();
  const { status } = row;
  const word = status === 'received' || status === 'classified' ? t(`enterprises.early.${status}`) : t(`state.${status}`);
  const when = (at: string) => formatInstant(at, language, 'minute');
  return (
    <li>
      <span><Link to={`/cases/${row.appealId}`}>{row.title}</Link> <span className="tag">{word}</span></span>
      <span className="quiet small">{row.trackingNumber} · {when(row.receivedAt)}{row.unit !== null && ` · ${nameOf(row.unit.name)}`}{row.dueAt !== null && ` · ${t('enterprises.due', { when: when(row.dueAt) })}`}</span>
      {row.answer !== null && <span>{t('enterprises.answer', { text: row.answer })}</span>}
    </li>
  );
}

function Records({ path, count }: { readonly path: string; readonly count: number }) {
  const api = useApi();
  const { t } = useTexts();
  const { data, error } = useQuery({ queryKey: ['enterprises', path, 'records'], enabled: count > 0, queryFn: ({ signal }) => api.ask(`${path}/records?limit=50`, recordPageSchema, { signal }) });
  if (count === 0) return null;
  return (
    <section className="panel" aria-labelledby="records-title">
      <h2 id="records-title">{t('enterprises.figure.records')}</h2>
      {error !== null && <ProblemNotice error={error} />}
      {data === undefined && error === null && <PanelWaiting lines={2} />}
      <ul className="register-appeals">{data?.items.map(({ id, title, kind, date, place }) => <li key={id}><span><Link to={`/records/${id}`}>{title}</Link> <span className="tag">{t(`recordKind.${kind}`)}</span></span><span className="quiet small">{date} · {place.text}</span></li>)}</ul>
      {data !== undefined && data.total > data.items.length && <p className="quiet small" role="status">{t('list.shown', { shown: data.items.length, total: data.total })}</p>}
    </section>
  );
}

function History({ enterprise: { history } }: { readonly enterprise: EnterpriseView }) {
  const { t, language } = useTexts();
  if (history.length === 0) return null;
  return <section className="panel" aria-labelledby="history-title"><h2 id="history-title">{t('enterprises.history')}</h2><ul className="register-appeals">{history.map(({ version, at, byName }) => <li key={version}>{t('enterprises.changed', { version, when: formatInstant(at, language, 'minute'), name: byName ?? t('enterprises.byAppeal') })}</li>)}</ul></section>;
}
