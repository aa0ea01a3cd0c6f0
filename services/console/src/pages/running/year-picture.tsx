import type { CalendarYear } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { monthsOf } from './calendar-year';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A year as a wall calendar: twelve small tables, days off and days on told by a word as well as by colour. */
export function YearPicture({ year }: { readonly year: Pick<CalendarYear, 'year' | 'holidays' | 'makeUpWorkdays'> }) {
  const { t } = useTexts();
  return (
    <div className="year-picture">
      {monthsOf(year).map((weeks, month) => (
        <table key={month}>
          <caption>{t('calendars.month', { year: year.year, month: month + 1 })}</caption>
          <thead><tr>{weekdays.map((day) => <th key={day} scope="col">{t(`calendars.weekday.${day}`)}</th>)}</tr></thead>
          <tbody>
            {weeks.map((week, place) => (
              <tr key={place}>
                {week.map((day, column) => (day === null ? <td key={weekdays[column]} /> : (
                  <td key={day.day} className={`day-${day.kind}`}>{day.number}{day.kind === 'holiday' && <small>{t('calendars.off')}</small>}{day.kind === 'makeUp' && <small>{t('calendars.on')}</small>}</td>
                )))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
