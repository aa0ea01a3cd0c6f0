import { creditCodeSchema, enterpriseSizes, enterpriseViewSchema, type Enterprise } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useToast } from '../../parts/toasts';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { detailsOf, formOf, type EnterpriseForm } from './enterprise-form';

/** Enters an enterprise, or changes the one that is given; a change by somebody else meanwhile is told and not overwritten. */
export default function EnterpriseDrawer({ enterprise, onClose }: { readonly enterprise?: Enterprise; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [form, setForm] = useState(formOf(enterprise, useReader().divisionCode));
  const isCode = creditCodeSchema.safeParse(form.creditCode.trim().toUpperCase()).success;
  const save = useMutation({
    mutationFn: () => enterprise === undefined
      ? api.ask('/api/v1/enterprises', enterpriseViewSchema, { method: 'POST', body: { creditCode: form.creditCode.trim().toUpperCase(), ...detailsOf(form) } })
      : api.ask(`/api/v1/enterprises/${enterprise.creditCode}`, enterpriseViewSchema, { method: 'PUT', body: detailsOf(form), ifMatch: `"${String(enterprise.version)}"` }),
    onSuccess: (saved) => {
      toast(t(enterprise === undefined ? 'enterprises.entered' : 'enterprises.saved'));
      onClose();
      if (enterprise === undefined) void navigate(`/enterprises/${saved.creditCode}`);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['enterprises'] }),
  });
  return (
    <FormDrawer title={t(enterprise === undefined ? 'enterprises.enter' : enterprise.provisional ? 'enterprises.confirm' : 'enterprises.change')} submitText={t(enterprise === undefined ? 'enterprises.submit' : 'enterprises.save')} pending={save.isPending} onSubmit={() => { save.mutate(); }} onClose={onClose}>
      {save.error !== null && <ProblemNotice error={save.error} />}
      {enterprise === undefined && (
        <LineField label={t('enterprises.creditCode')} fault={form.creditCode.trim().length >= 18 && !isCode ? t('enterprises.badCode') : null}>
          {(id, faultId) => <Input id={id} value={form.creditCode} required maxLength={18} aria-invalid={form.creditCode.trim().length >= 18 && !isCode} aria-describedby={faultId} onChange={(event) => { setForm({ ...form, creditCode: event.target.value }); }} />}
        </LineField>
      )}
      <Fields form={form} onChange={setForm} />
    </FormDrawer>
  );
}

function Fields({ form, onChange }: { readonly form: EnterpriseForm; readonly onChange: (form: EnterpriseForm) => void }) {
  const { t } = useTexts();
  const line = (field: 'name' | 'divisionCode' | 'address' | 'industryCode', label: string, required = false) => (
    <LineField label={label}>{(id) => <Input id={id} value={form[field]} required={required} onChange={(event) => { onChange({ ...form, [field]: event.target.value }); }} />}</LineField>
  );
  const lines = (field: 'formerNames' | 'chambers', label: string) => (
    <LineField label={label}>{(id) => <Input.TextArea id={id} rows={2} value={form[field]} onChange={(event) => { onChange({ ...form, [field]: event.target.value }); }} />}</LineField>
  );
  return (
    <>
      {line('name', t('enterprises.name'), true)}
      {lines('formerNames', t('enterprises.formerNames'))}
      {line('divisionCode', t('enterprises.division'), true)}
      {line('address', t('enterprises.address'))}
      {line('industryCode', t('enterprises.industry'))}
      <SelectBox label={t('enterprises.sizeLabel')} value={form.size} options={[{ value: '', label: t('enterprises.unknown') }, ...enterpriseSizes.map((size) => ({ value: size, label: t(`enterprises.size.${size}`) }))]} onChange={(size) => { onChange({ ...form, size }); }} />
      <SelectBox label={t('enterprises.private')} value={form.isPrivate} options={[{ value: '', label: t('enterprises.privateAny') }, { value: 'true', label: t('enterprises.yes') }, { value: 'false', label: t('enterprises.no') }]} onChange={(isPrivate) => { onChange({ ...form, isPrivate }); }} />
      {lines('chambers', t('enterprises.chambers'))}
    </>
  );
}
