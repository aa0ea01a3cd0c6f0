import { auditActionSchema, type AuditAction } from '@suqiao/contracts';

/** What of the trail is shown, as the address says it. */
export interface AuditFilter {
  readonly action: AuditAction | '';
  readonly about: string;
}

/** The filter of an address; what it does not know counts as not chosen. */
export function auditFilterFrom(search: URLSearchParams): AuditFilter {
  return { action: auditActionSchema.safeParse(search.get('action')).data ?? '', about: (search.get('about') ?? '').trim().slice(0, 200) };
}

/** The query of a filter, for the address and for the API, with a page's cursor. */
export function auditQueryOf({ action, about }: AuditFilter, cursor: string | null = null): string {
  return new URLSearchParams({ ...(action !== '' && { action }), ...(about !== '' && { about }), ...(cursor !== null && { cursor }) }).toString();
}
