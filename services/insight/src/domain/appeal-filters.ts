import type { InsightAppealsQuery } from '@suqiao/contracts';
import type { StoredFilter } from './issue-permission';

/** What of the query a list of appeals is chosen by. */
export type AppealQuestion = Partial<Omit<InsightAppealsQuery, 'cursor' | 'limit' | 'issue'>>;

/** What of the query a list is found by: appeals of an issue, too, which are not found by a condition of their own. */
export type ListQuestion = AppealQuestion & { readonly issue?: string | undefined };

/** The conditions of a question. */
export function appealFilters({ division, directly, undivided, category, uncategorized, channel, level, state, outcome, open, undispatched, answered, from, to }: AppealQuestion): StoredFilter[] {
  return [
    ...(division === undefined ? [] : [directly === true ? { divisionCode: division } : { divisionPath: division }]),
    ...(undivided === true ? [{ divisionCode: null }] : []),
    ...(category === undefined ? [] : [{ categoryCode: new RegExp(`^${category.replaceAll(/[^\w.-]/g, '').replaceAll('.', '\\.')}(\\.|$)`) }]),
    ...(uncategorized === true ? [{ categoryCode: null }] : []),
    ...(channel === undefined ? [] : [{ channel }]),
    ...(level === undefined ? [] : [{ level }]),
    ...(state === undefined ? [] : [{ state }]),
    ...(outcome === undefined ? [] : [{ outcome }]),
    // A field that is not there yet is null, too.
    ...(open === undefined ? [] : [{ outcome: open ? null : { $ne: null } }]),
    ...(undispatched === undefined ? [] : [{ level: undispatched ? null : { $ne: null } }]),
    ...(answered === undefined ? [] : [{ answeredAt: answered ? { $type: 'date' } : { $not: { $type: 'date' } } }]),
    ...(from === undefined ? [] : [{ receivedAt: { $gte: new Date(from) } }]),
    ...(to === undefined ? [] : [{ receivedAt: { $lt: new Date(to) } }]),
  ];
}

/**
 * Conditions without "lies in the province", which every appeal does: said all the same, it would keep the store from answering
 * by an index alone, since a path is many values.
 */
export function withoutProvince(filters: readonly StoredFilter[], province: string): StoredFilter[] {
  return filters.map(({ divisionPath, ...rest }) => (divisionPath === undefined || divisionPath === province ? rest : { divisionPath, ...rest }));
}

/** Where the list of a figure is. */
export function listOf(question: ListQuestion): string {
  const query = new URLSearchParams(Object.entries(question).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]])));
  return `/api/v1/insight/appeals?${query.toString()}`;
}

/** The first of a name and stars: `济南****`. */
export function maskedAppellant(name: string): string {
  const characters = [...name];
  return `${characters.slice(0, characters.length > 3 ? 2 : 1).join('')}****`;
}
