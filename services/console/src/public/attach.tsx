import { attachmentSchema, attachmentsSchema, type Attachment } from '@suqiao/contracts';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { useTexts } from '../i18n';
import { Refusal } from './field';
import { publicApi, wordsOf } from './public-api';

const path = '/api/v1/tracking/attachments';
/** What the door takes. Phones turn their own kinds of photos into JPEG where only that is asked for. */
const accepted = 'image/jpeg,image/png,.pdf,.docx,.xlsx,.txt';

/** 附件: photos and papers for the appeal of the session, one after the other. */
export function Attach() {
  const { t } = useTexts();
  const id = useId();
  const [items, setItems] = useState<readonly Attachment[]>([]);
  const [busy, setBusy] = useState<string | null>(null);
  const [refusals, setRefusals] = useState<readonly string[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const refresh = useCallback(async (signal?: AbortSignal) => {
    const found = await publicApi.ask(path, attachmentsSchema, signal === undefined ? {} : { signal }).catch(() => null);
    if (found !== null) setItems(found.items);
  }, []);
  useEffect(() => {
    const abort = new AbortController();
    void refresh(abort.signal);
    return () => { abort.abort(); };
  }, [refresh]);
  const send = async (files: readonly File[]) => {
    setRefusals([]);
    for (const file of files) {
      setBusy(file.name);
      const form = new FormData();
      form.append('file', file, file.name);
      try {
        await publicApi.ask(path, attachmentSchema, { method: 'POST', form });
      } catch (error) {
        // One that is refused holds up none of the others.
        const why = t('public.attach.refused', { name: file.name, why: wordsOf(error, t) });
        setRefusals((before) => [...before, why]);
      }
    }
    setBusy(null);
    if (field.current !== null) field.current.value = '';
    await refresh();
  };
  return (
    <section className="panel" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('public.attach.title')}</h2>
      {refusals.map((why, place) => <Refusal key={`${place} ${why}`}>{why}</Refusal>)}
      <p><label htmlFor={id}>{t('public.attach.add')}</label> <input ref={field} id={id} type="file" multiple accept={accepted} aria-describedby={`${id}-hint`} disabled={busy !== null} onChange={(event) => { void send([...(event.target.files ?? [])]); }} /></p>
      <p id={`${id}-hint`} className="quiet small">{t('public.attach.hint')}</p>
      <p role="status">{busy === null ? '' : t('public.attach.sending', { name: busy })}</p>
      {items.length > 0 && <ul aria-label={t('public.attach.list')}>{items.map(({ id: each, name, sizeBytes, state }) => <li key={each}>{name} <span className="quiet small numbers">{t('public.attach.size', { size: Math.max(1, Math.round(sizeBytes / 1024)) })}{state === 'refused' && ` · ${t('public.attach.unsafe')}`}</span></li>)}</ul>}
    </section>
  );
}
