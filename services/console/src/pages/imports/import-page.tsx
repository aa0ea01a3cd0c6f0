import { importViewSchema, type ImportView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useParams } from 'react-router';
import { useTexts } from '../../i18n';
import { DownloadButton } from '../../parts/download-button';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { importedOf, progressOf } from './import-counts';
import { ImportMapping } from './import-mapping';
import { ImportRows } from './import-rows';
import '../../styles/supervision.css';
import '../../styles/imports.css';

const askedAgainEveryInMs = 1000;

/** One file: how its columns are read, which rows are good, which are not and why, and what became of them. */
export default function ImportPage() {
  const { id = '' } = useParams();
  const api = useApi();
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['imports', 'one', id], queryFn: ({ signal }) => api.ask(`/api/v1/imports/${encodeURIComponent(id)}`, importViewSchema, { signal }),
    refetchInterval: (query) => (query.state.data?.state === 'checking' || query.state.data?.state === 'importing' ? askedAgainEveryInMs : false),
  });
  usePageTitle(data?.fileName ?? t('imports.title'));
  return (
    <>
      <div className="case-top"><Link to="/imports" className="back">← {t('imports.back')}</Link></div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={10} />}
      {data !== undefined && <Import view={data} />}
    </>
  );
}

function Import({ view }: { readonly view: ImportView }) {
  const { t } = useTexts();
  const wrong = (view.counts.bad ?? 0) + (view.counts.refused ?? 0);
  const about = [
    t(`recordKind.${view.channel}`), view.format.toUpperCase(), ...(view.encoding === null ? [] : [t('imports.encoding', { encoding: view.encoding })]), ...(view.sheet === null ? [] : [t('imports.sheet', { sheet: view.sheet })]),
    ...(view.otherSheets.length === 0 ? [] : [t('imports.otherSheets', { sheets: view.otherSheets.join('、') })]),
  ];
  return (
    <>
      <div className="page-head"><h1>{view.fileName}</h1><span className="state">{t(`imports.state.${view.state}`)}</span></div>
      <p className="quiet small">{about.join(' · ')}</p>
      {view.sameFileAs !== null && <p role="status" className="field-said">{t('imports.sameFile')} <Link to={`/imports/${view.sameFileAs.importId}`}>{t('imports.earlier')}</Link></p>}
      <section className="panel" aria-label={t('imports.figures')}>
        <dl className="import-figures">
          {(['rows', 'good', 'bad', 'same', 'imported', 'refused'] as const).map((name) => <div key={name}><dt>{t(`imports.figure.${name}`)}</dt><dd className="numbers">{name === 'rows' ? view.rows : name === 'imported' ? importedOf(view) : (view.counts[name] ?? 0)}</dd></div>)}
        </dl>
        <Progress view={view} />
        <Commit view={view} />
        {wrong > 0 && <div className="import-templates"><DownloadButton path={`/api/v1/imports/${view.importId}/errors?format=xlsx`} name="suqiao-rows-to-mend.xlsx" label={t('imports.mend', { count: wrong, format: 'XLSX' })} /><DownloadButton path={`/api/v1/imports/${view.importId}/errors?format=csv`} name="suqiao-rows-to-mend.csv" label={t('imports.mend', { count: wrong, format: 'CSV' })} /></div>}
      </section>
      {view.state === 'ready' && <ImportMapping key={JSON.stringify(view.columns)} view={view} />}
      {view.rowsRemoved ? <p className="quiet">{t('imports.removed')}</p> : <ImportRows view={view} />}
    </>
  );
}

function Progress({ view }: { readonly view: ImportView }) {
  const { t } = useTexts();
  const share = progressOf(view);
  if (share === null) return null;
  return <p role="status"><progress max={1} value={share} aria-label={t(`imports.state.${view.state}`)} /> <span className="numbers">{Math.floor(share * 100)} %</span></p>;
}

function Commit({ view }: { readonly view: ImportView }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const commit = useMutation({
    mutationFn: () => api.ask(`/api/v1/imports/${view.importId}/commit`, importViewSchema, { method: 'POST', body: {} }),
    onSuccess: () => { toast(t('imports.committed')); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  });
  const good = view.counts.good ?? 0;
  return (
    <>
      {commit.error !== null && <ProblemNotice error={commit.error} />}
      {view.missing.length > 0 && <p role="status" className="late">{t('imports.missing', { fields: view.missing.map((field) => t(`importField.${field}`)).join('、') })}</p>}
      {view.state === 'ready' && view.missing.length === 0 && <Button type="primary" disabled={good === 0} loading={commit.isPending} onClick={() => { commit.mutate(); }}>{t('imports.commit', { count: good })}</Button>}
    </>
  );
}
