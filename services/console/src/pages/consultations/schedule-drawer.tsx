import { consultationScheduleSchema, consultationScheduleViewSchema, type ConsultationScheduleView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useToast } from '../../parts/toasts';
import { UnitPicker } from '../../parts/unit-picker';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';

const path = '/api/v1/insight/consultation-schedule';
const everys = ['week', 'month', 'quarter'] as const;

/** 定期会商 of the reader's own division. */
export default function ScheduleDrawer({ onClose }: { readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const { data, error } = useQuery({ queryKey: ['consultations', 'schedule'], queryFn: ({ signal }) => api.ask(path, consultationScheduleViewSchema, { signal }) });
  if (data === undefined) return <FormDrawer title={t('consultations.schedule')} submitText={t('consultations.form.save')} pending onSubmit={onClose} onClose={onClose}>{error === null ? <PanelWaiting lines={4} /> : <ProblemNotice error={error} />}</FormDrawer>;
  return <ScheduleForm now={data} onClose={onClose} />;
}

function ScheduleForm({ now, onClose }: { readonly now: ConsultationScheduleView; readonly onClose: () => void }) {
  const api = useApi();
  const { t, language } = useTexts();
  const toast = useToast();
  const { divisionCode } = useReader();
  const queries = useQueryClient();
  const { schedule, next } = now;
  const [filled, setFilled] = useState({ title: schedule?.title ?? '', place: schedule?.place ?? '', time: schedule?.time ?? '09:00', every: schedule?.every ?? 'month', on: String(schedule?.on ?? 15), daysBefore: String(schedule?.daysBefore ?? 7), mostIssues: String(schedule?.mostIssues ?? 5), unitIds: schedule?.unitIds ?? [] });
  const [faults, setFaults] = useState<readonly string[]>([]);
  const save = useMutation({
    mutationFn: (body: object | null) => api.ask(path, consultationScheduleViewSchema, body === null ? { method: 'DELETE' } : { method: 'PUT', body }),
    onSuccess: ({ schedule: after }) => { toast(t(after === null ? 'consultations.scheduleGone' : 'consultations.scheduleSaved')); onClose(); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['consultations'] }),
  });
  const submit = () => {
    const parsed = consultationScheduleSchema.safeParse({ ...filled, on: Number(filled.on), daysBefore: Number(filled.daysBefore), mostIssues: Number(filled.mostIssues) });
    setFaults(parsed.success ? [] : parsed.error.issues.map(({ path: [name] }) => String(name)));
    if (parsed.success) save.mutate(parsed.data);
  };
  const short = (name: 'title' | 'place' | 'time' | 'on' | 'daysBefore' | 'mostIssues') => (
    <LineField key={name} label={t(`consultations.form.${name}`)} fault={faults.includes(name) ? t('form.fault.missing') : null}>
      {(id, faultId) => <Input id={id} type={name === 'time' ? 'time' : 'text'} value={filled[name]} maxLength={200} aria-invalid={faults.includes(name)} aria-describedby={faultId} {...(faults.includes(name) && { status: 'error' as const })} onChange={(event) => { setFilled({ ...filled, [name]: event.target.value }); }} />}
    </LineField>
  );
  return (
    <FormDrawer title={t('consultations.schedule')} submitText={t('consultations.form.save')} pending={save.isPending} onSubmit={submit} onClose={onClose}>
      <p>{t('consultations.form.scheduleLead')}</p>
      <p role="status">{next === null ? t('consultations.form.noNext') : t('consultations.form.next', { when: formatInstant(next.at, language, 'minute') })}</p>
      {save.error !== null && <ProblemNotice error={save.error} />}
      {short('title')}
      <SelectBox label={t('consultations.form.every')} value={filled.every} options={everys.map((value) => ({ value, label: t(`consultations.form.everyOf.${value}`) }))} onChange={(value) => { setFilled({ ...filled, every: everys.find((every) => every === value) ?? 'month' }); }} />
      {short('on')}{short('time')}{short('place')}
      <UnitPicker label={t('consultations.form.units')} divisionCode={divisionCode} several value={filled.unitIds} faulty={faults.includes('unitIds')} onChange={(unitIds) => { setFilled({ ...filled, unitIds: [...unitIds] }); }} />
      {short('daysBefore')}{short('mostIssues')}
      {schedule !== null && <Button onClick={() => { save.mutate(null); }}>{t('consultations.form.remove')}</Button>}
    </FormDrawer>
  );
}
