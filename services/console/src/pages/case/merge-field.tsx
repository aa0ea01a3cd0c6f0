import { appealViewSchema, isTrackingNumber } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId } from 'react';
import { useTexts } from '../../i18n';
import { useApi } from '../../session/session';
import type { FormFault } from './command-form';
import { FieldFault } from './small-fields';

interface MergeFieldProps {
  readonly value: string;
  readonly fault: FormFault | null;
  readonly onChange: (trackingNumber: string) => void;
}

/** The case that goes on, by its number; as soon as the number is whole the case is looked up and shown. */
export function MergeField({ value, fault, onChange }: MergeFieldProps) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('form.into')}</label>
      <Input id={id} value={value} required autoComplete="off" spellCheck={false} placeholder={t('form.intoHint')} aria-invalid={fault !== null} aria-describedby={`${id}-fault ${id}-found`} {...(fault !== null && { status: 'error' as const })} onChange={(event) => { onChange(event.target.value); }} />
      <div className="field-foot"><FieldFault id={`${id}-fault`} fault={fault} /></div>
      <div id={`${id}-found`} role="status"><Found trackingNumber={value.trim().toUpperCase()} /></div>
    </div>
  );
}

function Found({ trackingNumber }: { readonly trackingNumber: string }) {
  const api = useApi();
  const { t, nameOf } = useTexts();
  const whole = isTrackingNumber(trackingNumber);
  const { data, error, isPending } = useQuery({
    queryKey: ['appeals', trackingNumber], enabled: whole, retry: false,
    queryFn: ({ signal }) => api.ask(`/api/v1/appeals/${encodeURIComponent(trackingNumber)}`, appealViewSchema, { signal }),
  });
  if (!whole) return null;
  if (error !== null) return <p className="late">{t('form.intoNone')}</p>;
  if (isPending) return <p className="quiet">{t('form.intoLooking')}</p>;
  const state = data.status === 'received' || data.status === 'classified' ? null : data.status;
  return (
    <p className="field-said">
      <span className="quiet small">{t('form.intoFound')}</span><br /><b>{data.title}</b><br />
      <span className="quiet small">{data.appellant.name}{data.currentUnit !== null && ` · ${nameOf(data.currentUnit.name)}`}{state !== null && ` · ${t(`state.${state}`)}`}</span>
    </p>
  );
}
