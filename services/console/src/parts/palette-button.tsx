import { SearchOutlined } from '@ant-design/icons';
import { lazy, Suspense, useEffect, useState } from 'react';
import { openTexts, useTexts } from '../i18n';

const Palette = lazy(async () => {
  const [palette] = await Promise.all([import('./palette'), openTexts('palette')]);
  return palette;
});

/** Opens the palette by a press or by Ctrl K (⌘ K); what it is made of comes when it is first asked for. */
export function PaletteButton() {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => { window.removeEventListener('keydown', onKey); };
  }, []);
  return (
    <>
      <button type="button" className="palette-button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" onClick={() => { setOpen(true); }}>
        <SearchOutlined aria-hidden="true" /><span>{t('shell.palette')}</span><kbd>Ctrl K</kbd>
      </button>
      {open && <Suspense fallback={null}><Palette onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}
