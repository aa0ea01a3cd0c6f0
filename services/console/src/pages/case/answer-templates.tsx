import { answerTemplateSchema, answerTemplatesSchema, newAnswerTemplateSchema } from '@suqiao/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTexts } from '../../i18n';
import { ProblemNotice } from '../../parts/notices';
import { SelectBox } from '../../parts/select-box';
import { useToast } from '../../parts/toasts';
import { useApi } from '../../session/session';

const path = '/api/v1/answer-templates';
const key = ['answer-templates'];

/** 答复模板: puts a kept text behind what is written, keeps what is written under a name, removes one's own. */
export default function AnswerTemplates({ text, onPut }: { readonly text: string; readonly onPut: (text: string) => void }) {
  const { t } = useTexts();
  const api = useApi();
  const queries = useQueryClient();
  const toast = useToast();
  const [chosen, setChosen] = useState('');
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => api.ask(path, answerTemplatesSchema, { signal }) });
  const remove = useMutation({
    mutationFn: (templateId: string) => api.open(`${path}/${templateId}`, { method: 'DELETE' }),
    onSuccess: () => { setChosen(''); toast(t('templates.removed')); },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  const templates = data?.items ?? [];
  const template = templates.find(({ templateId }) => templateId === chosen);
  return (
    <div className="templates" role="group" aria-label={t('templates.title')}>
      {templates.length > 0 && (
        <div className="templates-row">
          <SelectBox label={t('templates.choose')} value={chosen} options={[{ value: '', label: t('templates.none') }, ...templates.map(({ templateId, name, mine, byName }) => ({ value: templateId, label: mine ? name : t('templates.by', { name, person: byName }) }))]} onChange={setChosen} />
          <Button size="small" disabled={template === undefined} onClick={() => { if (template !== undefined) onPut([text, template.text].filter((part) => part !== '').join('\n')); }}>{t('templates.put')}</Button>
          {template?.mine === true && <Button size="small" loading={remove.isPending} onClick={() => { remove.mutate(template.templateId); }}>{t('templates.remove')}</Button>}
        </div>
      )}
      {remove.error !== null && <ProblemNotice error={remove.error} />}
      <details><summary className="small">{t('templates.keep')}</summary><KeepForm text={text} /></details>
    </div>
  );
}

/** No form of its own: it stands within the command's, whose Enter it must not be. */
function KeepForm({ text }: { readonly text: string }) {
  const { t } = useTexts();
  const api = useApi();
  const queries = useQueryClient();
  const toast = useToast();
  const id = useId();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const wanted = newAnswerTemplateSchema.safeParse({ name, text, shared });
  const save = useMutation({
    mutationFn: () => api.ask(path, answerTemplateSchema, { method: 'POST', body: { name, text, shared } }),
    onSuccess: (template) => { setName(''); toast(t('templates.kept', { name: template.name })); },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  });
  return (
    <div className="templates-row">
      <label htmlFor={id}>{t('templates.name')}</label>
      <input id={id} value={name} maxLength={60} onChange={(event) => { setName(event.target.value); }} onKeyDown={(event) => { if (event.key === 'Enter') event.preventDefault(); }} />
      <label><input type="checkbox" checked={shared} onChange={(event) => { setShared(event.target.checked); }} /> {t('templates.shared')}</label>
      <Button size="small" loading={save.isPending} disabled={!wanted.success} onClick={() => { save.mutate(); }}>{t('templates.save')}</Button>
      {save.error !== null && <ProblemNotice error={save.error} />}
    </div>
  );
}
