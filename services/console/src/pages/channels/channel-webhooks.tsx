import { deliveryPageSchema, webhookListSchema, webhookReplayedSchema, webhookSchema, type WebhookDelivery, type WebhookView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

const replayedForInMs = 3 * 24 * 3600 * 1000;
const deliveriesShown = 20;

/** 回传: where a channel is told what became of its appeals, and whether that works. */
export function ChannelWebhooks({ channel }: { readonly channel: string }) {
  const api = useApi();
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({ queryKey: ['webhooks', channel], queryFn: ({ signal }) => api.ask(`/api/v1/channels/${channel}/webhooks`, webhookListSchema, { signal }), refetchInterval: 10_000 });
  return (
    <section className="panel" aria-labelledby="webhooks-title">
      <h2 id="webhooks-title">{t('channels.webhooks')}</h2>
      <p className="quiet small">{t('channels.webhooksLead')}</p>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={2} />}
      {data?.items.length === 0 && <p className="quiet">{t('channels.noWebhooks')}</p>}
      {data !== undefined && data.items.length > 0 && <ul className="channel-lines">{data.items.map((webhook) => <WebhookLine key={webhook.id} channel={channel} webhook={webhook} />)}</ul>}
    </section>
  );
}

function WebhookLine({ channel, webhook }: { readonly channel: string; readonly webhook: WebhookView }) {
  const { t, language } = useTexts();
  const [open, setOpen] = useState(false);
  const { pausedBecause, failingSince, types } = webhook;
  return (
    <li>
      <div>
        <b className="secret">{webhook.url}</b> <span className={pausedBecause === null ? 'tag' : 'tag tag-urgent'}>{t(`channels.webhookState.${webhook.state}`)}</span>{webhook.sandbox && <> <span className="tag">{t('channels.isSandbox')}</span></>}
        {pausedBecause !== null && <p className="late">{t(`channels.because.${pausedBecause}`)}</p>}
        <p className="quiet small">
          {types === null ? t('channels.allTypes') : t('channels.types', { types: types.length })} · {t('channels.waiting', { count: webhook.waiting })} · {t('channels.failed', { count: webhook.failed })}
          {failingSince !== null && <> · <span className="late">{t('channels.failingSince', { when: formatInstant(failingSince, language, 'minute') })}</span></>}
        </p>
        <button type="button" className="link-button" aria-expanded={open} onClick={() => { setOpen(!open); }}>{t(open ? 'channels.hideDeliveries' : 'channels.deliveries')}</button>
        {open && <Deliveries channel={channel} id={webhook.id} />}
      </div>
      <WebhookActions channel={channel} webhook={webhook} />
    </li>
  );
}

function WebhookActions({ channel, webhook: { id, url, state, failed } }: { readonly channel: string; readonly webhook: WebhookView }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const path = `/api/v1/channels/${channel}/webhooks/${id}`;
  const onSettled = () => queries.invalidateQueries({ queryKey: ['webhooks', channel] });
  const turn = useMutation({
    mutationFn: (what: 'pause' | 'resume') => api.ask(`${path}/${what}`, webhookSchema, { method: 'POST', body: {} }),
    onSuccess: (after) => { toast(t(after.state === 'paused' ? 'channels.paused' : 'channels.resumed')); }, onSettled,
  });
  const replay = useMutation({
    mutationFn: () => api.ask(`${path}/replay`, webhookReplayedSchema, { method: 'POST', body: { since: new Date(Date.now() - replayedForInMs).toISOString() } }),
    onSuccess: ({ replayed, more }) => { toast(t(more ? 'channels.replayedMore' : 'channels.replayed', { count: replayed })); }, onSettled,
  });
  const problem = turn.error ?? replay.error;
  const what = state === 'paused' ? 'resume' : 'pause';
  return (
    <div className="channel-actions">
      {state === 'active' && failed > 0 && <Button loading={replay.isPending} onClick={() => { replay.mutate(); }}>{t('channels.replay')}</Button>}
      <Button loading={turn.isPending} aria-label={`${t(`channels.${what}`)} ${url}`} onClick={() => { turn.mutate(what); }}>{t(`channels.${what}`)}</Button>
      {problem !== null && <ProblemNotice error={problem} />}
    </div>
  );
}

function Deliveries({ channel, id }: { readonly channel: string; readonly id: string }) {
  const api = useApi();
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['webhooks', channel, id, 'deliveries'], queryFn: ({ signal }) => api.ask(`/api/v1/channels/${channel}/webhooks/${id}/deliveries?limit=${String(deliveriesShown)}`, deliveryPageSchema, { signal }), refetchInterval: 10_000,
  });
  if (error !== null) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <PanelWaiting lines={3} />;
  if (data.items.length === 0) return <p className="quiet small">{t('channels.noDeliveries')}</p>;
  return (
    <>
      <ul className="deliveries">{data.items.map((delivery) => <Delivery key={delivery.id} delivery={delivery} />)}</ul>
      <p className="quiet small" role="status">{t('channels.shownOf', { shown: data.items.length, total: data.total })}</p>
    </>
  );
}

function Delivery({ delivery }: { readonly delivery: WebhookDelivery }) {
  const { t, language } = useTexts();
  const when = (at: string) => formatInstant(at, language, 'minute');
  const last = delivery.lastAttempts.at(-1);
  return (
    <li>
      <span className={delivery.state === 'failed' ? 'tag tag-urgent' : 'tag'}>{t(`channels.deliveryState.${delivery.state}`)}</span> <b>{delivery.type}</b> <span className="numbers">{delivery.trackingNumber}</span>
      {last !== undefined && <span className="quiet small"> {t('channels.attempt', { when: when(last.at), span: last.durationInMs, what: [last.status ?? t('channels.noAnswer'), last.said].filter((word) => word !== '').join(' ') })}</span>}
      {delivery.state === 'waiting' && delivery.attempts > 0 && delivery.nextAttemptAt !== null && <span className="quiet small"> {t('channels.nextTry', { when: when(delivery.nextAttemptAt) })}</span>}
    </li>
  );
}
