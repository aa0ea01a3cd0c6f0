import { auditActions, auditPageSchema, auditVerificationSchema, type AuditEntry } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { SearchField } from '../../parts/search-field';
import { SelectBox } from '../../parts/select-box';
import { Instant } from '../../parts/times';
import { WindowedRows } from '../../parts/windowed-rows';
import { useApi } from '../../session/session';
import { auditFilterFrom, auditQueryOf, type AuditFilter } from './audit-filter';
import '../../styles/supervision.css';
import '../../styles/register.css';

const columns = ['sequence', 'at', 'by', 'action', 'object', 'reason'] as const;

/** 审计: who saw or changed what, why and when, and whether the trail is whole. */
export default function AuditPage() {
  const { t } = useTexts();
  usePageTitle(t('audit.title'));
  const [search, setSearch] = useSearchParams();
  const filter = auditFilterFrom(search);
  const list = usePagesOf({ key: ['audit'], path: '/api/v1/audit/entries', schema: auditPageSchema, queryOf: (cursor) => auditQueryOf(filter, cursor), refreshInMs: false });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('audit.title')}</h1><span className="quiet">{t('audit.lead')}</span></div>
      <Verification />
      <Filter key={filter.about} filter={filter} onChange={(next) => { setSearch(auditQueryOf(next)); }} />
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={6} />}
      {rows !== undefined && (
        <section className="panel list-panel" aria-label={t('audit.list')}>
          {rows.length === 0 ? <EmptyNotice title={t('audit.none')} hint={t('audit.noneHint')} /> : <Entries rows={rows} />}
          {rows.length > 0 && <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </section>
      )}
    </>
  );
}

/** The result of walking the whole chain: asked for once when the page is opened, and when somebody asks again. */
function Verification() {
  const api = useApi();
  const { t, language } = useTexts();
  const { data, error, isFetching, refetch } = useQuery({ queryKey: ['audit', 'verification'], queryFn: ({ signal }) => api.ask('/api/v1/audit/verification', auditVerificationSchema, { signal }), staleTime: Infinity, gcTime: 0 });
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <p role="status" className="quiet">{t('audit.verifying')}</p>;
  const { entries, head, firstBreak, at } = data;
  const again = <Button size="small" loading={isFetching} onClick={() => void refetch()}>{t('audit.again')}</Button>;
  if (firstBreak !== null) return <Alert className="audit-verification" type="error" showIcon role="alert" title={t('audit.broken', { sequence: firstBreak.sequence, what: t(`audit.breakKind.${firstBreak.kind}`), count: entries })} action={again} />;
  return (
    <Alert
      className="audit-verification" type="success" showIcon role="status" title={t('audit.whole', { count: entries, when: formatInstant(at, language, 'minute') })} action={again}
      description={head === null ? null : <span className="numbers small audit-receipt">{t('audit.receipt', { receipt: `${String(head.sequence)}:${head.digest}` })}</span>}
    />
  );
}

function Filter({ filter, onChange }: { readonly filter: AuditFilter; readonly onChange: (filter: AuditFilter) => void }) {
  const { t } = useTexts();
  const [about, setAbout] = useState(filter.about);
  return (
    <form className="register-bar" role="search" onSubmit={(event) => { event.preventDefault(); onChange({ ...filter, about: about.trim() }); }}>
      <SearchField label={t('audit.about')} value={about} mostCharacters={200} onChange={setAbout} />
      <SelectBox label={t('audit.actionLabel')} value={filter.action} options={[{ value: '', label: t('audit.anyAction') }, ...auditActions.map((action) => ({ value: action, label: t(`audit.action.${action}`) }))]} onChange={(value) => { onChange({ about: about.trim(), action: auditActions.find((action) => action === value) ?? '' }); }} />
      <Button htmlType="submit">{t('audit.find')}</Button>
    </form>
  );
}

function Entries({ rows }: { readonly rows: readonly AuditEntry[] }) {
  const { t } = useTexts();
  return (
    <table className="cases" role="table">
      <caption className="hidden">{t('audit.list')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`audit.column.${column}`)}</th>)}</tr></thead>
      <WindowedRows rows={rows} columns={columns.length}>{(row) => <Entry key={row.sequence} row={row} />}</WindowedRows>
    </table>
  );
}

const knownDetails = ['fields', 'key', 'label', 'scopes', 'replaces', 'absent', 'deputy', 'deputyName', 'from', 'until', 'to', 'toName', 'consumer', 'place', 'before', 'after'] as const;

function Entry({ row: { sequence, at, by, action, object, reason, details } }: { readonly row: AuditEntry }) {
  const { t } = useTexts();
  const said = knownDetails.flatMap((name) => (details[name] === undefined ? [] : [t('audit.details', { name: t(`audit.detail.${name}`), value: details[name] })]));
  const path = { appeal: `/cases/${object.id}`, record: `/records/${object.id}`, channel: `/channels/${object.id}`, handOver: null, deadLetter: null, model: '/models' }[object.kind];
  return (
    <tr role="row" className="case-row">
      <td role="cell" data-label={t('audit.column.sequence')} className="numbers">{sequence}</td>
      <td role="cell" data-label={t('audit.column.at')}><Instant at={at} /></td>
      <td role="cell" data-label={t('audit.column.by')}>{by.name}<span className="under">{t(`role.${by.role}`)} · {by.unitId ?? by.divisionCode}</span></td>
      <td role="cell" data-label={t('audit.column.action')}>{t(`audit.action.${action}`)}<span className="under">{said.join(' · ')}</span></td>
      <td role="cell" className="col-title">{path === null ? object.name : <Link to={path} className="row-link">{object.name}</Link>}<span className="under">{t(`audit.kind.${object.kind}`)}</span></td>
      <td role="cell" data-label={t('audit.column.reason')}>{reason ?? <span className="quiet">{t('audit.noReason')}</span>}</td>
    </tr>
  );
}
