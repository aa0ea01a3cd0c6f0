import { analysisMailSchema, analysisMailsSchema, type AnalysisMail, type AnalysisMailSending } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { Instant } from '../../parts/times';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { MailForm, useRhythmText } from './analysis-mail-form';

const path = '/api/v1/insight/analysis-mails';
const key = ['analysis-mails'];
const languages = ['zh-CN', 'en'] as const;

/** 定时邮件: saved views that leave by mail, what was sent of them, and the order of another. */
export function AnalysisMails() {
  const { t } = useTexts();
  const api = useApi();
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: ({ signal }) => api.ask(path, analysisMailsSchema, { signal }) });
  return (
    <details className="panel analysis-mails">
      <summary>{t('analysis.mail.title', { count: data?.items.length ?? 0 })}</summary>
      <p className="quiet small">{t('analysis.mail.lead')}</p>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && data.items.length > 0 && <ul aria-label={t('analysis.mail.list')}>{data.items.map((mail) => <MailLine key={mail.mailId} mail={mail} isOn={data.domains.length > 0} />)}</ul>}
      {data !== undefined && (data.domains.length === 0 ? <p role="note">{t('analysis.mail.off')}</p> : <MailForm domains={data.domains} />)}
    </details>
  );
}

function MailLine({ mail, isOn }: { readonly mail: AnalysisMail; readonly isOn: boolean }) {
  const { t } = useTexts();
  const api = useApi();
  const queries = useQueryClient();
  const rhythmText = useRhythmText();
  const { mailId, viewName, state, stopReason, nextAt, uncoveredDay, recipients } = mail;
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: key }) };
  const turn = useMutation({ mutationFn: (command: 'pause' | 'resume') => api.ask(`${path}/${mailId}/commands/${command}`, analysisMailSchema, { method: 'POST', body: {} }), ...settled });
  const remove = useMutation({ mutationFn: () => api.open(`${path}/${mailId}`, { method: 'DELETE' }), ...settled });
  const failure = turn.error ?? remove.error;
  const say = (text: string) => `${text} ${viewName}`;
  return (
    <li>
      <p>
        <strong>{viewName}</strong> {rhythmText(mail.rhythm)} → {recipients.map(({ address }) => address).join(t('analysis.mail.separator'))}{' '}
        <span className={state === 'stopped' ? 'tag tag-urgent' : 'tag'}>{t(`analysis.mail.state.${state}`)}</span>{' '}
        {stopReason !== null && <span>{t(`analysis.mail.why.${stopReason}`)}</span>}
        {nextAt !== null && <span>{t('analysis.mail.next')} <Instant at={nextAt} /></span>}
        {uncoveredDay !== null && <span>{t('analysis.mail.uncovered', { day: uncoveredDay })}</span>}
      </p>
      <div className="analysis-mail-buttons">
        {state === 'running'
          ? <Button size="small" aria-label={say(t('analysis.mail.pause'))} loading={turn.isPending} onClick={() => { turn.mutate('pause'); }}>{t('analysis.mail.pause')}</Button>
          : <Button size="small" aria-label={say(t('analysis.mail.resume'))} loading={turn.isPending} onClick={() => { turn.mutate('resume'); }}>{t('analysis.mail.resume')}</Button>}
        <Button size="small" aria-label={say(t('analysis.viewRemove'))} loading={remove.isPending} onClick={() => { remove.mutate(); }}>{t('analysis.viewRemove')}</Button>
      </div>
      {failure !== null && <ProblemNotice error={failure} />}
      {isOn && <TestForm mail={mail} />}
      {mail.sendings.length > 0 && <Sendings mail={mail} />}
    </li>
  );
}

/** 试发: at once, to an address that may be one's own. */
function TestForm({ mail: { mailId, viewName } }: { readonly mail: AnalysisMail }) {
  const { t, language: own } = useTexts();
  const api = useApi();
  const toast = useToast();
  const queries = useQueryClient();
  const id = useId();
  const [address, setAddress] = useState('');
  const [language, setLanguage] = useState<(typeof languages)[number]>(own);
  const test = useMutation({
    mutationFn: () => api.ask(`${path}/${mailId}/commands/test`, analysisMailSchema, { method: 'POST', body: { address, language } }),
    onSuccess: ({ sendings: [latest] }) => { if (latest?.state === 'sent') toast(t('analysis.mail.tested', { address })); },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  return (
    <form className="analysis-save" aria-label={`${t('analysis.mail.test')} ${viewName}`} onSubmit={(event) => { event.preventDefault(); test.mutate(); }}>
      <label htmlFor={id}>{t('analysis.mail.testTo')}</label>
      <input id={id} type="email" required maxLength={254} value={address} onChange={(event) => { setAddress(event.target.value); }} />
      <SelectBox label={t('analysis.mail.language')} value={language} options={languages.map((value) => ({ value, label: t(`analysis.mail.in.${value}`) }))} onChange={(value) => { setLanguage(value === 'en' ? 'en' : 'zh-CN'); }} />
      <Button htmlType="submit" size="small" loading={test.isPending}>{t('analysis.mail.test')}</Button>
      {test.error !== null && <ProblemNotice error={test.error} />}
    </form>
  );
}

function Sendings({ mail: { sendings, sendingsInAll, viewName } }: { readonly mail: AnalysisMail }) {
  const { t } = useTexts();
  const said = (sending: AnalysisMailSending) => sending.deliveries.map(({ address, state, reason }) => `${address} ${t(`analysis.mail.delivery.${state}`)}${reason === null ? '' : ` (${reason})`}`).join(t('analysis.mail.separator'));
  return (
    <details className="chart-table"><summary>{t('analysis.mail.sendings', { count: sendingsInAll })}{sendingsInAll > sendings.length && ` ${t('analysis.mail.sendingsCut', { count: sendings.length })}`}</summary>
      <ul aria-label={`${t('analysis.mail.sendings', { count: sendingsInAll })} ${viewName}`}>
        {sendings.map((sending) => (
          <li key={sending.sendingId}>
            <Instant at={sending.dueAt} /> {sending.test && t('analysis.mail.test')} <span className={sending.state === 'failed' ? 'tag tag-urgent' : 'tag'}>{t(`analysis.mail.sending.${sending.state}`)}</span> {sending.reason !== null && <ReasonText reason={sending.reason} />} <span className="small">{said(sending)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

const stops = ['moved', 'unseen', 'viewGone', 'question', 'domains', 'removed', 'paused', 'stopped', 'error'] as const;

function ReasonText({ reason }: { readonly reason: string }) {
  const { t } = useTexts();
  const known = stops.find((each) => each === reason);
  return <span>{known === undefined ? reason : t(`analysis.mail.why.${known}`)}</span>;
}
