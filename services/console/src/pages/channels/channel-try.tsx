import { ownChannelSchema, type OwnChannel } from '@suqiao/contracts';
import { useMutation } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useTexts } from '../../i18n';
import { useToast } from '../../parts/toasts';
import { changesLine, pushLine, sampleAppeal } from './channel-figures';

/** What came back, as it came. */
interface Answered {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

/** Headers that a channel's engineer should know. */
const toldHeaders = ['location', 'content-type', 'idempotent-replayed', 'ratelimit', 'ratelimit-policy', 'retry-after', 'suqiao-sandbox', 'www-authenticate'];

/** 接入试用: an appeal sent from the page as a channel would send it, by a sandbox key and no other. */
export function ChannelTry() {
  const { t } = useTexts();
  const toast = useToast();
  const id = useId();
  const [key, setKey] = useState('');
  const [body, setBody] = useState(() => JSON.stringify(sampleAppeal, null, 2));
  const sending = useMutation({ mutationFn: () => pushInSandbox(key.trim(), body) });
  const lines = [['tryPush', pushLine(location.origin)], ['tryFollow', changesLine(location.origin)]] as const;
  const copy = (line: string) => void navigator.clipboard.writeText(line).then(() => { toast(t('channels.copied')); });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate();
  };
  return (
    <section className="panel" aria-labelledby="try-title">
      <h2 id="try-title">{t('channels.tryIt')}</h2>
      <p className="quiet small">{t('channels.tryLead')} <a href="/api/docs">{t('channels.tryDocs')}</a></p>
      <form className="try-form plain-form" onSubmit={submit} autoComplete="off">
        <div className="field"><label htmlFor={`${id}-key`}>{t('channels.tryKey')}</label><input type="password" id={`${id}-key`} value={key} onChange={(event) => { setKey(event.target.value); }} autoComplete="off" placeholder="sqk_…" /></div>
        <div className="field"><label htmlFor={`${id}-body`}>{t('channels.tryBody')}</label><textarea id={`${id}-body`} className="try-body" rows={10} value={body} onChange={(event) => { setBody(event.target.value); }} spellCheck={false} /></div>
        <Button type="primary" htmlType="submit" disabled={key.trim() === ''} loading={sending.isPending}>{t('channels.trySend')}</Button>
      </form>
      <div role="status">
        {sending.data === 'notSandbox' && <Alert type="warning" showIcon title={t('channels.tryNotSandbox')} />}
        {sending.data !== undefined && sending.data !== 'notSandbox' && <Answer answered={sending.data} />}
        {sending.error !== null && <Alert type="error" showIcon title={t('channels.tryAway')} />}
      </div>
      {lines.map(([what, line]) => (
        <div key={what}>
          <div className="letter-head"><b>{t(`channels.${what}`)}</b><Button size="small" aria-label={`${t('channels.copy')} ${t(`channels.${what}`)}`} onClick={() => { copy(line); }}>{t('channels.copy')}</Button></div>
          <pre className="try-line" tabIndex={0} aria-label={t(`channels.${what}`)}>{line}</pre>
        </div>
      ))}
    </section>
  );
}

function Answer({ answered: { status, headers, body } }: { readonly answered: Answered }) {
  const { t } = useTexts();
  return (
    <div className="try-answer">
      <p><b>{t('channels.tryAnswer')}</b> <span className={status < 300 ? 'tag tag-unsure' : 'tag tag-urgent'}>{status}</span></p>
      <pre className="try-line" tabIndex={0} aria-label={t('channels.tryAnswer')}>{`${headers.map(([name, value]) => `${name}: ${value}`).join('\n')}\n\n${body}`}</pre>
    </div>
  );
}

/** Asks who the key is first: what is tried must never become somebody's case. */
async function pushInSandbox(key: string, body: string): Promise<Answered | 'notSandbox'> {
  const authorization = `Bearer ${key}`;
  const language = document.documentElement.lang;
  const asked = await fetch('/api/v1/channel', { headers: { authorization, 'accept-language': language }, cache: 'no-store' });
  if (!asked.ok) return answeredBy(asked);
  const own: OwnChannel = ownChannelSchema.parse(await asked.json());
  if (!own.sandbox) return 'notSandbox';
  return answeredBy(await fetch('/api/v1/appeals', { method: 'POST', body, headers: { authorization, 'accept-language': language, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() } }));
}

async function answeredBy(response: Response): Promise<Answered> {
  const text = await response.text();
  return { status: response.status, headers: toldHeaders.flatMap((name) => { const value = response.headers.get(name); return value === null ? [] : [[name, value] as const]; }), body: indented(text) };
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
