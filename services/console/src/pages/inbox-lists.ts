/** The inbox's lists and what each asks of `GET /api/v1/cases`. */
export const inboxLists = ['waiting', 'returned', 'working', 'answered', 'unsure', 'all'] as const;
export type InboxList = (typeof inboxLists)[number];

const questions: Readonly<Record<InboxList, Readonly<Record<string, string>>>> = {
  waiting: { state: 'dispatched' },
  returned: { state: 'returned' },
  working: { state: 'accepted' },
  answered: { state: 'answered' },
  unsure: { open: 'true', unsure: 'true' },
  all: { open: 'true' },
};

/** Reads the address; everything that is open where it names no list. */
export function inboxListFromAddress(parameters: URLSearchParams): InboxList {
  return inboxLists.find((list) => list === parameters.get('list')) ?? 'all';
}

/** The query of one page of a list; `limit` only where the API's own page size is not wanted. */
export function inboxQuery(list: InboxList, cursor: string | null, limit?: number): string {
  return new URLSearchParams({
    ...questions[list],
    ...(cursor !== null && { cursor }),
    ...(limit !== undefined && { limit: String(limit) }),
  }).toString();
}
