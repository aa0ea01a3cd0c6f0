import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTexts } from '../../i18n';
import { useReader } from '../../session/reader';
import { mayRemind } from '../case/supervision-permission';
import type { BoardFilter } from './board-filter';

const BulkDrawer = lazy(() => import('./bulk-drawer'));

/** Opens 批量督办 of the list that is shown, for those who may supervise. */
export function BulkButton({ filter }: { readonly filter: BoardFilter }) {
  const { t } = useTexts();
  const reader = useReader();
  const [open, setOpen] = useState(false);
  if (!mayRemind(reader)) return null;
  return (
    <>
      <Button onClick={() => { setOpen(true); }}>{t('bulk.open')}</Button>
      {open && <Suspense fallback={null}><BulkDrawer filter={filter} onClose={() => { setOpen(false); }} /></Suspense>}
    </>
  );
}
