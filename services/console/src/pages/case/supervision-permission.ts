import { levels, type CaseView, type OrderRow, type Reader } from '@suqiao/contracts';

/** What to offer; whether it is given is the API's to decide. */
export function mayRemind({ role }: Pick<Reader, 'role'>): boolean {
  return role === 'supervisor' || role === 'unitHead' || role === 'administrator';
}

/** A supervisor of a level above the case's; the province may order any unit. */
export function mayIssueOrder({ role, level }: Pick<Reader, 'role' | 'level'>, view: Pick<CaseView, 'level'>): boolean {
  return role === 'supervisor' && (level === 'province' || levels.indexOf(level) > levels.indexOf(view.level));
}

/** Whose role may read what a case was reminded of. */
export function seesReminders({ role }: Pick<Reader, 'role'>): boolean {
  return role !== 'unitHandler';
}

/** The latest order first. */
export function compareOrder(a: Pick<OrderRow, 'issuedAt'>, b: Pick<OrderRow, 'issuedAt'>): number {
  return b.issuedAt.localeCompare(a.issuedAt);
}
