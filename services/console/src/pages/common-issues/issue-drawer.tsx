import { issueOutcomes, measureKinds, type IssueView } from '@suqiao/contracts';
import { Input } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { UnitPicker } from '../../parts/unit-picker';
import { ChoiceField, TextField } from '../case/small-fields';
import { blankIssueForm, issueBodyFrom, issueFields, type FormCommand, type IssueField, type IssueFilled } from './issue-form';
import { OtherIssueField } from './other-issue-field';
import type { IssueCommandOrder } from './use-issue-command';

interface IssueDrawerProps {
  readonly view: IssueView;
  readonly command: FormCommand;
  /** Those that are split off. */
  readonly appealIds: readonly string[];
  readonly pending: boolean;
  readonly failure: ReactNode;
  readonly onSubmit: (order: IssueCommandOrder) => void;
  readonly onClose: () => void;
}

/** The form of one command beside the issue. */
export default function IssueDrawer({ view, command, appealIds, pending, failure, onSubmit, onClose }: IssueDrawerProps) {
  const { t } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [filled, setFilled] = useState<IssueFilled>(() => ({ ...blankIssueForm(appealIds), name: command === 'rename' ? view.name : '' }));
  const [faults, setFaults] = useState<readonly IssueField[]>([]);
  const submit = () => {
    const result = issueBodyFrom(command, filled);
    setFaults(result.ok ? [] : result.faults);
    if (result.ok) onSubmit({ command, body: result.body });
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <FormDrawer title={t(`issues.command.${command}`)} submitText={t('form.submit', { command: t(`issues.command.${command}`) })} pending={pending} form={form} onSubmit={submit} onClose={onClose}>
      <p className="drawer-case">{view.name}</p>
      {appealIds.length > 0 && <p>{t('issues.form.applyTo', { count: appealIds.length })}</p>}
      {failure}
      {issueFields[command].map((field) => <IssueFormField key={field} field={field} command={command} view={view} filled={filled} faulty={faults.includes(field)} onFill={(change) => { setFilled((before) => ({ ...before, ...change })); }} />)}
    </FormDrawer>
  );
}

interface FieldProps {
  readonly field: IssueField;
  readonly command: FormCommand;
  readonly view: IssueView;
  readonly filled: IssueFilled;
  readonly faulty: boolean;
  readonly onFill: (change: Partial<IssueFilled>) => void;
}

const longTexts = { reason: [1000, 4], demand: [2000, 4], study: [20_000, 10], proposals: [20_000, 6], participants: [1000, 3], agenda: [2000, 4], text: [20_000, 8], reply: [5000, 8] } as const;

function IssueFormField({ field, command, view, filled, faulty, onFill }: FieldProps) {
  const { t } = useTexts();
  switch (field) {
    case 'unitId':
    case 'jointUnitIds':
      return <UnitPicker label={t(`issues.form.${field}`)} divisionCode={view.divisionCode} several={field === 'jointUnitIds'} value={field === 'unitId' ? (filled.unitId === '' ? [] : [filled.unitId]) : filled.jointUnitIds} faulty={faulty} onChange={(ids) => { onFill(field === 'unitId' ? { unitId: ids[0] ?? '' } : { jointUnitIds: ids }); }} />;
    case 'other':
      return <OtherIssueField issueId={view.issueId} value={filled.other} faulty={faulty} onChange={(other) => { onFill({ other }); }} />;
    case 'kind':
      return <ChoiceField label={t('issues.form.kind')} value={filled.kind} fault={null} choices={measureKinds.map((value) => ({ value, label: t(`issues.kind.${value}`) }))} onChange={(kind) => { onFill({ kind }); }} />;
    case 'outcome':
      return <ChoiceField label={t('issues.form.outcome')} value={filled.outcome} fault={null} choices={issueOutcomes.map((value) => ({ value, label: t(`issues.outcome.${value}`) }))} onChange={(outcome) => { onFill({ outcome }); }} />;
    case 'name':
    case 'title':
    case 'document':
    case 'days':
    case 'day':
    case 'time':
      return <ShortField field={field} label={labelOf(field, command, t)} value={filled[field]} faulty={faulty} onChange={(value) => { onFill({ [field]: value }); }} />;
    default: {
      const [limit, rows] = longTexts[field];
      return <TextField label={command === 'comment' ? t('issues.form.comment') : t(`issues.form.${field}`)} value={filled[field]} fault={faulty ? 'tooShort' : null} limit={limit} required rows={rows} onChange={(value) => { onFill({ [field]: value }); }} />;
    }
  }
}

type ShortName = 'name' | 'title' | 'document' | 'days' | 'day' | 'time';

function labelOf(field: ShortName, command: FormCommand, t: ReturnType<typeof useTexts>['t']): string {
  if (field === 'title') return t('issues.form.measureTitle');
  if (field === 'day' && command === 'adoptMeasure') return t('issues.form.effectiveDay');
  if (field !== 'name') return t(`issues.form.${field}`);
  return t(command === 'split' ? 'issues.form.newName' : command === 'confirm' ? 'issues.form.nameKeep' : 'issues.form.name');
}

function ShortField({ field, label, value, faulty, onChange }: { readonly field: ShortName; readonly label: string; readonly value: string; readonly faulty: boolean; readonly onChange: (value: string) => void }) {
  const { t } = useTexts();
  const type = field === 'day' ? 'date' : field === 'time' ? 'time' : 'text';
  return (
    <LineField label={label} fault={faulty ? t(field === 'days' ? 'form.fault.badAmount' : 'form.fault.missing') : null}>
      {(id, faultId) => <Input id={id} type={type} value={value} maxLength={200} {...(field === 'days' && { inputMode: 'numeric' as const })} aria-invalid={faulty} aria-describedby={faultId} {...(faulty && { status: 'error' as const })} onChange={(event) => { onChange(event.target.value); }} />}
    </LineField>
  );
}
