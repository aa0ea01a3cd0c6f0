import { useEffect, useRef, useState } from 'react';
import { trackedAppealSchema } from '@suqiao/contracts';
import { useTexts } from '../i18n';
import { Attach } from './attach';
import { publicApi } from './public-api';

/** The number, to be copied, printed or followed. */
export function Raised({ trackingNumber, phone, onAnother }: { readonly trackingNumber: string; readonly phone: string; onAnother(): void }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const [isEntered, setEntered] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<HTMLOutputElement>(null);
  useEffect(() => { heading.current?.focus(); }, []);
  useEffect(() => {
    // Files are added within the appellant's own session: who has just raised an appeal has the number and the digits.
    const phoneLastFour = phone.replaceAll(/\D/g, '').slice(-4);
    publicApi.ask('/api/v1/tracking', trackedAppealSchema, { method: 'POST', body: { trackingNumber, phoneLastFour } }).then(() => { setEntered(true); }, () => undefined);
  }, [trackingNumber, phone]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(trackingNumber);
      setCopied(true);
    } catch {
      // Not allowed here: it is marked, for the reader's own copy.
      if (shown.current !== null) getSelection()?.selectAllChildren(shown.current);
    }
  };
  return (
    <>
      <section className="panel raised" aria-labelledby="raised-title">
        <h1 id="raised-title" ref={heading} tabIndex={-1}>{t('public.raise.done')}</h1>
        <output ref={shown} className="raised-number numbers">{trackingNumber}</output>
        <p className="quiet">{t('public.raise.doneHint')}</p>
        <div className="raised-acts">
          <button type="button" className="public-act" onClick={() => void copy()}>{t('public.raise.copy')}</button>
          <button type="button" className="public-act" onClick={() => { print(); }}>{t('public.raise.print')}</button>
          <a className="public-act" href={`/track#${trackingNumber}`}>{t('public.raise.follow')}</a>
          <button type="button" className="public-act" onClick={onAnother}>{t('public.raise.another')}</button>
        </div>
        <p role="status">{copied ? t('public.raise.copied') : ''}</p>
      </section>
      {isEntered && <Attach />}
    </>
  );
}
