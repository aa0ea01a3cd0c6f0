import { calendarViewSchema, type CalendarView, type CalendarYear } from '@suqiao/contracts';
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { lazy, Suspense } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../i18n';
import { PanelWaiting, ProblemNotice } from '../../parts/notices';
import { usePageTitle } from '../../parts/page-title';
import { Instant } from '../../parts/times';
import { useReader } from '../../session/reader';
import { useApi } from '../../session/session';
import { workingDaysOf } from './calendar-year';
import { YearPicture } from './year-picture';
import '../../styles/running.css';
import '../../styles/register.css';

const CalendarForm = lazy(() => import('./calendar-form'));

/** 工作日历: the years that are loaded, drawn; and the next one, when the State Council's notice is out. */
export default function CalendarPage() {
  const api = useApi();
  const { t } = useTexts();
  usePageTitle(t('calendars.title'));
  const { data, error, refetch } = useQuery({ queryKey: ['calendar'], queryFn: ({ signal }) => api.ask('/api/v1/directory/calendar', calendarViewSchema, { signal }) });
  return (
    <>
      <div className="page-head"><h1>{t('calendars.title')}</h1><span className="quiet">{t('calendars.lead')}</span></div>
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <PanelWaiting lines={10} />}
      {data !== undefined && <Years view={data} />}
    </>
  );
}

function Years({ view }: { readonly view: CalendarView }) {
  const { t } = useTexts();
  const reader = useReader();
  const [parameters] = useSearchParams();
  const years = view.years.toSorted((a, b) => a.year - b.year);
  const thisYear = new Date().getFullYear();
  const last = years.at(-1)?.year ?? thisYear;
  const shown = years.find(({ year }) => String(year) === parameters.get('year')) ?? years.find(({ year }) => year === thisYear) ?? years.at(-1);
  return (
    <div className="running-parts">
      {last <= thisYear && <Alert className="problem" type="warning" showIcon role="status" title={t('calendars.missing', { year: last + 1 })} description={t('calendars.missingHint')} />}
      <section className="panel list-panel" aria-label={t('calendars.picture')}>
        <div className="list-head"><nav className="list-tabs" aria-label={t('calendars.years')}>{years.map(({ year }) => <Link key={year} to={`/calendars?year=${String(year)}`} aria-current={year === shown?.year ? 'page' : undefined}>{year}</Link>)}</nav></div>
        {shown !== undefined && <ShownYear year={shown} view={view} />}
      </section>
      {reader.role === 'administrator' && reader.level === 'province' && <Suspense fallback={null}><CalendarForm nextYear={last + 1} /></Suspense>}
    </div>
  );
}

function ShownYear({ year, view }: { readonly year: CalendarYear; readonly view: CalendarView }) {
  const { t } = useTexts();
  const load = view.loads.find((one) => one.year === year.year);
  return (
    <div className="calendar-year">
      <p>{t('calendars.counts', { working: workingDaysOf(year), holidays: year.holidays.length, makeUp: year.makeUpWorkdays.length })}</p>
      <p className="quiet small">{t('calendars.source', { source: year.source })}{load !== undefined && <> · {t('calendars.loadedBy', { name: load.loadedBy })} <Instant at={load.loadedAt} shape="minute" /> · {load.recountedAt === null ? t('calendars.recounting') : <>{t('calendars.recounted')} <Instant at={load.recountedAt} shape="minute" /></>}</>}</p>
      <p className="calendar-key small"><span className="day-holiday">{t('calendars.off')}</span> {t('calendars.holiday')} <span className="day-makeUp">{t('calendars.on')}</span> {t('calendars.makeUp')} <span className="day-weekend">6</span> {t('calendars.weekend')}</p>
      <YearPicture year={year} />
    </div>
  );
}
