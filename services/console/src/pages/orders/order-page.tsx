import { PrinterOutlined } from '@ant-design/icons';
import { orderViewSchema, type OrderCommand, type OrderView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { Link, useParams } from 'react-router';
import { untoldEveryInMs } from '../../api/live';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { Instant } from '../../parts/times';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import type { WrittenOrderCommand } from './order-drawer';
import { OrderDue } from './order-due';
import { OrderTimeline } from './order-timeline';
import '../../styles/supervision.css';

const OrderDrawer = lazy(() => import('./order-drawer'));

/** One supervision order whole: what is demanded, of whom, until when, what was answered, and what may be done now. */
export default function OrderPage() {
  const { id = '' } = useParams();
  const api = useApi();
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['cases', 'order', id],
    queryFn: ({ signal }) => api.ask(`/api/v1/supervision/orders/${encodeURIComponent(id)}`, orderViewSchema, { signal }),
    refetchInterval: untoldEveryInMs,
  });
  usePageTitle(data?.number ?? t('orders.title'));
  if (data === undefined && error === null) return <PanelWaiting lines={12} />;
  return (
    <>
      <div className="case-top"><Link to="/orders" className="back">← {t('orders.back')}</Link></div>
      {data === undefined ? error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Order order={data} />}
    </>
  );
}

function Order({ order }: { readonly order: OrderView }) {
  const { t, nameOf, language } = useTexts();
  return (
    <>
      <header className="case-head">
        <div className="case-marks">
          <span className="tag numbers">{order.number}</span><span className="state">{t(`orderState.${order.state}`)}</span>
          {order.overdue && <span className="tag tag-urgent">{t('orders.overdue')}</span>}
          {order.confidential && <span className="tag tag-confidential">{t('case.confidential')}</span>}
          <span className="quiet">{t('orders.unit')}<b> {nameOf(order.unit.name)}</b></span>
        </div>
        <h1>{order.title}</h1>
      </header>
      <OrderCommands order={order} />
      <div className="case-columns">
        <div>
          <section className="panel" aria-labelledby="demand-title"><h2 id="demand-title">{t('orders.demand')}</h2><p className="written">{order.demand}</p></section>
          <section className="panel" aria-labelledby="feedback-title"><h2 id="feedback-title">{t('orders.feedback')}</h2>{order.feedback === null ? <p className="quiet">{t('orders.noFeedback')}</p> : <><p className="written">{order.feedback.text}</p><p className="quiet small"><Instant at={order.feedback.at} /></p></>}</section>
          <section className="panel" aria-labelledby="order-title">
            <h2 id="order-title">{t('orders.facts')}</h2>
            <dl className="facts">
              <div><dt>{t('orders.due')}</dt><dd><OrderDue order={order} /></dd></div>
              <div><dt>{t('orders.case')}</dt><dd><Link to={`/cases/${order.caseId}`} className="numbers">{order.trackingNumber}</Link></dd></div>
              <div><dt>{t('orders.issuedBy')}</dt><dd>{nameOf(order.issuedBy.name)}</dd></div>
              <div><dt>{t('orders.appellant')}</dt><dd>{order.appellantMasked}</dd></div>
              <div><dt>{t('orders.issuedAt')}</dt><dd><Instant at={order.issuedAt} /></dd></div>
              <div><dt>{t('orders.receivedAt')}</dt><dd>{order.receivedAt === null ? t('case.notYet') : <Instant at={order.receivedAt} />}</dd></div>
              <div><dt>{t('orders.cause')}</dt><dd>{t(`orderCause.${order.cause}`)}</dd></div>
              {order.overdueAt !== null && <div><dt>{t('orders.overdue')}</dt><dd className="late">{t('orders.lateSince', { when: formatInstant(order.overdueAt, language, 'minute') })}</dd></div>}
              {order.because !== null && <div className="facts-whole"><dt>{t('orders.because')}</dt><dd>{nameOf(order.because)}</dd></div>}
            </dl>
          </section>
        </div>
        <div><OrderTimeline timeline={order.timeline} /></div>
      </div>
    </>
  );
}

/** What brings an order on stands out. */
const onwards: ReadonlySet<OrderCommand> = new Set(['receive', 'feedback', 'close']);

/** What this reader may do with the order now; what they may not is not offered. And the page to print. */
function OrderCommands({ order }: { readonly order: OrderView }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const [open, setOpen] = useState<WrittenOrderCommand | null>(null);
  const give = useMutation({
    mutationFn: ({ command, body }: { readonly command: OrderCommand; readonly body: unknown }) => api.ask(`/api/v1/supervision/orders/${order.orderId}/commands/${command}`, orderViewSchema, { method: 'POST', body }),
    onSuccess: (view, { command }) => {
      setOpen(null);
      queries.setQueryData(['cases', 'order', order.orderId], view);
      toast(t('orders.done', { command: t(`orderCommand.${command}`) }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  const print = useMutation({
    mutationFn: async (shown: Window | null) => {
      const response = await api.open(`/api/v1/supervision/orders/${order.orderId}/print`);
      const address = URL.createObjectURL(new Blob([await response.text()], { type: 'text/html;charset=utf-8' }));
      if (shown === null) location.assign(address);
      else shown.location.replace(address);
    },
    onError: (_error, shown) => { shown?.close(); },
  });
  const press = (command: OrderCommand) => {
    give.reset();
    if (command === 'receive') give.mutate({ command, body: {} });
    else setOpen(command);
  };
  const allowed = order.commands.filter((offer) => offer.allowed);
  const failure = give.error === null ? null : <ProblemNotice error={give.error} />;
  return (
    <section className="commands" aria-label={t('orders.commands')}>
      <div className="command-row">
        {allowed.map(({ command }) => <Button key={command} type={onwards.has(command) ? 'primary' : 'default'} loading={give.isPending && give.variables.command === command} onClick={() => { press(command); }}>{t(`orderCommand.${command}`)}</Button>)}
        {/* The window opens with the click, before the page to print has come: later the browser would not let it. */}
        <Button icon={<PrinterOutlined aria-hidden="true" />} loading={print.isPending} onClick={() => { print.mutate(window.open('', '_blank')); }}>{t('orders.print')}</Button>
      </div>
      {open === null && failure}
      {print.error !== null && <ProblemNotice error={print.error} />}
      {open !== null && <Suspense fallback={null}><OrderDrawer order={order} command={open} pending={give.isPending} failure={failure} onSubmit={(body) => { give.mutate({ command: open, body }); }} onClose={() => { setOpen(null); }} /></Suspense>}
    </section>
  );
}
