/** Lists of common issues, each an address. */
export const issueTabs = ['open', 'candidate', 'overdue', 'closed', 'all'] as const;
export type IssueTab = (typeof issueTabs)[number];
export const issueOrders = ['heat', 'due', 'newest'] as const;

/** What the list shows, kept in the address. */
export interface IssueListing {
  readonly tab: IssueTab;
  readonly order: (typeof issueOrders)[number];
  readonly q: string;
}

export function issueListingOf(parameters: URLSearchParams): IssueListing {
  return {
    tab: issueTabs.find((tab) => tab === parameters.get('list')) ?? 'open',
    order: issueOrders.find((order) => order === parameters.get('order')) ?? 'heat',
    q: (parameters.get('q') ?? '').slice(0, 60),
  };
}

/** The address of a listing: what is as always is left out. */
export function addressOf({ tab, order, q }: IssueListing): string {
  return new URLSearchParams({ ...(tab !== 'open' && { list: tab }), ...(order !== 'heat' && { order }), ...(q !== '' && { q }) }).toString();
}

const tabQueries: Readonly<Record<IssueTab, Readonly<Record<string, string>>>> = { open: { open: 'true' }, candidate: { state: 'candidate' }, overdue: { overdue: 'true', open: 'true' }, closed: { state: 'closed' }, all: {} };

/** The API's query for a page of it. */
export function issueQueryOf({ tab, order, q }: IssueListing, cursor: string | null): string {
  return new URLSearchParams({ ...tabQueries[tab], order, limit: '25', ...(q !== '' && { q }), ...(cursor !== null && { cursor }) }).toString();
}

/** The page that shows the appeals behind a figure. @param list of a figure, as the API gives it */
export function figurePath(list: string): string {
  return list.replace(/^\/api\/v1\/insight\/appeals/, '/insight/appeals');
}
