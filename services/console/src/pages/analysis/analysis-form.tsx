import { caseStates, issuePageSchema, levels, outcomes, type Analysis } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { useCategories, useChannels, useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { SelectBox } from '../../parts/select-box';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import type { AnalysisField, AnalysisFilter } from './analysis-address';

interface FormProps {
  readonly filter: AnalysisFilter;
  readonly shown: Analysis | undefined;
  readonly onChange: (filter: AnalysisFilter) => void;
}

/** What is analysed: the period, the place and what else it may be narrowed down by. */
export function AnalysisForm({ filter, shown, onChange }: FormProps) {
  const { t, nameOf } = useTexts();
  const { divisionCode } = useReader();
  const { byCode } = useDivisions();
  const { categories } = useCategories();
  const { channels, nameOfChannel } = useChannels();
  const [written, setWritten] = useState<{ readonly from?: string; readonly to?: string }>({});
  // Until somebody writes others: those asked for, or those that the answer has.
  const days = { from: written.from ?? filter.from ?? shown?.from ?? '', to: written.to ?? filter.to ?? shown?.to ?? '' };
  const set = (field: AnalysisField) => (value: string) => { onChange({ ...filter, [field]: value }); };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange({ ...filter, ...days });
  };
  // One level below the reader's own, and below what is chosen: the whole province's list would be long.
  const near = [...byCode.values()].filter(({ code, parentCode }) => parentCode === divisionCode || code === filter.division || (filter.division !== undefined && parentCode === filter.division));
  const chosen = filter.category?.split('.')[0];
  const classes = categories.filter(({ code, parentCode }) => parentCode === null || parentCode === chosen || code === filter.category);
  const issues = useHottestIssues(shown?.issue ?? null);
  const any = { value: '', label: t('analysis.any') };
  const ending = filter.open === 'true' ? 'open' : (filter.outcome ?? '');
  return (
    <form className="panel analysis-form" aria-label={t('analysis.scope')} onSubmit={submit}>
      <DayBox label={t('analysis.from')} value={days.from} onChange={(from) => { setWritten({ ...written, from }); }} />
      <DayBox label={t('analysis.to')} value={days.to} onChange={(to) => { setWritten({ ...written, to }); }} />
      <Button htmlType="submit">{t('analysis.show')}</Button>
      <SelectBox label={t('analysis.place')} value={filter.division ?? ''} options={[any, ...near.map(({ code, name }) => ({ value: code, label: nameOf(name) }))]} onChange={set('division')} />
      <SelectBox label={t('analysis.category')} value={filter.category ?? ''} options={[any, ...classes.map(({ code, name }) => ({ value: code, label: nameOf(name) }))]} onChange={set('category')} />
      <SelectBox label={t('analysis.channel')} value={filter.channel ?? ''} options={[any, ...channels.map(({ name }) => ({ value: name, label: nameOfChannel(name) }))]} onChange={set('channel')} />
      <SelectBox label={t('analysis.level')} value={filter.level ?? ''} options={[any, ...levels.map((level) => ({ value: level, label: t(`level.${level}`) }))]} onChange={set('level')} />
      <SelectBox label={t('analysis.ending')} value={ending} options={[any, { value: 'open', label: t('analysis.open') }, ...outcomes.map((outcome) => ({ value: outcome, label: t(`analysis.outcome.${outcome}`) }))]} onChange={(value) => { onChange({ ...filter, outcome: value === 'open' ? '' : value, open: value === 'open' ? 'true' : '' }); }} />
      <SelectBox label={t('analysis.state')} value={filter.state ?? ''} options={[any, ...caseStates.map((state) => ({ value: state, label: t(`state.${state}`) }))]} onChange={set('state')} />
      <SelectBox label={t('analysis.issue')} value={filter.issue ?? ''} options={[any, ...issues]} onChange={set('issue')} />
      {Object.keys(filter).length > 0 && <Button onClick={() => { onChange({}); }}>{t('analysis.clear')}</Button>}
    </form>
  );
}

/** Open common issues, the hottest first, and the chosen one wherever it stands. */
function useHottestIssues(chosen: Analysis['issue']): { readonly value: string; readonly label: string }[] {
  const api = useApi();
  const { data } = useQuery({ queryKey: ['common-issues', 'hottest'], queryFn: ({ signal }) => api.ask('/api/v1/insight/common-issues?open=true&order=heat&limit=25', issuePageSchema, { signal }), staleTime: 60_000 });
  const hottest = data?.items.map(({ issueId, name }) => ({ value: issueId, label: name })) ?? [];
  return chosen === null || hottest.some(({ value }) => value === chosen.issueId) ? hottest : [{ value: chosen.issueId, label: chosen.name }, ...hottest];
}

function DayBox({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void }) {
  const id = useId();
  return <span className="select-box"><label htmlFor={id}>{label}</label><input id={id} type="date" value={value} onChange={(event) => { onChange(event.target.value); }} /></span>;
}
