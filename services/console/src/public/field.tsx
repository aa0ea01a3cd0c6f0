import type { ReactNode } from 'react';
import { useTexts } from '../i18n';

/** What a control of a field carries, so that its hint and its mistake are read out with it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-required': boolean;
}

/** A labelled control with its hint, and what is wrong with it. */
export function Field({ id, label, hint, fault, required = false, children }: {
  readonly id: string; readonly label: string; readonly hint?: string; readonly fault: string | undefined; readonly required?: boolean; children(control: ControlProps): ReactNode;
}) {
  const { t } = useTexts();
  const described = [...(hint === undefined ? [] : [`${id}-hint`]), ...(fault === undefined ? [] : [`${id}-fault`])].join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label} <span className="quiet small">{t(required ? 'public.required' : 'public.optional')}</span></label>
      {children({ id, 'aria-describedby': described === '' ? undefined : described, 'aria-invalid': fault === undefined ? undefined : true, 'aria-required': required })}
      {hint !== undefined && <p id={`${id}-hint`} className="quiet small">{hint}</p>}
      {fault !== undefined && <p id={`${id}-fault`} className="field-fault">{fault}</p>}
    </div>
  );
}

/** A failure of the whole, read out when it comes. */
export function Refusal({ children }: { readonly children: ReactNode }) {
  return <p className="refusal" role="alert">{children}</p>;
}
