import { categorySchema, channelNamesSchema, divisionSchema, unitSchema, type Division, type Level } from '@suqiao/contracts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { z } from 'zod';
import { useTexts } from '../i18n';
import { useApi } from '../session/session';

const divisionsSchema = z.object({ items: z.array(divisionSchema) });
const categoriesSchema = z.object({ items: z.array(categorySchema) });
const unitsSchema = z.object({ items: z.array(unitSchema), total: z.int() });

/** The directory changes with the software: once a session is enough. */
const kept = { staleTime: Infinity, gcTime: Infinity };

/** All divisions, and names by code; a code that is not known stands for itself. */
export function useDivisions() {
  const api = useApi();
  const { nameOf } = useTexts();
  const { data } = useQuery({ queryKey: ['directory', 'divisions'], queryFn: () => api.ask('/api/v1/directory/divisions', divisionsSchema), ...kept });
  const byCode = useMemo(() => new Map((data?.items ?? []).map((division): [string, Division] => [division.code, division])), [data]);
  const nameOfDivision = (code: string) => {
    const found = byCode.get(code);
    return found === undefined ? code : nameOf(found.name);
  };
  return { byCode, nameOfDivision };
}

/** All categories, and names by code. */
export function useCategories() {
  const api = useApi();
  const { nameOf, t } = useTexts();
  const { data } = useQuery({ queryKey: ['directory', 'categories'], queryFn: () => api.ask('/api/v1/directory/categories', categoriesSchema), ...kept });
  const byCode = useMemo(() => new Map((data?.items ?? []).map((category) => [category.code, category])), [data]);
  const nameOfCategory = (code: string | null) => {
    if (code === null) return t('list.uncategorized');
    const found = byCode.get(code);
    return found === undefined ? code : nameOf(found.name);
  };
  return { categories: data?.items ?? [], nameOfCategory };
}

/** What a channel is called: by the name that its deployment gave it; in English, and before it is known, by its own. */
export function useChannels() {
  const api = useApi();
  const { language } = useTexts();
  const { data } = useQuery({ queryKey: ['directory', 'channels'], queryFn: ({ signal }) => api.ask('/api/v1/directory/channels', channelNamesSchema, { signal }), staleTime: 60_000 });
  const nameOfChannel = (name: string) => (language === 'en' ? name : (data?.items.find((channel) => channel.name === name)?.displayName ?? name));
  return { channels: data?.items ?? [], nameOfChannel };
}

/** The search for a unit to transfer to: those of one division, or by a part of the name. */
export function useUnitSearch(search: { readonly division: string | null; readonly level: Level | null; readonly q: string }) {
  const api = useApi();
  const query = new URLSearchParams({
    limit: '50',
    ...(search.division !== null && { division: search.division }),
    ...(search.level !== null && { level: search.level }),
    ...(search.q !== '' && { q: search.q }),
  }).toString();
  return useQuery({
    queryKey: ['directory', 'units', query],
    queryFn: ({ signal }) => api.ask(`/api/v1/directory/units?${query}`, unitsSchema, { signal }),
    placeholderData: (previous) => previous,
  });
}

/** The level at which a unit's division stands, from its code. */
function levelOfCode(code: string): Level {
  if (code.endsWith('0000')) return 'province';
  return code.endsWith('00') ? 'city' : 'county';
}

/** Names of units that a record mentions by id only. An id that is not found stands for itself. */
export function useUnitNames(unitIds: readonly string[]): (unitId: string) => string {
  const api = useApi();
  const { nameOf } = useTexts();
  const divisions = [...new Set(unitIds.map((unitId) => unitId.slice(0, 6)))];
  const found = useQueries({
    queries: divisions.map((division) => {
      const query = new URLSearchParams({ division, level: levelOfCode(division), limit: '200' }).toString();
      return { queryKey: ['directory', 'units', query], queryFn: () => api.ask(`/api/v1/directory/units?${query}`, unitsSchema), ...kept };
    }),
    combine: (results) => new Map(results.flatMap((result) => (result.data?.items ?? []).map((unit) => [unit.unitId, unit.name] as const))),
  });
  return (unitId) => {
    const name = found.get(unitId);
    return name === undefined ? unitId : nameOf(name);
  };
}
