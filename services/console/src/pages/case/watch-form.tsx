import { watchCaseSchema, watchListSchema, watchListsSchema, type CaseView } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { FormDrawer } from '../../parts/form-drawer';
import { ProblemNotice } from '../../parts/notices';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';
import { ChoiceField, TextField } from './small-fields';
import { faultOfText } from './written-fault';

/** Puts the case on one of the reader's lists, with a note to themselves. */
export function WatchForm({ view, onClose }: { readonly view: CaseView; readonly onClose: () => void }) {
  const api = useApi();
  const { t } = useTexts();
  const toast = useToast();
  const queries = useQueryClient();
  const [filled, setFilled] = useState<{ readonly listId: string | null; readonly note: string }>({ listId: null, note: '' });
  const [tried, setTried] = useState(false);
  const { data, error } = useQuery({ queryKey: ['cases', 'watch-lists'], queryFn: ({ signal }) => api.ask('/api/v1/supervision/watch-lists', watchListsSchema, { signal }) });
  const parsed = watchCaseSchema.safeParse({ caseId: view.caseId, ...(filled.note.trim() !== '' && { note: filled.note }) });
  const add = useMutation({
    mutationFn: (listId: string) => api.ask(`/api/v1/supervision/watch-lists/${listId}/cases`, watchListSchema, { method: 'POST', body: parsed.data }),
    onSuccess: (list) => { toast(t('watch.added', { name: list.name })); onClose(); },
    onSettled: () => queries.invalidateQueries({ queryKey: ['cases'] }),
  });
  const submit = () => {
    setTried(true);
    if (parsed.success && filled.listId !== null) add.mutate(filled.listId);
  };
  return (
    <FormDrawer title={t('watch.add')} submitText={t('watch.submit')} pending={add.isPending} onSubmit={submit} onClose={onClose}>
      <p className="drawer-case">{view.title}</p>
      {error !== null && <ProblemNotice error={error} />}
      {add.error !== null && <ProblemNotice error={add.error} />}
      {data?.items.length === 0
        ? <p className="field-said">{t('watch.none')} <Link to="/watch">{t('watch.make')}</Link></p>
        : <ChoiceField label={t('watch.list')} value={filled.listId} fault={tried && filled.listId === null ? 'missing' : null} onChange={(listId) => { setFilled({ ...filled, listId }); }} choices={(data?.items ?? []).map((list) => ({ value: list.id, label: list.name }))} />}
      <TextField label={t('watch.note')} value={filled.note} fault={tried ? faultOfText(parsed) : null} limit={500} rows={3} onChange={(note) => { setFilled({ ...filled, note }); }} />
    </FormDrawer>
  );
}
