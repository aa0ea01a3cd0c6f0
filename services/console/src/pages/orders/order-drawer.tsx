import { orderCommandBodySchemas, type OrderCommand, type OrderView } from '@suqiao/contracts';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { TextField } from '../case/small-fields';
import { faultOfText } from '../case/written-fault';

/** Commands on an order that ask for words; 签收 asks for nothing. */
export type WrittenOrderCommand = Exclude<OrderCommand, 'receive'>;
const fields = { feedback: 'text', returnFeedback: 'reason', close: 'note', revoke: 'reason' } as const satisfies Record<WrittenOrderCommand, string>;
const labels = { feedback: 'orders.feedbackText', returnFeedback: 'orders.returnReason', close: 'orders.closeNote', revoke: 'orders.revokeReason' } as const;

interface OrderDrawerProps {
  readonly order: OrderView;
  readonly command: WrittenOrderCommand;
  readonly pending: boolean;
  readonly failure: ReactNode;
  readonly onSubmit: (body: unknown) => void;
  readonly onClose: () => void;
}

/** The form of one command on an order. */
export default function OrderDrawer({ order, command, pending, failure, onSubmit, onClose }: OrderDrawerProps) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const optional = command === 'close';
  const parsed = orderCommandBodySchemas[command].safeParse(optional && text.trim() === '' ? {} : { [fields[command]]: text });
  const fault = tried ? faultOfText(parsed) : null;
  const submit = () => {
    setTried(true);
    if (parsed.success) onSubmit(parsed.data);
  };
  const name = t(`orderCommand.${command}`);
  return (
    <FormDrawer title={name} submitText={t('orders.confirm', { command: name })} pending={pending} onSubmit={submit} onClose={onClose}>
      <p className="drawer-case">{order.number} {order.title}</p>
      {failure}
      <TextField label={t(labels[command])} value={text} fault={fault} limit={command === 'feedback' ? 10_000 : 1000} required={!optional} rows={command === 'feedback' ? 12 : 6} onChange={setText} />
    </FormDrawer>
  );
}
