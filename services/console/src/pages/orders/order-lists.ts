import { levelSchema, orderStates, type Level } from '@suqiao/contracts';

/** The lists of supervision orders: what is late first, then by state. */
export const orderLists = ['all', 'overdue', ...orderStates] as const;
export type OrderList = (typeof orderLists)[number];

/** What the list shows; all of it stands in the address. */
export interface OrderFilter {
  readonly list: OrderList;
  readonly level: Level | null;
}

export function orderFilterFromAddress(parameters: URLSearchParams): OrderFilter {
  const level = levelSchema.safeParse(parameters.get('level'));
  return { list: orderLists.find((list) => list === parameters.get('list')) ?? 'all', level: level.success ? level.data : null };
}

/** The address's part after `?`; empty for all orders. */
export function orderAddressOf({ list, level }: OrderFilter): string {
  const parameters = new URLSearchParams({ ...(list !== 'all' && { list }), ...(level !== null && { level }) });
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** The query of `GET /api/v1/supervision/orders`. */
export function orderQuery({ list, level }: OrderFilter, cursor: string | null): string {
  return new URLSearchParams({
    ...(list === 'overdue' ? { overdue: 'true' } : list !== 'all' && { state: list }), ...(level !== null && { level }), ...(cursor !== null && { cursor }),
  }).toString();
}
