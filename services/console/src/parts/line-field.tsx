import { useId, type ReactNode } from 'react';

/** One line of a form with its label, and what is wrong with it, said aloud when it appears. */
export function LineField({ label, fault = null, children }: { readonly label: string; readonly fault?: string | null; readonly children: (id: string, faultId: string) => ReactNode }) {
  const id = useId();
  return <div className="field"><label htmlFor={id}>{label}</label>{children(id, `${id}-fault`)}<div className="field-foot"><span id={`${id}-fault`} role="alert" className="late">{fault}</span></div></div>;
}
