import { Button, Drawer } from 'antd';
import { useId, type ReactNode, type Ref } from 'react';
import { useTexts } from '../i18n';

interface FormDrawerProps {
  readonly title: string;
  readonly submitText: string;
  readonly pending: boolean;
  readonly form?: Ref<HTMLFormElement>;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form beside what it is about, so that one can be read while the other is written. */
export function FormDrawer({ title, submitText, pending, form, onSubmit, onClose, children }: FormDrawerProps) {
  const { t } = useTexts();
  const id = useId();
  return (
    <Drawer open onClose={onClose} size={560} title={title} rootClassName="command-drawer" closable={{ 'aria-label': t('form.cancel') }}
      footer={<div className="drawer-foot"><Button onClick={onClose}>{t('form.cancel')}</Button><Button type="primary" htmlType="submit" form={id} loading={pending}>{submitText}</Button></div>}>
      <form id={id} ref={form} noValidate onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>{children}</form>
    </Drawer>
  );
}
