import { analysisQuerySchema, type MailStopReason, type Reader } from '@suqiao/contracts';

const dayInMs = 86_400_000;
/** An issuer tells of a person when they come: of somebody who was not here for longer nobody knows whether they still may see it. */
export const knownForInDays = 100;
const minuteInMs = 60_000;
/** Waits between tries, in minutes; after the last one a sending has failed. */
const waitsInMinutes = [1, 5, 15, 60, 180];

/** Why an order of a person must not be carried out any more; `null`: it may. @param seen as they were here last */
export function stopReasonOf(ordered: Reader, seen: { readonly reader: Reader; readonly seenAt: Date } | null, now: Date): Extract<MailStopReason, 'moved' | 'unseen'> | null {
  if (seen === null || now.getTime() - seen.seenAt.getTime() > knownForInDays * dayInMs) return 'unseen';
  const { role, level, divisionCode, unitId } = seen.reader;
  return role === ordered.role && level === ordered.level && divisionCode === ordered.divisionCode && unitId === ordered.unitId ? null : 'moved';
}

/** When a sending that failed so often is tried again, or `null`: it has failed for good. */
export function nextMailTryAt(failures: number, now: Date): Date | null {
  const wait = waitsInMinutes[failures - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait * minuteInMs);
}

/** Whether an address is of one of these domains, itself and not below it. */
export function isOfDomain(address: string, domains: readonly string[]): boolean {
  return domains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase());
}

/** A saved query as parameters. */
export function parametersOf(query: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(query));
}

/** Whether a saved query can be asked. */
export function isAnalysisQuery(query: string): boolean {
  return analysisQuerySchema.safeParse(parametersOf(query)).success;
}
