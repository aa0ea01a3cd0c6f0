import { supervisionPageSchema } from '@suqiao/contracts';
import { useMemo } from 'react';
import { useRefreshInterval } from '../api/live';
import { CaseTable } from './case-table';
import { EmptyNotice, ProblemNotice } from './notices';
import { PagedFoot } from './paged-foot';
import { mostPagesRefreshed, usePagesOf } from './pages-of';

interface PagedCasesProps {
  /** Path of the list. */
  readonly path: string;
  /** Its query, with the cursor of a page. */
  readonly queryOf: (cursor: string | null) => string;
  readonly caption: string;
  readonly emptyTitle: string;
  readonly emptyHint: string;
}

/** A list of cases page by page; never silent about how many there are. */
export function PagedCases({ path, queryOf, caption, emptyTitle, emptyHint }: PagedCasesProps) {
  const list = usePagesOf({ key: ['cases', 'list'], path, schema: supervisionPageSchema, queryOf, refreshInMs: useRefreshInterval() });
  const pages = list.data?.pages;
  // A case that changed its place between two pages must not stand in the table twice.
  const rows = useMemo(() => pages && [...new Map(pages.flatMap((page) => page.items).map((row) => [row.caseId, row])).values()], [pages]);
  const last = pages?.at(-1);
  const total = `${String(last?.total ?? 0)}${last?.totalIsExact === false ? '+' : ''}`;
  if (list.error !== null && rows === undefined) return <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <div className={list.isPlaceholderData ? 'paged stale' : 'paged'}>
      {list.error !== null && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {rows?.length === 0 ? <EmptyNotice title={emptyTitle} hint={emptyHint} /> : <CaseTable rows={rows} caption={caption} />}
      {rows !== undefined && <PagedFoot shown={rows.length} total={total} hasMore={list.hasNextPage} loading={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} onRefresh={(pages?.length ?? 0) > mostPagesRefreshed ? () => void list.refetch() : undefined} />}
    </div>
  );
}
