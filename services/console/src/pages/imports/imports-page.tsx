import { importsPageSchema, importViewSchema, recordKinds, recordKindSchema, type ImportView, type RecordKind } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTexts } from '../../i18n';
import { DownloadButton } from '../../parts/download-button';
import { EmptyNotice, PanelWaiting, ProblemNotice } from '../../parts/notices';
import { PagedFoot } from '../../parts/paged-foot';
import { usePageTitle } from '../../parts/page-title';
import { usePagesOf } from '../../parts/pages-of';
import { SelectBox } from '../../parts/select-box';
import { Instant } from '../../parts/times';
import { useApi } from '../../session/session';
import { importedOf } from './import-counts';
import '../../styles/supervision.css';
import '../../styles/imports.css';

const columns = ['file', 'channel', 'rows', 'imported', 'wrong', 'state', 'uploaded'] as const;

/** 文件导入: an officer brings a file; nothing of it counts before they have seen what it would do. */
export default function ImportsPage() {
  const { t } = useTexts();
  usePageTitle(t('imports.title'));
  const list = usePagesOf({ key: ['imports'], path: '/api/v1/imports', schema: importsPageSchema, queryOf: (cursor) => (cursor === null ? '' : new URLSearchParams({ cursor }).toString()), refreshInMs: 5000 });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="page-head"><h1>{t('imports.title')}</h1><span className="quiet">{t('imports.lead')}</span></div>
      <Upload />
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows === undefined && list.error === null && <PanelWaiting lines={5} />}
      {rows !== undefined && (
        <section className="panel list-panel" aria-label={t('imports.list')}>
          {rows.length === 0 ? <EmptyNotice title={t('imports.none')} hint={t('imports.noneHint')} /> : <Imports rows={rows} />}
          {rows.length > 0 && <PagedFoot shown={rows.length} total={list.data?.pages.at(-1)?.total ?? rows.length} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </section>
      )}
    </>
  );
}

function Upload() {
  const api = useApi();
  const { t } = useTexts();
  const id = useId();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [channel, setChannel] = useState<RecordKind>('visit');
  const [file, setFile] = useState<File | null>(null);
  const upload = useMutation({
    mutationFn: (chosen: File) => {
      const form = new FormData();
      form.append('channel', channel);
      form.append('file', chosen);
      return api.ask('/api/v1/imports', importViewSchema, { method: 'POST', form });
    },
    onSuccess: ({ importId }) => navigate(`/imports/${importId}`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) upload.mutate(file);
  };
  return (
    <section className="panel" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('imports.upload')}</h2>
      <form className="import-form" onSubmit={submit}>
        <SelectBox label={t('imports.channel')} value={channel} options={recordKinds.map((kind) => ({ value: kind, label: t(`recordKind.${kind}`) }))} onChange={(kind) => { setChannel(recordKindSchema.safeParse(kind).data ?? 'visit'); }} />
        <span className="select-box"><label htmlFor={id}>{t('imports.file')}</label><input id={id} type="file" accept=".xlsx,.csv,text/csv" required onChange={(event) => { setFile(event.target.files?.[0] ?? null); }} /></span>
        <Button type="primary" htmlType="submit" disabled={file === null} loading={upload.isPending}>{t(upload.isPending ? 'imports.reading' : 'imports.send')}</Button>
      </form>
      {upload.error !== null && <ProblemNotice error={upload.error} />}
      <p className="quiet small">{t('imports.hint')}</p>
      <div className="import-templates">
        <DownloadButton path="/api/v1/imports/template?format=xlsx" name="suqiao-template.xlsx" label={t('imports.template', { format: 'XLSX' })} />
        <DownloadButton path="/api/v1/imports/template?format=csv" name="suqiao-template.csv" label={t('imports.template', { format: 'CSV' })} />
      </div>
    </section>
  );
}

function Imports({ rows }: { readonly rows: readonly ImportView[] }) {
  const { t } = useTexts();
  return (
    <table className="cases imports" role="table">
      <caption className="hidden">{t('imports.list')}</caption>
      <thead role="rowgroup"><tr role="row">{columns.map((column) => <th key={column} role="columnheader" scope="col">{t(`imports.column.${column}`)}</th>)}</tr></thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={row.importId} role="row" className="case-row">
            <td role="cell" className="col-title"><Link to={`/imports/${row.importId}`} className="row-link">{row.fileName}</Link></td>
            <td role="cell" data-label={t('imports.column.channel')}>{t(`recordKind.${row.channel}`)}</td>
            <td role="cell" data-label={t('imports.column.rows')} className="numbers">{row.rows}</td>
            <td role="cell" data-label={t('imports.column.imported')} className="numbers">{importedOf(row)}</td>
            <td role="cell" data-label={t('imports.column.wrong')} className="numbers">{(row.counts.bad ?? 0) + (row.counts.refused ?? 0)}</td>
            <td role="cell" data-label={t('imports.column.state')}>{t(`imports.state.${row.state}`)}</td>
            <td role="cell" data-label={t('imports.column.uploaded')}><Instant at={row.uploadedAt} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
