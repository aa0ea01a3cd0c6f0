import { deadLetterRowSchema, type DeadLetterPage } from '@suqiao/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTexts } from '../i18n';
import { FormDrawer } from '../parts/form-drawer';
import { LineField } from '../parts/line-field';
import { ProblemNotice } from '../parts/notices';
import { useToast } from '../parts/toasts';
import { useApi } from '../session/session';

/** The record with its lines broken where it is JSON, so that a person can read it; else as it came. */
function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Changes a record that nobody could take, and puts it back; what is still wrong with it is told where it stands. */
export default function MendDrawer({ row, onClose }: { readonly row: DeadLetterPage['items'][number]; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const [text, setText] = useState(() => laidOut(row.valueText));
  const [reason, setReason] = useState('');
  const mend = useMutation({
    mutationFn: () => api.ask(`/api/v1/dead-letters/${encodeURIComponent(row.id)}/mend`, deadLetterRowSchema, { method: 'POST', body: { valueText: text, reason } }),
    onSuccess: () => {
      toast(t('mending.done'));
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['dead-letters'] }),
  });
  return (
    <FormDrawer title={t('mending.title')} submitText={t('mending.submit')} pending={mend.isPending} onSubmit={() => { mend.mutate(); }} onClose={onClose}>
      {mend.error !== null && <ProblemNotice error={mend.error} />}
      <p className="letter-reason">{row.reason}</p>
      <p className="quiet small">{t('mending.textHint')}</p>
      <LineField label={t('mending.text')}>{(id) => <Input.TextArea id={id} rows={18} required spellCheck={false} className="numbers" value={text} onChange={(event) => { setText(event.target.value); }} />}</LineField>
      <LineField label={t('mending.reason')}>{(id) => <Input.TextArea id={id} rows={2} required maxLength={500} placeholder={t('mending.reasonHint')} value={reason} onChange={(event) => { setReason(event.target.value); }} />}</LineField>
    </FormDrawer>
  );
}
