import type { BoardSummary } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { CountsBar } from './bar';
import type { BoardFilter } from './board-filter';

interface DivisionsPanelProps {
  readonly divisions: BoardSummary['byDivision'] | undefined;
  readonly onChoose: (change: Partial<BoardFilter>) => void;
}

const skeletonPlaces = 16;

/** The divisions below, the most overdue first; one narrows everything on the board to itself. */
export function DivisionsPanel({ divisions, onChoose }: DivisionsPanelProps) {
  const { t, nameOf } = useTexts();
  const sorted = divisions?.toSorted((a, b) => b.overdue - a.overdue || b.dueSoon - a.dueSoon || b.open - a.open || a.divisionCode.localeCompare(b.divisionCode));
  const largest = Math.max(0, ...(sorted ?? []).map((row) => row.open));
  return (
    <section className="panel" aria-labelledby="divisions-title">
      <h2 id="divisions-title">{t('board.byDivision')}</h2>
      {sorted?.length === 0 && <p className="quiet">{t('board.noneBelow')}</p>}
      <ul className="divisions" aria-busy={sorted === undefined}>
        {sorted === undefined && Array.from({ length: skeletonPlaces }, (_, index) => <li key={index} className="place"><span className="skeleton-bar" /></li>)}
        {sorted?.map((row) => (
          <li key={row.divisionCode}>
            <button type="button" className="place" onClick={() => { onChoose({ division: row.divisionCode }); }}>
              <span className="place-name">{nameOf(row.name)}</span>
              <CountsBar counts={row} largest={largest} />
              <span className="place-figures numbers" aria-hidden="true"><b className={row.overdue > 0 ? 'late' : ''}>{row.overdue}</b> / {row.open}</span>
              <span className="hidden">{t('board.bar', { open: row.open, overdue: row.overdue, dueSoon: row.dueSoon })}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
