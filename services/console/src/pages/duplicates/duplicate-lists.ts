import type { Duplicate } from '@suqiao/contracts';

/** The lists of the page; what may be merged now stands first. */
export const duplicateLists = ['mergeable', 'proposed', 'merged', 'refused', 'undone'] as const;
export type DuplicateList = (typeof duplicateLists)[number];

/** The list that an address names; the first for any other word. */
export function listFromAddress(parameters: URLSearchParams): DuplicateList {
  return duplicateLists.find((list) => list === parameters.get('list')) ?? 'mergeable';
}

/** The API's query of a list. */
export function queryOfList(list: DuplicateList, cursor: string | null): string {
  return new URLSearchParams({ limit: '20', ...(list === 'mergeable' ? { mergeable: 'true' } : { state: list }), ...(cursor !== null && { cursor }) }).toString();
}

/** A text in three parts, of which the middle one is what the other text has not. */
export function differing(text: string, other: string): readonly [string, string, string] {
  let start = 0;
  while (start < text.length && text[start] === other[start]) start++;
  let end = 0;
  while (end < text.length - start && end < other.length - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end++;
  return [text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)];
}

/** What may be decided about a proposal. */
export type Decision = 'merge' | 'refuse' | 'unmerge';

/** What a person may do with a proposal, as far as its own state goes; the API decides by role. */
export function decisionsFor({ state, mergeable }: Pick<Duplicate, 'state' | 'mergeable'>): readonly Decision[] {
  if (state === 'merged') return ['unmerge'];
  return state === 'proposed' ? [...(mergeable ? ['merge' as const] : []), 'refuse'] : [];
}
