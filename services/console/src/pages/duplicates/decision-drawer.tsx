import { caseViewSchema, duplicateSchema, type Duplicate } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { TextField } from '../case/small-fields';
import type { Decision } from './duplicate-lists';

/** Decides about a proposal, with the reason. */
export default function DecisionDrawer({ duplicate, decision, onClose }: { readonly duplicate: Duplicate; readonly decision: Decision; readonly onClose: () => void }) {
  const api = useApi();
  const { t, nameOf } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const { id, earlier, later } = duplicate;
  const [reason, setReason] = useState(decision === 'merge' ? nameOf(duplicate.explanation) : '');
  const decide = useMutation({
    mutationFn: async (): Promise<void> => {
      if (decision === 'refuse') await api.ask(`/api/v1/duplicates/${encodeURIComponent(id)}/refuse`, duplicateSchema, { method: 'POST', body: { reason } });
      else await api.ask(`/api/v1/cases/${later.caseId}/commands/${decision}`, caseViewSchema, { method: 'POST', body: { reason, ...(decision === 'merge' && { into: earlier.trackingNumber }) } });
    },
    onSuccess: () => { toast(t('duplicates.done')); onClose(); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['duplicates'] }),
  });
  return (
    <FormDrawer title={t(`duplicates.${decision}Title`)} submitText={t(`duplicates.${decision}`)} pending={decide.isPending} onSubmit={() => { decide.mutate(); }} onClose={onClose}>
      {decide.error !== null && <ProblemNotice error={decide.error} />}
      <p>{t(`duplicates.${decision}Hint`, { earlier: earlier.trackingNumber, later: later.trackingNumber })}</p>
      <TextField label={t('duplicates.reason')} value={reason} fault={null} limit={500} required rows={4} onChange={setReason} />
    </FormDrawer>
  );
}
