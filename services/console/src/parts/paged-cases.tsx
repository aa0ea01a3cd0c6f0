import { supervisionPageSchema } from '@suqiao/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useMemo } from 'react';
import { useRefreshInterval } from '../api/live';
import { useTexts } from '../i18n';
import { useApi } from '../session/session';
import { CaseTable } from './case-table';
import { EmptyNotice, ProblemNotice } from './notices';

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
  const api = useApi();
  const { t } = useTexts();
  const list = useInfiniteQuery({
    queryKey: ['cases', 'list', path, queryOf(null)],
    queryFn: ({ pageParam, signal }) => api.ask(`${path}?${queryOf(pageParam)}`, supervisionPageSchema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: useRefreshInterval(),
  });
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
      <div className="paged-foot" hidden={rows === undefined}>
        <span role="status" className="numbers">{rows !== undefined && rows.length > 0 && t('list.shown', { shown: rows.length, total })}</span>
        {list.hasNextPage && <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('list.more')}</Button>}
      </div>
    </div>
  );
}
