import { boardSummarySchema } from '@suqiao/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRefreshInterval } from '../../api/live';
import { useApi } from '../../session/session';

/** The board's figures for a division, or for all of the reader's. */
export function useBoardSummary(division: string | null) {
  const api = useApi();
  const query = division === null ? '' : `?division=${division}`;
  return useQuery({
    queryKey: ['cases', 'summary', division],
    queryFn: ({ signal }) => api.ask(`/api/v1/supervision/summary${query}`, boardSummarySchema, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: useRefreshInterval(),
  });
}
