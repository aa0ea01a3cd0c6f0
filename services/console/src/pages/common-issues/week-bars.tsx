import type { IssueRow } from '@suqiao/contracts';
import { useTexts } from '../../i18n';

const [width, height, gap] = [132, 44, 2];

/** New appeals week by week, the latest on the right. */
export function WeekBars({ weeks }: { readonly weeks: IssueRow['weeks'] }) {
  const { t } = useTexts();
  const most = Math.max(1, ...weeks.map(({ count }) => count));
  const step = width / Math.max(1, weeks.length);
  return (
    <svg className="issue-weeks" viewBox={`0 0 ${String(width)} ${String(height)}`} role="img" aria-label={`${t('issues.column.weeks')}: ${weeks.map(({ count }) => String(count)).join(' ')}`}>
      {weeks.map(({ from, count }, at) => {
        const tall = Math.max(2, (count / most) * (height - 2));
        return <rect key={from} className={count === 0 ? 'none' : ''} x={at * step} y={height - tall} width={step - gap} height={tall}><title>{t('issues.weekOf', { from, count })}</title></rect>;
      })}
    </svg>
  );
}
