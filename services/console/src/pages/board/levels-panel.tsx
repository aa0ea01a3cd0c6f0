import { levels, type BoardSummary, type Level } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { BarLegend, CountsBar } from './bar';
import type { BoardFilter } from './board-filter';

interface LevelsPanelProps {
  readonly levels: BoardSummary['byLevel'] | undefined;
  readonly filter: BoardFilter;
  readonly onChoose: (change: Partial<BoardFilter>) => void;
}

const none = { open: 0, overdue: 0, dueSoon: 0 };

/** Where cases stand: county, city, province. A level narrows the list. */
export function LevelsPanel({ levels: counted, filter, onChoose }: LevelsPanelProps) {
  const { t } = useTexts();
  const rows = levels.toReversed().map((level: Level) => ({ level, counts: counted?.find((row) => row.level === level) ?? none }));
  const largest = Math.max(0, ...rows.map((row) => row.counts.open));
  return (
    <section className="panel" aria-labelledby="levels-title">
      <h2 id="levels-title">{t('board.byLevel')}</h2>
      <ul className="levels">
        {rows.map(({ level, counts }) => {
          const chosen = filter.level === level;
          return (
            <li key={level}>
              <button type="button" className="place" aria-pressed={chosen} onClick={() => { onChoose({ level: chosen ? null : level, list: chosen ? filter.list : 'open' }); }}>
                <span className="place-name">{t(`level.${level}`)}</span>
                <CountsBar counts={counts} largest={largest} />
                <span className="place-figures numbers">{t('board.bar', { open: counts.open, overdue: counts.overdue, dueSoon: counts.dueSoon })}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <BarLegend />
    </section>
  );
}
