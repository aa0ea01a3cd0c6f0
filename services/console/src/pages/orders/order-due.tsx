import type { OrderRow } from '@suqiao/contracts';
import type { InstantShape } from '../../format/instants';
import { Countdown, DueDate } from '../../parts/times';

/** An order's due date, and what is left of it while the ordered unit still has to answer. */
export function OrderDue({ order, shape = 'minute' }: { readonly order: Pick<OrderRow, 'dueAt' | 'provisional' | 'state'>; readonly shape?: InstantShape }) {
  const runs = order.state === 'issued' || order.state === 'received';
  return <><DueDate at={order.dueAt} provisional={order.provisional} shape={shape} />{runs && <span className="under"><Countdown to={order.dueAt} /></span>}</>;
}
