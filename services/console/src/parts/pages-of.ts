import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
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

/** A list page by page: kept while another is asked for. */
export function usePagesOf<Schema extends z.ZodType<Page>>({ key, path, schema, queryOf, refreshInMs }: PagesAsked<Schema>) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...key, path, queryOf(null)],
    queryFn: ({ pageParam, signal }): Promise<z.infer<Schema>> => api.ask(`${path}?${queryOf(pageParam)}`, schema, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: refreshInMs,
  });
}
