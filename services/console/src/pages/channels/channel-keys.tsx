import { channelKeyViewSchema, issuedKeySchema, type ChannelAccount, type ChannelKeyView, type IssuedKey } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { SureButton } from '../../parts/sure-button';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

const KeyDrawer = lazy(() => import('./key-drawer'));

/** A channel's keys; one that was just issued is shown this once. */
export function ChannelKeys({ channel }: { readonly channel: ChannelAccount }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const [issued, setIssued] = useState<IssuedKey | null>(null);
  return (
    <section className="panel" aria-labelledby="keys-title">
      <div className="letter-head"><h2 id="keys-title">{t('channels.keys')}</h2><Button type="primary" onClick={() => { setOpen(true); }}>{t('channels.issue')}</Button></div>
      {issued !== null && <ShownOnce issued={issued} onClose={() => { setIssued(null); }} />}
      {channel.keys.length === 0 ? <p className="quiet">{t('channels.noKeys')}</p> : <ul className="channel-lines">{channel.keys.map((key) => <KeyLine key={key.keyId} channel={channel.name} line={key} onIssued={setIssued} />)}</ul>}
      {open && <Suspense fallback={null}><KeyDrawer channel={channel.name} onIssued={setIssued} onClose={() => { setOpen(false); }} /></Suspense>}
    </section>
  );
}

function ShownOnce({ issued: { key, secret }, onClose }: { readonly issued: IssuedKey; readonly onClose: () => void }) {
  const { t } = useTexts();
  const toast = useToast();
  const copy = () => void navigator.clipboard.writeText(secret).then(() => { toast(t('channels.copied')); });
  return (
    <Alert
      className="problem" type="warning" role="status" title={t('channels.secret')}
      description={<>
        <p>{t('channels.secretHint')}</p>
        {key.kind === 'client' && <p>{t('channels.clientId')}: <code>{key.keyId}</code></p>}
        <p><code className="secret">{secret}</code></p>
        <p className="letter-head"><Button onClick={copy}>{t('channels.copy')}</Button><Button type="primary" onClick={onClose}>{t('channels.close')}</Button></p>
      </>}
    />
  );
}

function KeyLine({ channel, line, onIssued }: { readonly channel: string; readonly line: ChannelKeyView; readonly onIssued: (issued: IssuedKey) => void }) {
  const api = useApi();
  const { t, language } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const path = `/api/v1/channels/${channel}/keys/${encodeURIComponent(line.keyId)}`;
  const onSettled = () => queries.invalidateQueries({ queryKey: ['channels'] });
  const rotate = useMutation({ mutationFn: () => api.ask(`${path}/rotate`, issuedKeySchema, { method: 'POST', body: {} }), onSuccess: onIssued, onSettled });
  const revoke = useMutation({ mutationFn: () => api.ask(`${path}/revoke`, channelKeyViewSchema, { method: 'POST', body: {} }), onSuccess: () => { toast(t('channels.revoked')); }, onSettled });
  const when = (at: string) => formatInstant(at, language, 'minute');
  const problem = rotate.error ?? revoke.error;
  return (
    <li>
      <div>
        <b>{line.label}</b> <span className={line.state === 'active' ? 'tag tag-unsure' : 'tag'}>{t(`channels.keyState.${line.state}`)}</span>{line.sandbox && <> <span className="tag">{t('channels.isSandbox')}</span></>}
        <p className="quiet small">{t(`channels.kinds.${line.kind}`)} · {line.scopes.map((scope) => t(`scope.${scope}`)).join(' · ')}</p>
        <p className="quiet small">{line.createdBy === null ? t('channels.createdOn', { when: when(line.createdAt) }) : t('channels.created', { when: when(line.createdAt), name: line.createdBy })} · {line.lastUsedAt === null ? t('channels.unused') : t('channels.lastUsed', { when: when(line.lastUsedAt) })} · {line.expiresAt === null ? t('channels.forever') : t('channels.until', { when: when(line.expiresAt) })}</p>
        {problem !== null && <ProblemNotice error={problem} />}
      </div>
      {line.state === 'active' && (
        <div className="channel-actions">
          <SureButton label={t('channels.rotate')} name={`${t('channels.rotate')} ${line.label}`} question={t('channels.rotateConfirm')} yes={t('channels.yes')} no={t('channels.no')} loading={rotate.isPending} onSure={() => { rotate.mutate(); }} />
          <SureButton label={t('channels.revoke')} name={`${t('channels.revoke')} ${line.label}`} question={t('channels.revokeConfirm')} yes={t('channels.yes')} no={t('channels.no')} danger loading={revoke.isPending} onSure={() => { revoke.mutate(); }} />
        </div>
      )}
    </li>
  );
}
