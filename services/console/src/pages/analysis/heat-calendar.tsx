import type { Analysis } from '@suqiao/contracts';
import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { queryOf, type AnalysisFilter } from './analysis-address';
import { Chart, Counted } from './counted';

const dayInMs = 86_400_000;
/** A drawing of more weeks than this could not be read. */
const mostWeeks = 53;

/** 日历: a square a day, the fuller the darker; a day is a link that narrows down to it. */
export function HeatCalendar({ analysis, filter }: { readonly analysis: Analysis; readonly filter: AnalysisFilter }) {
  const { t } = useTexts();
  const counts = new Map(analysis.days.map(({ day, count }) => [day, count]));
  const most = Math.max(1, ...analysis.days.map(({ count }) => count));
  const last = Date.parse(analysis.to);
  const monday = (at: number) => at - ((new Date(at).getUTCDay() + 6) % 7) * dayInMs;
  const weeks = Math.min(mostWeeks, Math.round((monday(last) - monday(Date.parse(analysis.from))) / (7 * dayInMs)) + 1);
  const start = monday(last) - (weeks - 1) * 7 * dayInMs;
  const days = Array.from({ length: weeks * 7 }, (_, at) => ({ at, day: new Date(start + at * dayInMs).toISOString().slice(0, 10) })).filter(({ day }) => day >= analysis.from && day <= analysis.to);
  const cut = new Date(start).toISOString().slice(0, 10) > analysis.from;
  const drawing = (
    <>
      <svg className="heat" viewBox={`0 0 ${String(weeks * 14)} 98`} aria-hidden="true" style={{ maxWidth: weeks * 20 }}>
        {days.map(({ at, day }) => {
          const count = counts.get(day) ?? 0;
          return (
            <Link key={day} to={`?${queryOf({ ...filter, from: day, to: day })}`} tabIndex={-1}>
              <title>{`${day} ${String(count)}`}</title>
              <rect x={Math.floor(at / 7) * 14 + 1} y={(at % 7) * 14 + 1} width="12" height="12" rx="2.500" className={count === 0 ? 'heat-none' : 'heat-some'} fillOpacity={count === 0 ? 1 : 0.2 + 0.8 * (count / most)} />
            </Link>
          );
        })}
      </svg>
      {cut && <p className="quiet small">{t('analysis.calendarCut')}</p>}
    </>
  );
  const fullest = [...analysis.days].sort((one, other) => other.count - one.count);
  return <Chart title={t('analysis.calendar')} drawing={drawing} columns={[t('analysis.day'), t('analysis.count')]} rows={fullest.map((each) => [<Link key="day" to={`?${queryOf({ ...filter, from: each.day, to: each.day })}`} className="narrow">{each.day}</Link>, <Counted key="count" figure={each} what={each.day} />])} />;
}
