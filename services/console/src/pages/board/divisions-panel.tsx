import type { BoardSummary } from '@suqiao/contracts';
import { useDivisions } from '../../api/directory';
import { useTexts } from '../../i18n';
import { byTile, tileOf } from '../../parts/city-map';
import { useReader } from '../../session/reader';
import { CountsBar } from './bar';
import type { BoardFilter } from './board-filter';

interface DivisionsPanelProps {
  readonly divisions: BoardSummary['byDivision'] | undefined;
  /** The division shown; null: the reader's own. */
  readonly division: string | null;
  readonly onChoose: (change: Partial<BoardFilter>) => void;
}

/** How many divisions lie below one, for its room on the page while the directory is still under way: Shandong's usual. */
function usualPlaces(code: string): number {
  if (code.endsWith('0000')) return 16;
  return code.endsWith('00') ? 9 : 0;
}

/** The divisions below: cities as on the map, others the most overdue first; one narrows everything on the board to itself. */
export function DivisionsPanel({ divisions, division, onChoose }: DivisionsPanelProps) {
  const { t, nameOf } = useTexts();
  const reader = useReader();
  const shown = division ?? reader.divisionCode;
  const { byCode } = useDivisions();
  const expected = byCode.size === 0 ? usualPlaces(shown) : [...byCode.values()].filter((each) => each.parentCode === shown).length;
  const isMap = divisions?.some(({ divisionCode, directly }) => !directly && tileOf(divisionCode) !== null) ?? false;
  const sorted = divisions?.toSorted((a, b) => (isMap ? byTile(a, b) : 0) || b.overdue - a.overdue || b.dueSoon - a.dueSoon || b.open - a.open || a.divisionCode.localeCompare(b.divisionCode));
  const largest = Math.max(0, ...(sorted ?? []).map((row) => row.open));
  return (
    <section className="panel" aria-labelledby="divisions-title">
      <h2 id="divisions-title">{t('board.byDivision')}</h2>
      {sorted?.length === 0 && <p className="quiet">{t('board.noneBelow')}</p>}
      <ul className={isMap ? 'divisions divisions-map' : 'divisions'} aria-busy={sorted === undefined}>
        {sorted === undefined && Array.from({ length: expected }, (_, index) => <li key={index} className="place"><span className="skeleton-bar" /></li>)}
        {sorted?.map((row) => (
          <li key={`${row.divisionCode} ${String(row.directly)}`} style={row.directly ? {} : (tileOf(row.divisionCode) ?? {})}>
            <button type="button" className="place" onClick={() => { onChoose({ division: row.divisionCode, directly: row.directly }); }}>
              <span className="place-name">{row.directly ? t('board.directly', { place: nameOf(row.name) }) : nameOf(row.name)}</span>
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
