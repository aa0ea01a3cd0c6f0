import { recordKinds, recordKindSchema, recordViewSchema, type RecordView } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../../i18n';
import { useNow } from '../../parts/clock';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useToast } from '../../parts/toasts';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { shanghaiDayOf } from '../digest/digest-sections';
import { contentOf, formOf, type RecordForm } from './record-form';

/** Writes a record, or changes the one that is given: a finished one with the reason. */
export default function RecordDrawer({ record, onClose }: { readonly record?: RecordView; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [key] = useState(() => crypto.randomUUID());
  const [form, setForm] = useState(formOf(record, shanghaiDayOf(useNow()), useReader().divisionCode));
  const isFinished = record?.state === 'finished';
  const save = useMutation({
    mutationFn: () => record === undefined
      ? api.ask('/api/v1/records', recordViewSchema, { method: 'POST', body: { kind: form.kind, ...contentOf(form) }, idempotencyKey: key })
      : api.ask(`/api/v1/records/${record.id}`, recordViewSchema, { method: 'PUT', body: { ...contentOf(form), ...(isFinished && { reason: form.reason }) }, ifMatch: `"${String(record.version)}"` }),
    onSuccess: (saved) => {
      toast(t(record === undefined ? 'records.made' : 'records.saved'));
      onClose();
      if (record === undefined) void navigate(`/records/${saved.id}`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['records'] }),
  });
  const title = t(record === undefined ? 'records.make' : isFinished ? 'records.amend' : 'records.change');
  return (
    <FormDrawer title={title} submitText={t(record === undefined ? 'records.submit' : 'records.save')} pending={save.isPending} onSubmit={() => { save.mutate(); }} onClose={onClose}>
      {save.error !== null && <ProblemNotice error={save.error} />}
      {record === undefined && <SelectBox label={t('records.kind')} value={form.kind} options={recordKinds.map((kind) => ({ value: kind, label: t(`recordKind.${kind}`) }))} onChange={(value) => { const kind = recordKindSchema.parse(value); setForm({ ...form, kind, closedDoor: form.closedDoor && kind === 'symposium' }); }} />}
      <Fields form={form} onChange={setForm} />
      {isFinished && <LineField label={t('records.reason')}>{(id) => <Input id={id} value={form.reason} required maxLength={500} onChange={(event) => { setForm({ ...form, reason: event.target.value }); }} />}</LineField>}
    </FormDrawer>
  );
}

function Fields({ form, onChange }: { readonly form: RecordForm; readonly onChange: (form: RecordForm) => void }) {
  const { t } = useTexts();
  const line = (field: 'title' | 'date' | 'divisionCode' | 'place' | 'host', label: string, required = false) => (
    <LineField label={label}>{(id) => <Input id={id} value={form[field]} required={required} {...(field === 'date' && { type: 'date' })} onChange={(event) => { onChange({ ...form, [field]: event.target.value }); }} />}</LineField>
  );
  const lines = (field: 'participants' | 'enterprises' | 'summary' | 'remarks', label: string, rows: number, required = false) => (
    <LineField label={label}>{(id) => <Input.TextArea id={id} rows={rows} required={required} value={form[field]} onChange={(event) => { onChange({ ...form, [field]: event.target.value }); }} />}</LineField>
  );
  return (
    <>
      {line('title', t('records.name'), true)}
      {line('date', t('records.date'), true)}
      {line('divisionCode', t('records.divisionCode'))}
      {line('place', t('records.place'), true)}
      {form.kind === 'symposium' && <label className="choice"><input type="checkbox" checked={form.closedDoor} onChange={(event) => { onChange({ ...form, closedDoor: event.target.checked }); }} /><span>{t('records.closedDoorField')}</span></label>}
      {line('host', t('records.host'))}
      {lines('participants', t('records.participants'), 3)}
      {lines('enterprises', t('records.enterprises'), 3)}
      {lines('summary', t('records.summary'), 6, true)}
      {lines('remarks', t('records.remarks'), 3)}
    </>
  );
}
