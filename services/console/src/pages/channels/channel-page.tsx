import { channelAccountSchema } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { useApi } from '../../session/session';
import { ChannelKeys } from './channel-keys';
import { ChannelRefusals } from './channel-refusals';
import { ChannelTry } from './channel-try';
import { ChannelVolumes } from './channel-volumes';
import { ChannelWebhooks } from './channel-webhooks';
import '../../styles/supervision.css';
import '../../styles/channels.css';

const ChannelDrawer = lazy(() => import('./channel-drawer'));

/** 一个渠道: its keys, what it pushes, whether it is told, what was refused, and how to try it. */
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
      {channel !== undefined && <div className="channel-parts"><ChannelKeys channel={channel} /><ChannelVolumes channel={name} /><ChannelWebhooks channel={name} /><ChannelRefusals channel={name} /><ChannelTry /></div>}
      {open && channel !== undefined && <Suspense fallback={null}><ChannelDrawer channel={channel} onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}
