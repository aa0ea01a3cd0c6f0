import type { Duration } from '@suqiao/contracts';
import { Input } from 'antd';
import { useId } from 'react';
import { useTexts } from '../../i18n';
import type { Filled, FormFault } from './command-form';

/** What is wrong with a field, said aloud when it appears. */
export function FieldFault({ id, fault }: { readonly id: string; readonly fault: FormFault | null }) {
  const { t } = useTexts();
  return <span id={id} role="alert" className="late">{fault !== null && t(`form.fault.${fault}`)}</span>;
}

const faulty = (fault: FormFault | null) => (fault === null ? {} : { status: 'error' as const });

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly fault: FormFault | null;
  readonly limit: number;
  readonly required?: boolean;
  readonly rows?: number;
  readonly onChange: (text: string) => void;
}

/** A text with its label, how much room is left, and what is wrong with it. */
export function TextField({ label, value, fault, limit, required = false, rows = 6, onChange }: TextFieldProps) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input.TextArea id={id} value={value} rows={rows} required={required} aria-invalid={fault !== null} aria-describedby={`${id}-fault`} {...(fault !== null && { status: 'error' as const })} onChange={(event) => { onChange(event.target.value); }} />
      <div className="field-foot">
        <FieldFault id={`${id}-fault`} fault={fault} />
        <span className="quiet small numbers">{t('form.count', { used: value.length, limit })}</span>
      </div>
    </div>
  );
}

interface ChoiceFieldProps {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly hint?: string }[];
  readonly value: string | null;
  readonly fault: FormFault | null;
  readonly onChange: (value: string) => void;
}

/** One of a few, all of them in sight; the browser's own radio buttons, so that the arrow keys work. */
export function ChoiceField({ label, choices, value, fault, onChange }: ChoiceFieldProps) {
  const id = useId();
  return (
    <fieldset className="field choices" aria-describedby={`${id}-fault`}>
      <legend>{label}</legend>
      <div className={choices.some(({ hint }) => hint !== undefined) ? 'choice-list' : 'choice-row'}>
        {choices.map((choice, index) => (
          <label key={choice.value} className="choice">
            <input type="radio" name={id} value={choice.value} checked={value === choice.value} aria-invalid={fault !== null && index === 0} onChange={() => { onChange(choice.value); }} />
            <span>{choice.label}{choice.hint !== undefined && <span className="quiet small choice-hint">{choice.hint}</span>}</span>
          </label>
        ))}
      </div>
      <div className="field-foot"><FieldFault id={`${id}-fault`} fault={fault} /></div>
    </fieldset>
  );
}

interface AmountFieldProps {
  readonly label: string;
  readonly value: string;
  readonly unit: Duration['unit'];
  readonly fault: FormFault | null;
  readonly required: boolean;
  readonly onChange: (amount: string) => void;
}

/** A length of time in the unit of the case's rule. */
export function AmountField({ label, value, unit, fault, required, onChange }: AmountFieldProps) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="amount">
        <Input id={id} inputMode="decimal" value={value} required={required} aria-invalid={fault !== null} aria-describedby={`${id}-unit ${id}-fault`} {...faulty(fault)} onChange={(event) => { onChange(event.target.value); }} />
        <span id={`${id}-unit`}>{t(`durationUnit.${unit}`)}</span>
      </div>
      <div className="field-foot"><FieldFault id={`${id}-fault`} fault={fault} /></div>
    </div>
  );
}

interface MomentFieldProps {
  readonly value: Filled['until'];
  readonly fault: FormFault | null;
  readonly onChange: (until: Filled['until']) => void;
}

/** A day, and a time of it, on Shanghai's clock. */
export function MomentField({ value, fault, onChange }: MomentFieldProps) {
  const { t } = useTexts();
  const id = useId();
  return (
    <div className="field moment">
      <div><label htmlFor={`${id}-day`}>{t('form.until')}</label><Input id={`${id}-day`} type="date" value={value.day} required aria-invalid={fault !== null} aria-describedby={`${id}-fault ${id}-hint`} {...faulty(fault)} onChange={(event) => { onChange({ ...value, day: event.target.value }); }} /></div>
      <div><label htmlFor={`${id}-time`}>{t('form.untilTime')}</label><Input id={`${id}-time`} type="time" value={value.time} required onChange={(event) => { onChange({ ...value, time: event.target.value }); }} /></div>
      <div className="field-foot"><FieldFault id={`${id}-fault`} fault={fault} /><span id={`${id}-hint`} className="quiet small">{t('form.untilHint')}</span></div>
    </div>
  );
}
