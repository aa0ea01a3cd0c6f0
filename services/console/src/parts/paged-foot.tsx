import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../i18n';

interface PagedFootProps {
  readonly shown: number;
  /** As told to the reader: with a + where there are more than were counted. */
  readonly total: number | string;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
  /** Asks for all of it again, where a list has become too long to do so by itself. */
  readonly onRefresh?: (() => void) | undefined;
}

/** How far below the window the end of a list may lie for the next page to be fetched. */
const aheadOfTheEnd = '900px';

/** How much of a list is shown, and the way to more of it: who has asked for more once gets the rest by scrolling on. */
export function PagedFoot({ shown, total, hasMore, loading, onMore, onRefresh }: PagedFootProps) {
  const { t } = useTexts();
  const [asked, setAsked] = useState(false);
  const foot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!asked || !hasMore || loading || foot.current === null) return undefined;
    const observer = new IntersectionObserver(([entry]) => { if (entry?.isIntersecting === true) onMore(); }, { rootMargin: aheadOfTheEnd });
    observer.observe(foot.current);
    return () => { observer.disconnect(); };
  });
  return (
    <div className="paged-foot" ref={foot}>
      <span role="status" className="numbers">{shown > 0 && t('list.shown', { shown, total })}</span>
      {hasMore && <Button loading={loading} onClick={() => { setAsked(true); onMore(); }}>{t('list.more')}</Button>}
      {onRefresh !== undefined && <><span className="quiet">{t('list.tooLong')}</span><Button onClick={onRefresh}>{t('list.refresh')}</Button></>}
    </div>
  );
}
