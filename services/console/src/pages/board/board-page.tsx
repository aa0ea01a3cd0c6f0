import { useCallback } from 'react';
import { useSearchParams } from 'react-router';
import { formatInstant } from '../../format/instants';
import { useTexts } from '../../i18n';
import { LiveMark } from '../../parts/live-mark';
import { ProblemNotice } from '../../parts/notices';
import { PagedCases } from '../../parts/paged-cases';
import { usePageTitle } from '../../parts/page-title';
import { addressOf, filterFromAddress, listQuery, type BoardFilter } from './board-filter';
import { BoardLists } from './board-lists';
import { DivisionPath } from './division-path';
import { DivisionsPanel } from './divisions-panel';
import { FigureTiles } from './figure-tiles';
import { LevelsPanel } from './levels-panel';
import { useBoardSummary } from './summary';

/** 督办看板: what is late, what will be, whose turn it is. */
export default function BoardPage() {
  const { t, language } = useTexts();
  const [parameters, setParameters] = useSearchParams();
  const filter = filterFromAddress(parameters);
  const summary = useBoardSummary(filter.division);
  usePageTitle(t('board.title'));
  const choose = useCallback((change: Partial<BoardFilter>) => {
    setParameters((present) => new URLSearchParams(addressOf({ ...filterFromAddress(present), ...change })), { preventScrollReset: true });
  }, [setParameters]);
  return (
    <>
      <div className="page-head">
        <h1>{t('board.title')}</h1>
        <DivisionPath division={filter.division} onChoose={(division) => { choose({ division, directly: false }); }} />
        <span className="page-head-end">
          {summary.data !== undefined && <span className="quiet numbers">{t('board.at', { when: formatInstant(summary.data.at, language, 'clock') })}</span>}
          <LiveMark />
        </span>
      </div>
      {summary.error !== null && <ProblemNotice error={summary.error} onRetry={() => void summary.refetch()} />}
      <FigureTiles counts={summary.data?.total} filter={filter} onChoose={choose} />
      <div className="board-panels">
        <LevelsPanel levels={summary.data?.byLevel} filter={filter} onChoose={choose} />
        <DivisionsPanel divisions={summary.data?.byDivision} division={filter.division} onChoose={choose} />
      </div>
      <section aria-labelledby="list-title" className="panel list-panel">
        <h2 id="list-title" className="hidden">{t('board.list')}</h2>
        <BoardLists filter={filter} onChoose={choose} />
        <PagedCases
          path="/api/v1/supervision/cases" queryOf={(cursor) => listQuery(filter, cursor)} caption={t('board.caption', { filter: t(`board.tab.${filter.list}`) })}
          emptyTitle={t(`board.empty.${filter.list === 'overdue' || filter.list === 'dueSoon' || filter.list === 'open' ? filter.list : 'other'}`)} emptyHint={t('board.empty.hint')}
        />
      </section>
    </>
  );
}
