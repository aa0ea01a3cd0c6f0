import type { Counts } from '@suqiao/contracts';
import { useTexts } from '../../i18n';

/** Open cases as a bar: overdue, due soon, the others; its length is the share of the largest. */
export function CountsBar({ counts, largest }: { readonly counts: Pick<Counts, 'open' | 'overdue' | 'dueSoon'>; readonly largest: number }) {
  const share = (amount: number) => (largest === 0 ? 0 : (amount / largest) * 100);
  const [red, yellow] = [share(counts.overdue), share(counts.dueSoon)];
  const rest = share(Math.max(0, counts.open - counts.overdue - counts.dueSoon));
  return (
    <svg className="counts-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="bar-track" width="100" height="8" />
      <rect className="bar-red" width={red} height="8" /><rect className="bar-yellow" x={red} width={yellow} height="8" /><rect className="bar-rest" x={red + yellow} width={rest} height="8" />
    </svg>
  );
}

/** What the colours of the bars mean. */
export function BarLegend() {
  const { t } = useTexts();
  return (
    <p className="legend">
      <span className="legend-red">{t('board.tab.overdue')}</span><span className="legend-yellow">{t('board.tab.dueSoon')}</span><span className="legend-rest">{t('board.legendOther')}</span>
    </p>
  );
}
