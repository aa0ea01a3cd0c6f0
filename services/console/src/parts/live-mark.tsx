import { useLive } from '../api/live';
import { useTexts } from '../i18n';

/** Whether what is shown follows changes as they happen. Nothing where a role has no stream. */
export function LiveMark() {
  const { t } = useTexts();
  const live = useLive();
  if (live === 'asking') return null;
  return <span role="status" className={`live live-${live}`} title={t('live.hint')}><span className="live-dot" aria-hidden="true" />{t(`live.${live}`)}</span>;
}
