import { appealViewSchema, type CaseView, type Unmasking } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTexts } from '../../i18n';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';

const UnmaskDrawer = lazy(() => import('./unmask-drawer'));
const againInMs = 3000;

/**
 * Whom to call about a case: masked, until a reader whose place it is gives a reason; masked again as soon as the page is
 * left, because nothing but this component ever holds it.
 */
export default function CaseAppellant({ view: { trackingNumber } }: { readonly view: CaseView }) {
  const api = useApi();
  const { t } = useTexts();
  const { role } = useReader();
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<Unmasking | null>(null);
  useEffect(() => {
    // A browser that keeps a left page whole, to come back to it, keeps it masked.
    const mask = () => { setShown(null); };
    addEventListener('pagehide', mask);
    return () => { removeEventListener('pagehide', mask); };
  }, []);
  const path = `/api/v1/appeals/${encodeURIComponent(trackingNumber)}`;
  const { data } = useQuery({
    queryKey: ['appeals', trackingNumber, 'masked'],
    queryFn: ({ signal }) => api.ask(path, appealViewSchema, { signal }),
    // Of another service than the case: it may hear of a new case a moment later.
    refetchInterval: ({ state }) => (state.data === undefined ? againInMs : false),
  });
  const appellant = shown?.appellant ?? data?.appellant;
  const lines = [[t('unmasking.contact'), appellant?.contact], [t('unmasking.phone'), appellant?.phone], ...(shown === null ? [] : [[t('unmasking.email'), shown.appellant.email] as const])] as const;
  const mayAsk = role === 'unitHandler' || role === 'unitHead' || role === 'supervisor';
  return (
    <section className="panel" aria-labelledby="appellant-title">
      <h2 id="appellant-title">{t('unmasking.title')}</h2>
      <dl className="facts">{lines.map(([name, value]) => <div key={name}><dt>{name}</dt><dd className="numbers">{value === undefined ? t('unmasking.masked') : value ?? t('unmasking.none')}</dd></div>)}</dl>
      <p role="status" className="quiet small">{shown !== null && t('unmasking.shown', { sequence: shown.receipt.sequence })}</p>
      {mayAsk && (shown === null ? <Button onClick={() => { setOpen(true); }}>{t('unmasking.show')}</Button> : <Button onClick={() => { setShown(null); }}>{t('unmasking.hide')}</Button>)}
      {open && <Suspense fallback={null}><UnmaskDrawer trackingNumber={trackingNumber} onShown={(found) => { setShown(found); setOpen(false); }} onClose={() => { setOpen(false); }} /></Suspense>}
    </section>
  );
}
