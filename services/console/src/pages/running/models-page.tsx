import { modelListSchema, modelRetrainingSchema, type ModelList, type ModelRetraining, type SortingModel } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { Instant } from '../../parts/times';
import { useToast } from '../../parts/toasts';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import '../../styles/running.css';

const runningEveryInMs = 5000;
const leastReasonLength = 6;

/** 分类模型: which model sorts, how those tried in its place did, and the way back to an earlier one. */
export default function ModelsPage() {
  const api = useApi();
  const { t } = useTexts();
  usePageTitle(t('models.title'));
  const { data, error, refetch } = useQuery({
    queryKey: ['models'], queryFn: ({ signal }) => api.ask('/api/v1/classification/models', modelListSchema, { signal }),
    refetchInterval: ({ state }) => (state.data?.retrainings[0]?.outcome === 'running' ? runningEveryInMs : false),
  });
  return (
    <>
      <div className="page-head"><h1>{t('models.title')}</h1><span className="quiet">{t('models.lead')}</span></div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={8} />}
      {data !== undefined && <div className="running-parts"><Models list={data} /><Retrainings list={data} /></div>}
    </>
  );
}

function Models({ list }: { readonly list: ModelList }) {
  const { t } = useTexts();
  const { level } = useReader();
  const served = new Set(list.retrainings.filter(({ outcome }) => outcome === 'tookOver').map(({ candidateVersion }) => candidateVersion));
  const [choosing, setChoosing] = useState<string | null>(null);
  return (
    <section className="panel" aria-labelledby="models-title">
      <h2 id="models-title">{t('models.models')}</h2>
      <ul className="health-parts">
        {list.items.map((model) => (
          <li key={model.version} className={model.inService ? 'health-working' : ''}>
            <span className="health-mark">{t(model.inService ? 'models.inService' : model.origin === 'shipped' ? 'models.shipped' : 'models.tried')}</span>
            <div><b>{model.version}</b><p className="small"><Told model={model} /></p>{choosing === model.version && <Choice version={model.version} onDone={() => { setChoosing(null); }} />}</div>
            {level === 'province' && !model.inService && choosing !== model.version && (model.origin === 'shipped' || served.has(model.version)) && <Button aria-label={`${t('models.takeAgain')} ${model.version}`} onClick={() => { setChoosing(model.version); }}>{t('models.takeAgain')}</Button>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Told({ model: { origin, inServiceSince, baseTexts, corrections, comparison } }: { readonly model: SortingModel }) {
  const { t } = useTexts();
  return (
    <>
      {origin === 'shipped' ? t('models.ships') : t('models.learnt', { texts: baseTexts ?? 0, corrections: corrections ?? 0 })}
      {comparison !== null && <> · {t('models.compared', { all: comparison.heldBack, its: comparison.candidateRight, theirs: comparison.inServiceRight })}</>}
      {inServiceSince !== null && <> · {t('models.since')} <Instant at={inServiceSince} shape="minute" /></>}
    </>
  );
}

function Choice({ version, onDone }: { readonly version: string; readonly onDone: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const id = useId();
  const toast = useToast();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const choose = useMutation({
    mutationFn: () => api.ask('/api/v1/classification/models/service', modelListSchema, { method: 'POST', body: { version, reason: reason.trim() } }),
    onSuccess: () => { toast(t('models.taken')); onDone(); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['models'] }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose.mutate();
  };
  return (
    <form className="plain-form" onSubmit={submit}>
      <div className="field"><label htmlFor={id}>{t('models.reason')}</label><input id={id} value={reason} maxLength={500} onChange={(event) => { setReason(event.target.value); }} /></div>
      {choose.error !== null && <ProblemNotice error={choose.error} />}
      <p className="sure"><Button type="primary" htmlType="submit" disabled={reason.trim().length < leastReasonLength} loading={choose.isPending}>{t('models.submit')}</Button><Button onClick={onDone}>{t('models.leave')}</Button></p>
    </form>
  );
}

function Retrainings({ list }: { readonly list: ModelList }) {
  const api = useApi();
  const { t } = useTexts();
  const { level } = useReader();
  const toast = useToast();
  const queries = useQueryClient();
  const retrain = useMutation({
    mutationFn: () => api.ask('/api/v1/classification/models/retrainings', modelRetrainingSchema, { method: 'POST', body: {} }),
    onSuccess: () => { toast(t('models.begun')); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['models'] }),
  });
  return (
    <section className="panel" aria-labelledby="retrainings-title">
      <div className="letter-head"><h2 id="retrainings-title">{t('models.retrainings')}</h2>{level === 'province' && <Button loading={retrain.isPending} disabled={list.retrainings[0]?.outcome === 'running'} onClick={() => { retrain.mutate(); }}>{t('models.retrain')}</Button>}</div>
      <p className="quiet small" role="status">{t('models.corrections', { count: list.corrections })} {list.totalRetrainings > list.retrainings.length && t('models.cut', { shown: list.retrainings.length, total: list.totalRetrainings })}</p>
      {retrain.error !== null && <ProblemNotice error={retrain.error} />}
      {list.retrainings.length === 0 ? <p className="quiet">{t('models.none')}</p> : <ul className="health-parts">{list.retrainings.map((one) => <Attempt key={one.retrainingId} attempt={one} />)}</ul>}
    </section>
  );
}

function Attempt({ attempt: { startedAt, startedByName, outcome, reason, candidateVersion } }: { readonly attempt: ModelRetraining }) {
  const { t, nameOf } = useTexts();
  return (
    <li>
      <span className="health-mark">{t(`models.outcome.${outcome}`)}</span>
      <div><b>{startedByName ?? t('models.bySchedule')}</b> <span className="quiet small">{candidateVersion}</span>{reason !== null && <p className="small">{nameOf(reason)}</p>}</div>
      <span className="quiet small"><Instant at={startedAt} shape="minute" /></span>
    </li>
  );
}
