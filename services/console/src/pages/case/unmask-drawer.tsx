import { newUnmaskingSchema, unmaskingSchema, type Unmasking } from '@suqiao/contracts';
import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { LineField } from '../../parts/line-field';
import { ProblemNotice } from '../../parts/notices';
import { useApi } from '../../session/session';

const shortestReason = 6;

/** Asks why somebody must see whom an appeal comes from. What comes back is handed on, and kept nowhere else. */
export default function UnmaskDrawer({ trackingNumber, onShown, onClose }: { readonly trackingNumber: string; readonly onShown: (shown: Unmasking) => void; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const unmask = useMutation({
    // The query client must not remember what the page forgets.
    gcTime: 0,
    mutationFn: () => api.ask(`/api/v1/appeals/${encodeURIComponent(trackingNumber)}/unmaskings`, unmaskingSchema, { method: 'POST', body: { reason } }),
    onSuccess: onShown,
  });
  const submit = () => {
    const isGood = newUnmaskingSchema.safeParse({ reason }).success;
    setFault(isGood ? null : t('unmasking.reasonShort', { count: shortestReason }));
    if (isGood) unmask.mutate();
  };
  return (
    <FormDrawer title={t('unmasking.title')} submitText={t('unmasking.submit')} pending={unmask.isPending} onSubmit={submit} onClose={onClose}>
      {unmask.error !== null && <ProblemNotice error={unmask.error} />}
      <p>{t('unmasking.showHint')}</p>
      <LineField label={t('unmasking.reason')} fault={fault}>
        {(id, faultId) => <Input.TextArea id={id} rows={3} maxLength={500} required autoFocus placeholder={t('unmasking.reasonHint')} aria-invalid={fault !== null} aria-describedby={faultId} value={reason} onChange={(event) => { setReason(event.target.value); }} />}
      </LineField>
    </FormDrawer>
  );
}
