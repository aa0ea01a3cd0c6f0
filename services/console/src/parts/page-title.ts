import { useEffect } from 'react';
import { useTexts } from '../i18n';

/** Names the tab after the page. */
export function usePageTitle(title: string): void {
  const { t } = useTexts();
  const product = t('product.full');
  useEffect(() => {
    document.title = title === '' ? product : `${title} · ${product}`;
  }, [title, product]);
}
