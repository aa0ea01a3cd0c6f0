import { Button } from 'antd';
import { useTexts } from '../i18n';

interface PagedFootProps {
  readonly shown: number;
  readonly total: number;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly onMore: () => void;
}

/** How much of a list is shown, and the way to more of it. */
export function PagedFoot({ shown, total, hasMore, loading, onMore }: PagedFootProps) {
  const { t } = useTexts();
  return (
    <div className="paged-foot">
      <span role="status" className="numbers">{shown > 0 && t('list.shown', { shown, total })}</span>
      {hasMore && <Button loading={loading} onClick={onMore}>{t('list.more')}</Button>}
    </div>
  );
}
