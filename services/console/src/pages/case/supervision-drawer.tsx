import { newOrderSchema, newReminderSchema, orderViewSchema, reminderRowSchema, type CaseView } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import type { FormFault } from './command-form';
import { AmountField, TextField } from './small-fields';
import { WatchForm } from './watch-form';
import { faultOfText } from './written-fault';

interface SupervisionDrawerProps {
  readonly view: CaseView;
  readonly action: 'remind' | 'order' | 'watch';
  readonly onClose: () => void;
}

/** The forms of 催办, 督办单 and 关注, beside the case that they are about. */
export default function SupervisionDrawer({ view, action, onClose }: SupervisionDrawerProps) {
  if (action === 'watch') return <WatchForm view={view} onClose={onClose} />;
  return action === 'remind' ? <RemindForm view={view} onClose={onClose} /> : <OrderForm view={view} onClose={onClose} />;
}

/** Sends a body under one key as long as it is the same body: a request whose answer was lost is not made twice. */
function useSending<Made>(send: (body: unknown, key: string) => Promise<Made>, onMade: (made: Made) => void) {
  const queries = useQueryClient();
  const last = useRef({ content: '', key: '' });
  return useMutation({
    mutationFn: (body: unknown) => {
      const content = JSON.stringify(body);
      if (last.current.content !== content) last.current = { content, key: crypto.randomUUID() };
      return send(body, last.current.key);
    },
    onSuccess: onMade,
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
}

type FormProps = Omit<SupervisionDrawerProps, 'action'>;

function RemindForm({ view, onClose }: FormProps) {
  const api = useApi();
  const { t, nameOf } = useTexts();
  const toast = useToast();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const sending = useSending(
    (body, idempotencyKey) => api.ask(`/api/v1/supervision/cases/${view.caseId}/reminders`, reminderRowSchema, { method: 'POST', body, idempotencyKey }),
    () => { toast(t('reminders.asked')); onClose(); },
  );
  const parsed = newReminderSchema.safeParse(text.trim() === '' ? {} : { text });
  const submit = () => {
    setTried(true);
    if (parsed.success) sending.mutate(parsed.data);
  };
  return (
    <FormDrawer title={t('reminders.ask')} submitText={t('reminders.submit')} pending={sending.isPending} onSubmit={submit} onClose={onClose}>
      <p className="drawer-case">{view.title}</p>
      <p className="field-said">{t('reminders.to', { unit: nameOf(view.unit.name) })}</p>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <TextField label={t('reminders.text')} value={text} fault={tried ? faultOfText(parsed) : null} limit={1000} onChange={setText} />
    </FormDrawer>
  );
}

function OrderForm({ view, onClose }: FormProps) {
  const api = useApi();
  const { t, nameOf } = useTexts();
  const toast = useToast();
  const [filled, setFilled] = useState({ title: '', demand: '', within: '' });
  const [tried, setTried] = useState(false);
  const sending = useSending(
    (body, idempotencyKey) => api.ask('/api/v1/supervision/orders', orderViewSchema, { method: 'POST', body, idempotencyKey }),
    (order) => { toast(t('orders.issued', { number: order.number })); onClose(); },
  );
  const days = Number(filled.within);
  const withinFault: FormFault | null = filled.within.trim() !== '' && !(Number.isInteger(days) && days > 0) ? 'badAmount' : null;
  const parsed = newOrderSchema.safeParse({
    caseId: view.caseId, demand: filled.demand, ...(filled.title.trim() !== '' && { title: filled.title }), ...(filled.within.trim() !== '' && { within: { unit: 'workingDays', amount: days } }),
  });
  const submit = () => {
    setTried(true);
    if (parsed.success && withinFault === null) sending.mutate(parsed.data);
  };
  return (
    <FormDrawer title={t('orders.issue')} submitText={t('orders.submit')} pending={sending.isPending} onSubmit={submit} onClose={onClose}>
      <p className="drawer-case">{view.title}</p>
      <p className="field-said">{t('orders.to', { unit: nameOf(view.unit.name) })}</p>
      {sending.error !== null && <ProblemNotice error={sending.error} />}
      <TextField label={t('orders.subject')} value={filled.title} fault={tried ? faultOfText(parsed, 'title') : null} limit={200} rows={2} onChange={(title) => { setFilled({ ...filled, title }); }} />
      <TextField label={t('orders.demand')} value={filled.demand} fault={tried ? faultOfText(parsed, 'demand') : null} limit={2000} required onChange={(demand) => { setFilled({ ...filled, demand }); }} />
      <AmountField label={t('orders.within')} value={filled.within} unit="workingDays" fault={tried ? withinFault : null} required={false} onChange={(within) => { setFilled({ ...filled, within }); }} />
    </FormDrawer>
  );
}
