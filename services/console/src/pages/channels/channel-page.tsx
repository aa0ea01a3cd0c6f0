import { channelAccountSchema } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { changesLine, pushLine } from './channel-figures';
import { ChannelKeys } from './channel-keys';
import { ChannelWebhooks } from './channel-webhooks';
import '../../styles/supervision.css';
import '../../styles/channels.css';

const ChannelDrawer = lazy(() => import('./channel-drawer'));

/** 一个渠道: its keys, whether it is told, and how to try it. */
export default function ChannelPage() {
  const api = useApi();
  const { t } = useTexts();
  const { name = '' } = useParams();
  const [open, setOpen] = useState(false);
  const { data: channel, error, refetch } = useQuery({ queryKey: ['channels', name], queryFn: ({ signal }) => api.ask(`/api/v1/channels/${encodeURIComponent(name)}`, channelAccountSchema, { signal }) });
  usePageTitle(channel?.displayName ?? t('channels.title'));
  return (
    <>
      <p><Link to="/channels">{t('channels.back')}</Link></p>
      <div className="page-head"><h1>{channel?.displayName ?? name}</h1><span className="quiet">{name}</span>{channel !== undefined && <span className="page-head-end"><Button onClick={() => { setOpen(true); }}>{t('channels.change')}</Button></span>}</div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {channel === undefined && error === null && <PanelWaiting lines={6} />}
      {channel !== undefined && <div className="channel-parts"><ChannelKeys channel={channel} /><ChannelWebhooks channel={name} /><TryIt /></div>}
      {open && channel !== undefined && <Suspense fallback={null}><ChannelDrawer channel={channel} onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}

function TryIt() {
  const { t } = useTexts();
  const toast = useToast();
  const lines = [['tryPush', pushLine(location.origin)], ['tryFollow', changesLine(location.origin)]] as const;
  const copy = (line: string) => void navigator.clipboard.writeText(line).then(() => { toast(t('channels.copied')); });
  return (
    <section className="panel" aria-labelledby="try-title">
      <h2 id="try-title">{t('channels.tryIt')}</h2>
      <p className="quiet small">{t('channels.tryLead')} <a href="/api/docs">{t('channels.tryDocs')}</a></p>
      {lines.map(([what, line]) => (
        <div key={what}>
          <div className="letter-head"><b>{t(`channels.${what}`)}</b><Button size="small" aria-label={`${t('channels.copy')} ${t(`channels.${what}`)}`} onClick={() => { copy(line); }}>{t('channels.copy')}</Button></div>
          <pre className="try-line" tabIndex={0} aria-label={t(`channels.${what}`)}>{line}</pre>
        </div>
      ))}
    </section>
  );
}
