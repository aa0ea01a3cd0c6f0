import type { Reader } from '@suqiao/contracts';

/** The inbox's lists and what each asks of `GET /api/v1/cases`. */
export const inboxLists = ['waiting', 'returned', 'working', 'joint', 'approval', 'suspended', 'answered', 'followUp', 'unsure', 'all'] as const;
export type InboxList = (typeof inboxLists)[number];

const questions: Readonly<Record<InboxList, Readonly<Record<string, string>>>> = {
  waiting: { state: 'dispatched' },
  returned: { state: 'returned' },
  working: { state: 'accepted' },
  joint: { waiting: 'joint' },
  approval: { waiting: 'approval' },
  suspended: { state: 'suspended' },
  answered: { state: 'answered' },
  followUp: { waiting: 'followUp' },
  unsure: { open: 'true', unsure: 'true' },
  all: { open: 'true' },
};

/** The lists of a reader: a unit has joint parts, a supervisor requests to decide on; federations and supervisors call back. */
export function inboxListsOf({ role, unitId }: Pick<Reader, 'role' | 'unitId'>): readonly InboxList[] {
  const decides = role === 'supervisor' || role === 'administrator';
  const shown: Readonly<Partial<Record<InboxList, boolean>>> = { joint: unitId !== null, approval: decides, followUp: decides || unitId?.endsWith('-federation') === true };
  return inboxLists.filter((list) => shown[list] ?? true);
}

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
