import type { Analysis } from '@suqiao/contracts';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { lastDayOf, queryOf, type AnalysisFilter } from './analysis-address';
import { Chart, Counted } from './counted';

/** 走势: a bar a step, which narrows the period down to it. */
export function TrendChart({ analysis, filter }: { readonly analysis: Analysis; readonly filter: AnalysisFilter }) {
  const { t } = useTexts();
  const { trend, step, to } = analysis;
  const most = Math.max(1, ...trend.map(({ count }) => count));
  const stepped = (from: string) => `?${queryOf({ ...filter, from, to: lastDayOf(from, step, to) })}`;
  const drawing = (
    <div className="trend" aria-hidden="true">
      <svg viewBox={`0 0 ${String(trend.length * 12)} 120`} preserveAspectRatio="none">
        {trend.map(({ from, count }, at) => (
          <Link key={from} to={stepped(from)} tabIndex={-1}>
            <title>{`${from} ${String(count)}`}</title>
            <rect className="trend-room" x={at * 12} y="0" width="12" height="120" />
            <rect x={at * 12 + 1.5} y={120 - (count / most) * 116} width="9" height={(count / most) * 116} />
          </Link>
        ))}
      </svg>
      <div className="trend-ends quiet small numbers"><span>{trend[0]?.from}</span><span>{t('analysis.most', { count: most })}</span><span>{trend.at(-1)?.from}</span></div>
    </div>
  );
  return <Chart title={t(`analysis.trend.${step}`)} drawing={drawing} columns={[t('analysis.begins'), t('analysis.count')]} rows={trend.map((each) => [<Link key="from" to={stepped(each.from)} className="narrow">{each.from}</Link>, <Counted key="count" figure={each} what={each.from} />])} />;
}
