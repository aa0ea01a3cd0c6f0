import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n';

/** The number, to be copied, printed or followed. */
export function Raised({ trackingNumber, onAnother }: { readonly trackingNumber: string; onAnother(): void }) {
  const { t } = useTexts();
  const [copied, setCopied] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef<HTMLOutputElement>(null);
  useEffect(() => { heading.current?.focus(); }, []);
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
  );
}
