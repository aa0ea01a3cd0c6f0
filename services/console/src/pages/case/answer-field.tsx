import { useState } from 'react';
import { useTexts } from '../../i18n';
import { TextField } from './form-fields';
import type { TextFault } from './text-fault';

interface AnswerFieldProps {
  readonly value: string;
  readonly fault: TextFault | null;
  /** Takes the text and says whether it was kept as a draft. */
  readonly onChange: (text: string) => boolean;
}

/** The answer; what is written is kept as it is typed. */
export function AnswerField({ value, fault, onChange }: AnswerFieldProps) {
  const { t } = useTexts();
  const [note, setNote] = useState(value === '' ? '' : t('form.draftRestored'));
  return (
    <>
      <TextField label={t('form.answer')} value={value} fault={fault} limit={10_000} required rows={12} onChange={(text) => { setNote(onChange(text) ? t('form.draftSaved') : ''); }} />
      <p className="quiet small draft-note" role="status">{note}</p>
    </>
  );
}
