import { analysisMailSchema, analysisViewsSchema, mailRhythms, type MailRhythm } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

/** 2024-01-01 was a Monday. */
const someMonday = Date.UTC(2024, 0, 1);
const dayInMs = 86_400_000;
const weekdays = [1, 2, 3, 4, 5, 6, 7];
const daysOfMonth = Array.from({ length: 28 }, (_, at) => at + 1);

/** Says a rhythm in words. */
export function useRhythmText(): (rhythm: MailRhythm) => string {
  const { t } = useTexts();
  const weekdayName = useWeekdayName();
  return (rhythm) => (rhythm.every === 'quarter' ? t('analysis.mail.everyQuarter') : rhythm.every === 'week' ? t('analysis.mail.everyWeek', { day: weekdayName(rhythm.on) }) : t('analysis.mail.everyMonth', { day: rhythm.on }));
}

function useWeekdayName(): (day: number) => string {
  const { language } = useTexts();
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return (day) => format.format(someMonday + (day - 1) * dayInMs);
}

/** The order of a mail: which view, when, to whom. */
export function MailForm({ domains }: { readonly domains: readonly string[] }) {
  const { t, language: own } = useTexts();
  const api = useApi();
  const toast = useToast();
  const queries = useQueryClient();
  const weekdayName = useWeekdayName();
  const id = useId();
  const { data } = useQuery({ queryKey: ['analysis-views'], queryFn: ({ signal }) => api.ask('/api/v1/insight/analysis-views', analysisViewsSchema, { signal }) });
  const views = (data?.items ?? []).filter(({ mine }) => mine);
  const [chosen, setChosen] = useState('');
  const [every, setEvery] = useState<MailRhythm['every']>('month');
  const [on, setOn] = useState(1);
  const [written, setWritten] = useState('');
  const [language, setLanguage] = useState<'zh-CN' | 'en'>(own);
  const viewId = views.find((view) => view.viewId === chosen)?.viewId ?? views[0]?.viewId ?? '';
  const order = useMutation({
    mutationFn: () => api.ask('/api/v1/insight/analysis-mails', analysisMailSchema, { method: 'POST', body: {
      viewId, rhythm: every === 'quarter' ? { every } : { every, on }, recipients: written.split(/[\s,，;；]+/).filter((address) => address !== '').map((address) => ({ address, language })),
    } }),
    onSuccess: ({ viewName }) => { setWritten(''); toast(t('analysis.mail.ordered', { name: viewName })); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['analysis-mails'] }),
  });
  if (views.length === 0) return <p className="quiet">{t('analysis.mail.noView')}</p>;
  return (
    <form className="analysis-form" aria-label={t('analysis.mail.order')} onSubmit={(event) => { event.preventDefault(); order.mutate(); }}>
      <SelectBox label={t('analysis.mail.view')} value={viewId} options={views.map((view) => ({ value: view.viewId, label: view.name }))} onChange={setChosen} />
      <SelectBox label={t('analysis.mail.every')} value={every} options={mailRhythms.map((value) => ({ value, label: t(`analysis.mail.rhythm.${value}`) }))} onChange={(value) => { setEvery(mailRhythms.find((each) => each === value) ?? 'month'); setOn(1); }} />
      {every !== 'quarter' && <SelectBox label={t('analysis.mail.on')} value={String(on)} options={(every === 'week' ? weekdays : daysOfMonth).map((day) => ({ value: String(day), label: every === 'week' ? weekdayName(day) : String(day) }))} onChange={(value) => { setOn(Number(value)); }} />}
      <SelectBox label={t('analysis.mail.language')} value={language} options={(['zh-CN', 'en'] as const).map((value) => ({ value, label: t(`analysis.mail.in.${value}`) }))} onChange={(value) => { setLanguage(value === 'en' ? 'en' : 'zh-CN'); }} />
      <span className="select-box"><label htmlFor={id}>{t('analysis.mail.to', { domains: domains.join(t('analysis.mail.separator')) })}</label><textarea id={id} rows={2} required value={written} onChange={(event) => { setWritten(event.target.value); }} /></span>
      <Button htmlType="submit" loading={order.isPending}>{t('analysis.mail.order')}</Button>
      {order.error !== null && <ProblemNotice error={order.error} />}
    </form>
  );
}
