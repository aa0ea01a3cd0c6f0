import { commandBodySchemas, type CaseCommand, type CaseView } from '@suqiao/contracts';
import { Button, Drawer } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useTexts } from '../../i18n';
import { useReader } from '../../session/reader';
import { AnswerField } from './answer-field';
import { keepDraft, readDraft } from './draft';
import { textFault } from './text-fault';
import { CategoryField, TextField, UnitField } from './form-fields';
import type { CommandOrder } from './use-command';

type WrittenCommand = Exclude<CaseCommand, 'accept'>;

interface CommandDrawerProps {
  readonly view: CaseView;
  readonly command: WrittenCommand;
  readonly pending: boolean;
  readonly failure: ReactNode;
  readonly onSubmit: (order: CommandOrder) => void;
  readonly onClose: () => void;
}

/** What the forms hold; each command takes what it needs. */
interface Filled {
  readonly text: string;
  readonly unitId: string | null;
  readonly categoryCode: string | null;
}

/** The order as the contract wants it, or nothing while the form is not right. */
function orderFrom(command: WrittenCommand, { text, unitId, categoryCode }: Filled): CommandOrder | null {
  switch (command) {
    case 'return': {
      const body = commandBodySchemas.return.safeParse({ reason: text });
      return body.success ? { command, body: body.data } : null;
    }
    case 'transfer': {
      const body = commandBodySchemas.transfer.safeParse({ unitId, reason: text, ...(categoryCode !== null && { categoryCode }) });
      return body.success ? { command, body: body.data } : null;
    }
    case 'answer': {
      const body = commandBodySchemas.answer.safeParse({ content: text });
      return body.success ? { command, body: body.data } : null;
    }
    case 'close': {
      const body = commandBodySchemas.close.safeParse(text.trim() === '' ? {} : { note: text });
      return body.success ? { command, body: body.data } : null;
    }
  }
}

/** The form of one command beside the case, so that the case can be read while it is written. */
export default function CommandDrawer({ view, command, pending, failure, onSubmit, onClose }: CommandDrawerProps) {
  const { t } = useTexts();
  const { subject } = useReader();
  const formId = useId();
  const [filled, setFilled] = useState<Filled>(() => ({ text: command === 'answer' ? readDraft(view.caseId, subject) : '', unitId: null, categoryCode: null }));
  const [tried, setTried] = useState(false);
  const fill = (change: Partial<Filled>) => { setFilled((before) => ({ ...before, ...change })); };
  const write = (text: string) => { fill({ text }); };
  const fault = tried ? textFault(command, filled.text) : null;
  const submit = () => {
    setTried(true);
    const order = orderFrom(command, filled);
    if (order !== null) onSubmit(order);
  };
  return (
    <Drawer open onClose={onClose} size={560} title={t(`form.${command}Title`)} rootClassName="command-drawer" closable={{ 'aria-label': t('form.cancel') }}
      footer={<div className="drawer-foot"><Button onClick={onClose}>{t('form.cancel')}</Button><Button type="primary" htmlType="submit" form={formId} loading={pending}>{t('form.submit', { command: t(`command.${command}`) })}</Button></div>}>
      <form id={formId} noValidate onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <p className="drawer-case">{view.title}</p>
        {failure}
        {command === 'transfer' && <UnitField view={view} value={filled.unitId} missing={tried && filled.unitId === null} onChange={(unitId) => { fill({ unitId }); }} />}
        {command === 'transfer' && <CategoryField value={filled.categoryCode} onChange={(categoryCode) => { fill({ categoryCode }); }} />}
        {command === 'answer'
          ? <AnswerField value={filled.text} fault={fault} onChange={(text) => { write(text); return keepDraft(view.caseId, subject, text); }} />
          : <TextField label={t(command === 'return' ? 'form.returnReason' : command === 'close' ? 'form.note' : 'form.reason')} value={filled.text} fault={fault} limit={1000} required={command !== 'close'} onChange={write} />}
      </form>
    </Drawer>
  );
}
