import { keepPreviousData, useInfiniteQuery, type Query } from '@tanstack/react-query';
import type { z } from 'zod';
import { useApi } from '../session/session';

interface Page {
  readonly items: readonly unknown[];
  readonly total: number;
  readonly nextCursor: string | null;
}

interface PagesAsked<Schema extends z.ZodType<Page>> {
  readonly key: readonly unknown[];
  readonly path: string;
  readonly schema: Schema;
  /** Its query, with the cursor of a page. */
  readonly queryOf: (cursor: string | null) => string;
  /** How often it is asked for again; false where it stays as it is. */
  readonly refreshInMs: number | false;
}

/** Rows of a page behind the first: whoever reads on reads far. */
const rowsOfFurtherPages = '200';
/** A list of more pages is not asked for again by itself: each change anywhere would cost all of them. */
export const mostPagesRefreshed = 4;

/** Whether a query's answer may be asked for again whenever something changed. */
export function isRefreshed({ state: { data } }: Pick<Query, 'state'>): boolean {
  const pages: unknown = typeof data === 'object' && data !== null && 'pages' in data ? data.pages : undefined;
  return !Array.isArray(pages) || pages.length <= mostPagesRefreshed;
}

/** A list page by page: kept while another is asked for. */
export function usePagesOf<Schema extends z.ZodType<Page>>({ key, path, schema, queryOf, refreshInMs }: PagesAsked<Schema>) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...key, path, queryOf(null)],
    queryFn: ({ pageParam, signal }): Promise<z.infer<Schema>> => api.ask(`${path}?${pageQuery(queryOf, pageParam)}`, schema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => isRefreshed(query) && refreshInMs,
  });
}

function pageQuery(queryOf: (cursor: string | null) => string, cursor: string | null): string {
  const query = new URLSearchParams(queryOf(cursor));
  if (cursor !== null && query.has('limit')) query.set('limit', rowsOfFurtherPages);
  return query.toString();
}
