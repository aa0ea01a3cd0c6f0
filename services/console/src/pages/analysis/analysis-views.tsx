import { analysisViewSchema, analysisViewsSchema, type AnalysisView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

const path = '/api/v1/insight/analysis-views';
const key = ['analysis-views'];

/** 视图: the question in the address under a name, for oneself or for the office. */
export function AnalysisViews({ query }: { readonly query: string }) {
  const { t } = useTexts();
  const api = useApi();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => api.ask(path, analysisViewsSchema, { signal }) });
  const remove = useMutation({ mutationFn: ({ viewId }: AnalysisView) => api.open(`${path}/${viewId}`, { method: 'DELETE' }), onSettled: () => queries.invalidateQueries({ queryKey: key }) });
  const views = data?.items ?? [];
  return (
    <section className="panel analysis-views" aria-label={t('analysis.views')}>
      {views.length > 0 && (
        <ul aria-label={t('analysis.views')}>
          {views.map((view) => (
            <li key={view.viewId}>
              <Link to={`/analysis?${view.query}`} aria-current={view.query === query ? 'true' : undefined}>{view.name}</Link>
              {!view.mine && <span className="quiet small">{t('analysis.viewBy', { name: view.byName })}</span>}
              {view.mine && <button type="button" className="link-button small" aria-label={`${t('analysis.viewRemove')} ${view.name}`} onClick={() => { remove.mutate(view); }}>{t('analysis.viewRemove')}</button>}
            </li>
          ))}
        </ul>
      )}
      {remove.error !== null && <ProblemNotice error={remove.error} />}
      <SaveForm query={query} />
    </section>
  );
}

function SaveForm({ query }: { readonly query: string }) {
  const { t } = useTexts();
  const api = useApi();
  const toast = useToast();
  const queries = useQueryClient();
  const id = useId();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => api.ask(path, analysisViewSchema, { method: 'POST', body: { name, query, shared } }),
    onSuccess: (view) => { setName(''); toast(t('analysis.viewSaved', { name: view.name })); },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  return (
    <form className="analysis-save" onSubmit={(event) => { event.preventDefault(); save.mutate(); }}>
      <label htmlFor={id}>{t('analysis.viewName')}</label>
      <input id={id} value={name} required maxLength={60} onChange={(event) => { setName(event.target.value); }} />
      <label><input type="checkbox" checked={shared} onChange={(event) => { setShared(event.target.checked); }} /> {t('analysis.viewShared')}</label>
      <Button htmlType="submit" loading={save.isPending}>{t('analysis.viewSave')}</Button>
      {save.error !== null && <ProblemNotice error={save.error} />}
    </form>
  );
}
