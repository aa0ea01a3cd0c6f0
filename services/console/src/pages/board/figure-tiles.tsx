import type { Counts } from '@suqiao/contracts';
import { useTexts } from '../../i18n';
import { isListable, type BoardFilter, type BoardList } from './board-filter';

/** The figures in order of what needs a look first, each with the light it burns. */
const tiles = [
  ['overdue', 'red'], ['dueSoon', 'yellow'], ['notAccepted', 'blue'], ['unsure', 'blue'], ['open', 'blue'], ['closed', 'off'],
] as const satisfies readonly (readonly [BoardList, string])[];

interface FigureTilesProps {
  readonly counts: Counts | undefined;
  readonly filter: BoardFilter;
  readonly onChoose: (change: Partial<BoardFilter>) => void;
}

/** The big figures; each opens its list. */
export function FigureTiles({ counts, filter, onChoose }: FigureTilesProps) {
  const { t, language } = useTexts();
  const format = new Intl.NumberFormat(language);
  return (
    <section className="tiles" aria-label={t('board.figures')}>
      {tiles.map(([list, tone]) => {
        const amount = counts?.[list];
        const content = (
          <>
            <span className="tile-name">{t(`board.figure.${list}`)}</span>
            <span className="tile-figure numbers">{amount === undefined ? <span className="skeleton-bar" /> : format.format(amount)}</span>
          </>
        );
        const className = `tile tile-${tone}${amount === 0 ? ' tile-zero' : ''}`;
        if (!isListable(list)) return <div key={list} className={className}>{content}</div>;
        return <button key={list} type="button" className={className} aria-pressed={filter.list === list} onClick={() => { onChoose({ list, level: null }); }}>{content}</button>;
      })}
    </section>
  );
}
