import { bulkPreviewSchema, bulkPreviewViewSchema, bulkProgressSchema, type BulkAction, type BulkItem, type BulkPreviewView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { ProblemNotice } from '../../parts/notices';
import { useApi } from '../../session/session';
import { ChoiceField, TextField } from '../case/small-fields';
import { faultOfText } from '../case/written-fault';
import type { BoardFilter } from './board-filter';

const askedAgainEveryInMs = 1000;

/** 批量督办 of the list on the board: written, previewed case by case, then run as it was previewed. */
export default function BulkDrawer({ filter, onClose }: { readonly filter: BoardFilter; readonly onClose: () => void }) {
  const [preview, setPreview] = useState<BulkPreviewView | null>(null);
  return preview === null ? <BulkForm filter={filter} onPreview={setPreview} onClose={onClose} /> : <BulkRun preview={preview} onClose={onClose} />;
}

function BulkForm({ filter, onPreview, onClose }: { readonly filter: BoardFilter; readonly onPreview: (preview: BulkPreviewView) => void; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const [action, setAction] = useState<BulkAction>('remind');
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { list, level, division } = filter;
  const written = action === 'order' ? { demand: text } : text.trim() === '' ? {} : { text };
  const parsed = bulkPreviewSchema.safeParse({ action, ...written, filter: { state: list, ...(level !== null && { level }), ...(division !== null && { division }) } });
  const ask = useMutation({ mutationFn: (body: unknown) => api.ask('/api/v1/supervision/bulk/preview', bulkPreviewViewSchema, { method: 'POST', body }), onSuccess: onPreview });
  const submit = () => {
    setTried(true);
    if (parsed.success) ask.mutate(parsed.data);
  };
  return (
    <FormDrawer title={t('bulk.open')} submitText={t('bulk.preview')} pending={ask.isPending} onSubmit={submit} onClose={onClose}>
      <p className="drawer-case">{t(`board.tab.${list}`)}</p>
      <p className="field-said">{t('bulk.lead')}</p>
      {ask.error !== null && <ProblemNotice error={ask.error} />}
      <ChoiceField label={t('bulk.action')} value={action} fault={null} onChange={(choice) => { setAction(choice === 'order' ? 'order' : 'remind'); }} choices={[{ value: 'remind', label: t('bulk.remind') }, { value: 'order', label: t('bulk.order') }]} />
      <TextField label={t(action === 'order' ? 'bulk.demand' : 'bulk.text')} value={text} fault={tried ? faultOfText(parsed) : null} limit={action === 'order' ? 2000 : 1000} required={action === 'order'} onChange={setText} />
    </FormDrawer>
  );
}

function BulkRun({ preview, onClose }: { readonly preview: BulkPreviewView; readonly onClose: () => void }) {
  const api = useApi();
  const { t, language } = useTexts();
  const queries = useQueryClient();
  const run = useMutation({
    mutationFn: () => api.ask(`/api/v1/supervision/bulk/${preview.previewId}/run`, bulkProgressSchema, { method: 'POST', body: {} }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  const { data } = useQuery({
    queryKey: ['bulk', preview.previewId], enabled: run.isSuccess,
    queryFn: ({ signal }) => api.ask(`/api/v1/supervision/bulk/${preview.previewId}?limit=100`, bulkProgressSchema, { signal }),
    refetchInterval: (query) => (query.state.data?.state === 'finished' ? false : askedAgainEveryInMs),
  });
  const progress = data ?? run.data;
  const over = progress !== undefined || preview.will === 0;
  return (
    <FormDrawer title={t(`bulk.${preview.action}`)} submitText={over ? t('bulk.close') : t('bulk.run', { will: preview.will })} pending={run.isPending} onSubmit={() => { if (over) onClose(); else run.mutate(); }} onClose={onClose}>
      <p className="drawer-case numbers">{t('bulk.count', { amount: preview.count, will: preview.will })}{preview.truncated && ` ${t('bulk.truncated')}`}</p>
      {progress === undefined
        ? <p className="quiet small">{t('bulk.expires', { when: formatInstant(preview.expiresAt, language, 'minute') })}</p>
        : <p role="status" className="field-said numbers"><b>{t(`bulk.state.${progress.state}`)}</b><br />{t('bulk.progress', { done: progress.done, waiting: progress.waiting, skipped: progress.skipped, refused: progress.refused })}</p>}
      {run.error !== null && <ProblemNotice error={run.error} />}
      <ul className="bulk-items" aria-label={t('bulk.items')}>{(data?.items ?? preview.items).map((item) => <Item key={item.caseId} item={item} />)}</ul>
    </FormDrawer>
  );
}

function Item({ item: { caseId, trackingNumber, title, unit, will, reason, outcome } }: { readonly item: BulkItem }) {
  const { t, nameOf } = useTexts();
  const why = outcome?.reason ?? reason;
  return (
    <li>
      <div className="joint-head">{title === null ? <span className="quiet">{t('bulk.hidden')}</span> : <Link to={`/cases/${caseId}`}>{title}</Link>}<span className={will ? 'tag tag-unsure' : 'tag'}>{outcome === null ? t(will ? 'bulk.will' : 'bulk.wont') : t(`bulk.outcome.${outcome.kind}`)}</span></div>
      <div className="quiet small">{trackingNumber !== null && <span className="numbers">{trackingNumber}</span>}{unit !== null && ` · ${nameOf(unit.name)}`}</div>
      {why !== null && <div className="small">{nameOf(why)}</div>}
    </li>
  );
}
