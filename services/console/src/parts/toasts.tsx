import { message } from 'antd';
import { createContext, use, type ReactNode } from 'react';

const ToastContext = createContext<(text: string) => void>(() => undefined);

/** Says in passing that something was done; a screen reader hears it. */
export function useToast(): (text: string) => void {
  return use(ToastContext);
}

/** The library's messages alone: its `App` would bring dialogs and notifications that nothing here uses. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const [messages, holder] = message.useMessage({ duration: 4 });
  const show = (text: string) => void messages.success(text);
  return <ToastContext value={show}>{holder}{children}</ToastContext>;
}
