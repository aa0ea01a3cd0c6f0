import { consultationViewSchema, issuePageSchema, type ConsultationView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { UnitPicker } from '../../parts/unit-picker';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { TextField } from '../case/small-fields';
import { consultationBodyFrom, filledFrom, type ConsultationAsk, type ConsultationFilled } from './consultation-form';

interface ConsultationDrawerProps {
  readonly ask: ConsultationAsk;
  /** Null where one is called. */
  readonly view: ConsultationView | null;
  readonly taskId?: string;
  readonly onDone: (view: ConsultationView) => void;
  readonly onClose: () => void;
}

type Fill = (change: Partial<ConsultationFilled>) => void;

/** The form of a call or a command. Sent again after a failure, it goes under the same key. */
export default function ConsultationDrawer({ ask, view, taskId = '', onDone, onClose }: ConsultationDrawerProps) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(crypto.randomUUID());
  const [filled, setFilled] = useState<ConsultationFilled>(() => filledFrom(view, taskId));
  const [faults, setFaults] = useState<readonly string[]>([]);
  const path = `/api/v1/insight/consultations${view === null ? '' : `/${view.consultationId}/commands/${ask}`}`;
  const send = useMutation({
    mutationFn: (body: object) => api.ask(path, consultationViewSchema, { method: 'POST', body, idempotencyKey: key.current }),
    onSuccess: (after) => { toast(ask === 'call' ? t('consultations.called') : t(`consultations.saved.${ask}`)); onDone(after); },
    onError: () => { key.current = crypto.randomUUID(); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['consultations'] }),
  });
  const submit = () => {
    const result = consultationBodyFrom(ask, filled);
    setFaults(result.ok ? [] : result.faults);
    if (result.ok) send.mutate(result.body);
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  const fill: Fill = (change) => { setFilled((before) => ({ ...before, ...change })); };
  const title = ask === 'call' ? t('consultations.call') : t(`consultations.command.${ask}`);
  const known = view?.units.map(({ unitId, name }) => ({ value: unitId, label: name.zh })) ?? [];
  return (
    <FormDrawer title={title} submitText={t('form.submit', { command: title })} pending={send.isPending} form={form} onSubmit={submit} onClose={onClose}>
      {view !== null && <p className="drawer-case">{view.title}</p>}
      {send.error !== null && <ProblemNotice error={send.error} />}
      {(ask === 'call' || ask === 'change') && <PlanFields filled={filled} faults={faults} known={known} onFill={fill} />}
      {ask === 'hold' && <HoldFields filled={filled} faults={faults} known={known} onFill={fill} />}
      {(ask === 'finishTask' || ask === 'returnTask' || ask === 'close' || ask === 'cancel') && <TextField label={t(ask === 'finishTask' ? 'consultations.form.feedback' : ask === 'close' ? 'consultations.form.note' : 'consultations.form.reason')} value={filled.said} fault={faults.includes('said') ? 'tooShort' : null} limit={ask === 'finishTask' ? 5000 : 1000} required={ask !== 'close'} onChange={(said) => { fill({ said }); }} />}
    </FormDrawer>
  );
}

interface FieldsProps {
  readonly filled: ConsultationFilled;
  readonly faults: readonly string[];
  readonly known: readonly { readonly value: string; readonly label: string }[];
  readonly onFill: Fill;
}

function ShortField({ label, type = 'text', value, faulty, onChange }: { readonly label: string; readonly type?: string; readonly value: string; readonly faulty: boolean; readonly onChange: (value: string) => void }) {
  const { t } = useTexts();
  return <LineField label={label} fault={faulty ? t('form.fault.missing') : null}>{(id, faultId) => <Input id={id} type={type} value={value} maxLength={200} aria-invalid={faulty} aria-describedby={faultId} {...(faulty && { status: 'error' as const })} onChange={(event) => { onChange(event.target.value); }} />}</LineField>;
}

function PlanFields({ filled, faults, known, onFill }: FieldsProps) {
  const { t } = useTexts();
  const { divisionCode } = useReader();
  return (
    <>
      <ShortField label={t('consultations.form.title')} value={filled.title} faulty={faults.includes('title')} onChange={(title) => { onFill({ title }); }} />
      <ShortField label={t('consultations.form.day')} type="date" value={filled.day} faulty={faults.includes('day')} onChange={(day) => { onFill({ day }); }} />
      <ShortField label={t('consultations.form.time')} type="time" value={filled.time} faulty={false} onChange={(time) => { onFill({ time }); }} />
      <ShortField label={t('consultations.form.place')} value={filled.place} faulty={faults.includes('place')} onChange={(place) => { onFill({ place }); }} />
      <UnitPicker label={t('consultations.form.units')} divisionCode={divisionCode} several value={filled.unitIds} known={known} faulty={faults.includes('unitIds')} onChange={(unitIds) => { onFill({ unitIds }); }} />
      <AgendaField value={filled.issueIds} onChange={(issueIds) => { onFill({ issueIds }); }} />
      <TextField label={t('consultations.form.topics')} value={filled.topics} fault={faults.includes('topics') ? 'tooShort' : null} limit={2000} rows={3} onChange={(topics) => { onFill({ topics }); }} />
      <TextField label={t('consultations.form.others')} value={filled.others} fault={faults.includes('others') ? 'tooLong' : null} limit={2000} rows={2} onChange={(others) => { onFill({ others }); }} />
    </>
  );
}

/** Open common issues, the hottest first. The list closes at each choice: the Tab key would take the choice back. */
function AgendaField({ value, onChange }: { readonly value: readonly string[]; readonly onChange: (issueIds: readonly string[]) => void }) {
  const api = useApi();
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const { data, isFetching } = useQuery({ queryKey: ['common-issues', 'agenda'], queryFn: ({ signal }) => api.ask('/api/v1/insight/common-issues?open=true&limit=100', issuePageSchema, { signal }) });
  const options = (data?.items ?? []).map(({ issueId, name, total }) => ({ value: issueId, label: `${name}（${String(total.count)}）` }));
  return <LineField label={t('consultations.form.issues')}>{(id) => <Select id={id} mode="multiple" maxCount={30} open={open} onOpenChange={setOpen} getPopupContainer={(field: HTMLElement) => field.parentElement ?? document.body} showSearch={{ optionFilterProp: 'label' }} value={[...value]} options={options} loading={isFetching} onChange={(issueIds: string[]) => { setOpen(false); onChange(issueIds); }} />}</LineField>;
}

function HoldFields({ filled, faults, known, onFill }: FieldsProps) {
  const { t } = useTexts();
  const { divisionCode } = useReader();
  const change = (at: number, task: Partial<ConsultationFilled['tasks'][number]>) => { onFill({ tasks: filled.tasks.map((each, index) => (index === at ? { ...each, ...task } : each)) }); };
  return (
    <>
      <TextField label={t('consultations.form.minutes')} value={filled.minutes} fault={faults.includes('minutes') ? 'tooShort' : null} limit={50_000} required rows={8} onChange={(minutes) => { onFill({ minutes }); }} />
      <TextField label={t('consultations.form.decisions')} value={filled.decisions} fault={faults.includes('decisions') ? 'tooShort' : null} limit={20_000} rows={4} onChange={(decisions) => { onFill({ decisions }); }} />
      {filled.tasks.map((task, at) => {
        const number = String(at + 1);
        const faulty = (part: string) => faults.includes(`tasks.${String(at)}.${part}`);
        return (
          <fieldset key={number} className="field">
            <legend>{t('consultations.form.task', { number })}</legend>
            <ShortField label={t('consultations.form.taskText')} value={task.text} faulty={faulty('text')} onChange={(text) => { change(at, { text }); }} />
            <UnitPicker label={t('consultations.form.taskUnit')} divisionCode={divisionCode} several={false} value={task.unitId === '' ? [] : [task.unitId]} known={known} faulty={faulty('unitId')} onChange={([unitId = '']) => { change(at, { unitId }); }} />
            <ShortField label={t('consultations.form.taskDays')} value={task.days} faulty={faulty('days')} onChange={(days) => { change(at, { days }); }} />
            <Button size="small" onClick={() => { onFill({ tasks: filled.tasks.filter((_, index) => index !== at) }); }}>{t('consultations.form.removeTask', { number })}</Button>
          </fieldset>
        );
      })}
      <Button onClick={() => { onFill({ tasks: [...filled.tasks, { text: '', unitId: '', days: '10' }] }); }}>{t('consultations.form.addTask')}</Button>
    </>
  );
}
