import { orderPageSchema, reminderPageSchema, type CaseView, type ReminderRow } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { untoldEveryInMs } from '../../api/live';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { compareOrder, mayIssueOrder, mayRemind, seesReminders } from './supervision-permission';

const SupervisionDrawer = lazy(() => import('./supervision-drawer'));

/** 督办 of a case: its orders, its reminders, and the way to another of either. */
export default function CaseSupervision({ view }: { readonly view: CaseView }) {
  const { t } = useTexts();
  const reader = useReader();
  const [open, setOpen] = useState<'remind' | 'order' | 'watch' | null>(null);
  const close = () => { setOpen(null); };
  return (
    <section className="panel" aria-labelledby="supervision-title">
      <h2 id="supervision-title">{t('reminders.supervise')}</h2>
      <div className="supervision-row">
        {mayRemind(reader) && view.state !== 'closed' && <Button onClick={() => { setOpen('remind'); }}>{t('reminders.ask')}</Button>}
        {mayIssueOrder(reader, view) && view.state !== 'closed' && <Button onClick={() => { setOpen('order'); }}>{t('orders.issue')}</Button>}
        {mayRemind(reader) && <Button onClick={() => { setOpen('watch'); }}>{t('watch.add')}</Button>}
      </div>
      <Orders caseId={view.caseId} />
      {seesReminders(reader) && <Reminders caseId={view.caseId} />}
      {open !== null && <Suspense fallback={null}><SupervisionDrawer view={view} action={open} onClose={close} /></Suspense>}
    </section>
  );
}

function Orders({ caseId }: { readonly caseId: string }) {
  const api = useApi();
  const { t } = useTexts();
  const { data, error } = useQuery({
    queryKey: ['cases', 'orders', caseId], refetchInterval: untoldEveryInMs,
    queryFn: ({ signal }) => api.ask(`/api/v1/supervision/orders?caseId=${caseId}`, orderPageSchema, { signal }),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  return (
    <>
      <h3 className="result-part">{t('reminders.ordersOf')}</h3>
      {data?.items.length === 0 && <p className="quiet">{t('reminders.noOrders')}</p>}
      <ul className="supervision-list">
        {data?.items.toSorted(compareOrder).map((order) => (
          <li key={order.orderId}><Link to={`/orders/${order.orderId}`}>{order.number}</Link> <span className="state">{t(`orderState.${order.state}`)}</span> {order.overdue && <span className="tag tag-urgent">{t('orders.overdue')}</span>}</li>
        ))}
      </ul>
    </>
  );
}

function Reminders({ caseId }: { readonly caseId: string }) {
  const api = useApi();
  const { t } = useTexts();
  const { data, error } = useQuery({
    queryKey: ['cases', 'reminders', caseId], refetchInterval: untoldEveryInMs,
    queryFn: ({ signal }) => api.ask(`/api/v1/supervision/cases/${caseId}/reminders`, reminderPageSchema, { signal }),
  });
  if (error !== null) return <ProblemNotice error={error} />;
  return (
    <>
      <h3 className="result-part">{t('reminders.title')}</h3>
      {data?.items.length === 0 && <p className="quiet">{t('reminders.none')}</p>}
      <ul className="supervision-list">{data?.items.map((reminder) => <Reminder key={reminder.id} reminder={reminder} />)}</ul>
    </>
  );
}

function Reminder({ reminder }: { readonly reminder: ReminderRow }) {
  const { t, nameOf, language } = useTexts();
  const { dropped, sentAt, sendAt, reads } = reminder;
  const sent = dropped !== null ? t('reminders.dropped', { why: t(`dropReason.${dropped.reason}`) }) : sentAt === null ? t('reminders.waits', { when: formatInstant(sendAt, language, 'short') }) : t('reminders.sent', { when: formatInstant(sentAt, language, 'short') });
  return (
    <li>
      <div className="step-head"><b>{t(`reminderCause.${reminder.cause}`)}</b><span className="quiet small numbers">{sent}</span></div>
      <div className="small">{t('reminders.to', { unit: nameOf(reminder.unitName) })}{reminder.by.kind === 'person' && ` · ${reminder.by.name}`}</div>
      <div className="step-reason written">{reminder.text}</div>
      {sentAt !== null && <div className="quiet small">{reads.length === 0 ? t('reminders.unread') : t('reminders.reads', { who: reads.map((read) => read.name).join(language === 'en' ? ', ' : '、') })}</div>}
    </li>
  );
}
