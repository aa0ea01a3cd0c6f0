import { Link } from 'react-router';
import { useTexts } from '../../i18n';
import { BulkButton } from './bulk-button';
import { addressOf, boardLists, isListable, type BoardFilter } from './board-filter';

interface BoardListsProps {
  readonly filter: BoardFilter;
  readonly onChoose: (change: Partial<BoardFilter>) => void;
}

/** The lists, each with its own address; and the way out of a narrowed view. */
export function BoardLists({ filter, onChoose }: BoardListsProps) {
  const { t } = useTexts();
  return (
    <div className="list-head">
      <nav aria-label={t('board.list')} className="list-tabs">
        {boardLists.filter(isListable).map((list) => (
          <Link key={list} to={`/board${addressOf({ ...filter, list })}`} preventScrollReset aria-current={filter.list === list ? 'page' : undefined}>{t(`board.tab.${list}`)}</Link>
        ))}
      </nav>
      <span className="list-filters">
        {filter.directly && <span className="tag">{t('board.directlyHere')}</span>}
        {filter.level !== null && <span className="tag">{t(`level.${filter.level}`)}</span>}
        {(filter.level !== null || filter.division !== null) && <button type="button" className="link-button" onClick={() => { onChoose({ level: null, division: null, directly: false }); }}>{t('board.clear')}</button>}
        {/* Bulk action knows no list of what lies directly at a division: it would reach further than what is shown. */}
        {!filter.directly && <BulkButton filter={filter} />}
      </span>
    </div>
  );
}
