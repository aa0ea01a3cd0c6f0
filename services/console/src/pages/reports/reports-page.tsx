import { reportPageSchema, reportViewSchema, type ReportListRow } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTexts } from '../../i18n';
import { useNow } from '../../parts/clock';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { SelectBox } from '../../parts/select-box';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { shanghaiDayOf } from '../digest/digest-sections';
import { latestQuarters } from './report-paths';
import '../../styles/register.css';

const columns = ['title', 'quarter', 'number', 'state', 'problems'] as const;
const quartersOffered = 12;

/** A quarter in words. */
export function useQuarterName(): (quarter: string) => string {
  const { t } = useTexts();
  return (quarter) => t('reports.quarterName', { year: quarter.slice(0, 4), number: quarter.slice(5) });
}

/** 专题报告: all of them, and the way to another. */
export default function ReportsPage() {
  const { t } = useTexts();
  const { role } = useReader();
  usePageTitle(t('reports.title'));
  const list = usePagesOf({ key: ['reports', 'list'], path: '/api/v1/insight/special-reports', schema: reportPageSchema, queryOf: (cursor) => new URLSearchParams(cursor === null ? {} : { cursor }).toString(), refreshInMs: 15_000 });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('reports.title')}</h1><span className="quiet">{t('reports.lead')}</span></div>
      {role !== 'supervisor' && <NewReport />}
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={6} />}
      {rows !== undefined && (
        <section className="panel list-panel" aria-label={t('reports.list')}>
          {rows.length === 0 ? <EmptyNotice title={t('reports.empty')} hint={t('reports.emptyHint')} /> : <Reports rows={rows} />}
          {rows.length > 0 && <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </section>
      )}
    </>
  );
}

function NewReport() {
  const api = useApi();
  const { t } = useTexts();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const quarterName = useQuarterName();
  const offered = latestQuarters(shanghaiDayOf(useNow()), quartersOffered);
  const [quarter, setQuarter] = useState(offered[1] ?? '');
  const make = useMutation({
    mutationFn: () => api.ask('/api/v1/insight/special-reports', reportViewSchema, { method: 'POST', body: { quarter } }),
    onSuccess: ({ reportId }) => void navigate(`/reports/${reportId}`), onSettled: () => queries.invalidateQueries({ queryKey: ['reports', 'list'] }),
  });
  return (
    <form className="register-bar" onSubmit={(event) => { event.preventDefault(); make.mutate(); }}>
      <SelectBox label={t('reports.quarter')} value={quarter} options={offered.map((value) => ({ value, label: quarterName(value) }))} onChange={setQuarter} />
      <Button type="primary" htmlType="submit" loading={make.isPending}>{t('reports.make')}</Button>
      {make.error !== null && <ProblemNotice error={make.error} />}
    </form>
  );
}

function Reports({ rows }: { readonly rows: readonly ReportListRow[] }) {
  const { t } = useTexts();
  const quarterName = useQuarterName();
  return (
    <table className="cases" role="table">
      <caption className="hidden">{t('reports.list')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`reports.column.${column}`)}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.reportId} role="row" className="case-row">
            <td role="cell" className="col-title"><Link to={`/reports/${row.reportId}`} className="row-link">{row.title}</Link></td>
            <td role="cell" data-label={t('reports.column.quarter')}>{quarterName(row.quarter)}</td>
            <td role="cell" data-label={t('reports.column.number')}>{row.number?.text ?? t('reports.noNumber')}</td>
            <td role="cell" data-label={t('reports.column.state')}><span className={row.state === 'sentBack' ? 'tag tag-unsure' : 'tag'}>{t(`reports.state.${row.state}`)}</span></td>
            <td role="cell" data-label={t('reports.column.problems')} className="numbers">{row.problems.filter(({ state }) => state === 'open' || state === 'inProgress').length}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
