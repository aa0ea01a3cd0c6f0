import { trackedAppealSchema, type TrackedAppeal } from '@suqiao/contracts';
import { useCallback, useEffect, useRef, useState, type FormEvent } from 'react';
import { ApiProblem } from '../api/client';
import { useTexts } from '../i18n';
import { usePageTitle } from '../parts/page-title';
import { Field, Refusal } from './field';
import { Followed } from './followed';
import { faultsIn, publicApi, wordsOf } from './public-api';

const path = '/api/v1/tracking';
/** Whether a session was opened in this tab: nobody asks for one that is not there. The session itself no script can read. */
const markKey = 'suqiao.tracking';
const watchedEveryMs = 3000;
const refreshedEveryMs = 30_000;

/** 查询进度: an appellant follows an appeal by its number and the phone's last four digits, and rates the answer. */
export function TrackPage() {
  const { t } = useTexts();
  usePageTitle(t('public.track.title'));
  const [appeal, setAppeal] = useState<TrackedAppeal | null>(null);
  const [isOver, setOver] = useState(false);
  const wanted = decodeURIComponent(location.hash.slice(1));

  const show = useCallback((found: TrackedAppeal) => {
    sessionStorage.setItem(markKey, found.trackingNumber);
    setOver(false);
    setAppeal(found);
  }, []);
  const forget = useCallback((over: boolean) => {
    sessionStorage.removeItem(markKey);
    setOver(over);
    setAppeal(null);
  }, []);
  const refresh = useCallback(async (signal?: AbortSignal) => {
    try {
      show(await publicApi.ask(path, trackedAppealSchema, signal === undefined ? {} : { signal }));
    } catch (error) {
      if (error instanceof ApiProblem && error.problem.status === 401) forget(true);
    }
  }, [show, forget]);

  useEffect(() => {
    const marked = sessionStorage.getItem(markKey);
    if (marked === null || (wanted !== '' && wanted !== marked)) return;
    const abort = new AbortController();
    void refresh(abort.signal);
    return () => { abort.abort(); };
  }, [refresh, wanted]);
  const isWatched = appeal?.ratings.some(({ state }) => state === 'sent') === true;
  const isShown = appeal !== null;
  useEffect(() => {
    if (!isShown) return;
    const timer = setInterval(() => { void refresh(); }, isWatched ? watchedEveryMs : refreshedEveryMs);
    return () => { clearInterval(timer); };
  }, [isShown, isWatched, refresh]);

  if (appeal !== null) return <Followed appeal={appeal} onRated={show} onOver={() => { forget(true); }} onLeave={() => { void publicApi.open(path, { method: 'DELETE' }).catch(() => undefined); forget(false); }} />;
  return (
    <>
      <div className="public-head"><h1>{t('public.track.title')}</h1><p className="quiet">{t('public.track.lead')}</p></div>
      {isOver && <p className="panel" role="status">{t('public.track.over')}</p>}
      <EntryForm wanted={wanted} onFound={show} />
    </>
  );
}

function EntryForm({ wanted, onFound }: { readonly wanted: string; onFound(appeal: TrackedAppeal): void }) {
  const { t } = useTexts();
  const [trackingNumber, setNumber] = useState(wanted);
  const [phoneLastFour, setDigits] = useState('');
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const submit = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      onFound(await publicApi.ask(path, trackedAppealSchema, { method: 'POST', body: { trackingNumber, phoneLastFour } }));
    } catch (error) {
      const found = faultsIn(error);
      setFaults(found);
      if (found.size === 0) setRefusal(wordsOf(error, t));
      setBusy(false);
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    }
  };
  return (
    <form ref={form} className="panel public-form" noValidate onSubmit={(event: FormEvent) => { event.preventDefault(); if (!busy) void submit(); }}>
      {refusal !== null && <Refusal>{refusal}</Refusal>}
      <Field id="number" label={t('public.track.number')} hint={t('public.track.numberHint')} fault={faults.get('/trackingNumber')} required>
        {(control) => <input {...control} autoComplete="off" autoCapitalize="characters" spellCheck={false} value={trackingNumber} onChange={(event) => { setNumber(event.target.value); }} />}
      </Field>
      <Field id="digits" label={t('public.track.digits')} fault={faults.get('/phoneLastFour')} required>
        {(control) => <input {...control} autoComplete="off" inputMode="numeric" maxLength={4} value={phoneLastFour} onChange={(event) => { setDigits(event.target.value.replaceAll(/\D/g, '')); }} />}
      </Field>
      <button type="submit" className="public-submit" disabled={busy}>{t(busy ? 'public.track.checking' : 'public.track.submit')}</button>
    </form>
  );
}
