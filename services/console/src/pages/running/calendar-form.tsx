import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState, type FormEvent } from 'react';
import { z } from 'zod';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { daysIn, workingDaysOf } from './calendar-year';
import { YearPicture } from './year-picture';

const loadedSchema = z.object({ version: z.string() });

/** Loads a year from the notice: what was written is drawn before anything is sent, and every open case counts its dates anew after. */
export default function CalendarForm({ nextYear }: { readonly nextYear: number }) {
  const api = useApi();
  const { t } = useTexts();
  const id = useId();
  const toast = useToast();
  const queries = useQueryClient();
  const [written, setWritten] = useState({ year: String(nextYear), holidays: '', makeUp: '', source: '' });
  const year = Number(written.year);
  const [off, on] = [daysIn(written.holidays, year), daysIn(written.makeUp, year)];
  const wrong = [...off.wrong, ...on.wrong];
  const picture = { year, holidays: [...off.days], makeUpWorkdays: [...on.days] };
  const isReady = Number.isInteger(year) && year > 2000 && year < 2200 && off.days.length > 0 && wrong.length === 0 && written.source.trim() !== '';
  const load = useMutation({
    mutationFn: () => api.ask('/api/v1/directory/calendar-years', loadedSchema, { method: 'POST', body: { ...picture, source: written.source.trim() } }),
    onSuccess: () => { toast(t('calendars.loaded', { year })); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['calendar'] }),
  });
  const field = (name: keyof typeof written) => ({ id: `${id}-${name}`, value: written[name], onChange: (event: { readonly target: { readonly value: string } }) => { setWritten({ ...written, [name]: event.target.value }); } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    load.mutate();
  };
  return (
    <section className="panel" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('calendars.load')}</h2>
      <p className="quiet small">{t('calendars.loadHint')}</p>
      <form className="calendar-form plain-form" onSubmit={submit}>
        <div className="field"><label htmlFor={`${id}-year`}>{t('calendars.year')}</label><input {...field('year')} inputMode="numeric" maxLength={4} /></div>
        <div className="field"><label htmlFor={`${id}-holidays`}>{t('calendars.holidays')}</label><textarea {...field('holidays')} rows={5} placeholder={`${String(nextYear)}-01-01`} /></div>
        <div className="field"><label htmlFor={`${id}-makeUp`}>{t('calendars.makeUps')}</label><textarea {...field('makeUp')} rows={5} /></div>
        <div className="field"><label htmlFor={`${id}-source`}>{t('calendars.sourceField')}</label><input {...field('source')} maxLength={200} /></div>
        {wrong.length > 0 && <p role="alert" className="late">{t('calendars.wrong', { words: wrong.slice(0, 5).join(' ') })}</p>}
        {load.error !== null && <ProblemNotice error={load.error} />}
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={load.isPending}>{t('calendars.submit', { year: Number.isInteger(year) ? year : '' })}</Button>
      </form>
      {off.days.length > 0 && Number.isInteger(year) && year > 2000 && year < 2200 && (
        <>
          <h3>{t('calendars.preview', { year })}</h3>
          <p role="status">{t('calendars.counts', { working: workingDaysOf(picture), holidays: off.days.length, makeUp: on.days.length })}</p>
          <YearPicture year={picture} />
        </>
      )}
    </section>
  );
}
