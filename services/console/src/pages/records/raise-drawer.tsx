import { appealAcknowledgementSchema, creditCodeSchema, type RecordView } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

const empty = { title: '', content: '', contact: '', phone: '', confidential: false };

/** Raises an appeal from a record; sent twice it is one, because each form has its own line in the record. */
export default function RaiseDrawer({ record, onClose }: { readonly record: RecordView; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const [lineId, setLineId] = useState(() => crypto.randomUUID());
  const [first] = record.enterprises;
  const [form, setForm] = useState({ ...empty, name: first?.name ?? '', creditCode: first?.creditCode ?? '', another: false });
  const code = form.creditCode.trim().toUpperCase();
  const isBadCode = code.length >= 18 && !creditCodeSchema.safeParse(code).success;
  const text = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const raise = useMutation({
    mutationFn: () => {
      const [contact, phone] = [text(form.contact), text(form.phone)];
      return api.ask(`/api/v1/records/${record.id}/appeals`, appealAcknowledgementSchema, { method: 'POST', body: {
        lineId, title: form.title, content: form.content, ...(record.place.divisionCode !== null && { divisionCode: record.place.divisionCode }), ...(form.confidential && { confidential: true }),
        appellant: { name: form.name, ...(code !== '' && { creditCode: code }), ...(contact !== undefined && { contact }), ...(phone !== undefined && { phone }) },
      } });
    },
    onSuccess: ({ trackingNumber }) => {
      toast(t('records.raised', { number: trackingNumber }));
      setLineId(crypto.randomUUID());
      if (form.another) setForm({ ...form, ...empty });
      else onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['records'] }),
  });
  const line = (field: 'title' | 'name' | 'creditCode' | 'contact' | 'phone', label: string, required = false, fault: string | null = null) => (
    <LineField label={label} fault={fault}>{(id, faultId) => <Input id={id} value={form[field]} required={required} aria-invalid={fault !== null} aria-describedby={faultId} onChange={(event) => { setForm({ ...form, [field]: event.target.value }); }} />}</LineField>
  );
  return (
    <FormDrawer title={t('records.raise')} submitText={t('records.raiseSubmit')} pending={raise.isPending} onSubmit={() => { raise.mutate(); }} onClose={onClose}>
      {raise.error !== null && <ProblemNotice error={raise.error} />}
      {record.enterprises.length > 1 && <SelectBox label={t('records.enterprisesTitle')} value={form.name} options={record.enterprises.map(({ name }) => ({ value: name, label: name }))} onChange={(name) => { setForm({ ...form, name, creditCode: record.enterprises.find((one) => one.name === name)?.creditCode ?? '' }); }} />}
      {line('name', t('records.appellant'), true)}
      {line('creditCode', t('records.creditCode'), false, isBadCode ? t('enterprises.badCode') : null)}
      {line('title', t('records.appealTitle'), true)}
      <LineField label={t('records.content')}>{(id) => <Input.TextArea id={id} rows={6} required value={form.content} onChange={(event) => { setForm({ ...form, content: event.target.value }); }} />}</LineField>
      {line('contact', t('records.contact'))}
      {line('phone', t('records.phone'))}
      <label className="choice"><input type="checkbox" checked={form.confidential} onChange={(event) => { setForm({ ...form, confidential: event.target.checked }); }} /><span>{t('records.confidential')}</span></label>
      <label className="choice"><input type="checkbox" checked={form.another} onChange={(event) => { setForm({ ...form, another: event.target.checked }); }} /><span>{t('records.another')}</span></label>
    </FormDrawer>
  );
}
