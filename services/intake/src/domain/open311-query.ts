import { isTrackingNumber, open311Limits } from '@suqiao/contracts';
import type { Open311Fault } from './open311-form';

/** Which requests are asked for: those with these numbers, or those of a span of time. Instants are RFC 3339 in UTC, with milliseconds. */
export type Open311Selection =
  | { readonly trackingNumbers: readonly string[] }
  | { readonly from: string; readonly to: string; readonly serviceCodes: readonly string[] | null; readonly status: 'open' | 'closed' | null };

/** A page of the selected requests; pages count from 1. */
export interface Open311Query {
  readonly selection: Open311Selection;
  readonly page: number;
  readonly pageSize: number;
}

const dayInMs = 24 * 3600 * 1000;
const longestInMs = open311Limits.days * dayInMs;

/**
 * The query of `GET requests`. `service_request_id` overrides everything else; an empty argument counts as not given; a
 * repeated one is the same as one with commas.
 */
export function requestsQueryOf(query: Readonly<Record<string, unknown>>, now: Date): Open311Query | readonly Open311Fault[] {
  const faults: Open311Fault[] = [];
  const page = countOf(query, 'page', 1, 1_000_000, faults);
  const pageSize = countOf(query, 'page_size', open311Limits.requests, open311Limits.requests, faults);
  const numbers = listOf(query, 'service_request_id');
  if (numbers !== null) {
    if (numbers.length > open311Limits.requests) faults.push(fault('service_request_id', `至多 ${String(open311Limits.requests)} 个`, `At most ${String(open311Limits.requests)}`));
    return faults.length > 0 ? faults : { selection: { trackingNumbers: numbers.filter(isTrackingNumber) }, page, pageSize };
  }
  const statuses = listOf(query, 'status') ?? [];
  for (const status of statuses) if (status !== 'open' && status !== 'closed') faults.push(fault('status', '应为 open 或 closed', 'Expected open or closed'));
  const span = spanOf(query, now, faults);
  if (faults.length > 0) return faults;
  const [status] = new Set(statuses);
  const only = new Set(statuses).size === 1 && (status === 'open' || status === 'closed') ? status : null;
  return { selection: { ...span, serviceCodes: listOf(query, 'service_code'), status: only }, page, pageSize };
}

/** The last 90 days, or the 90 days that touch the one end that is given. */
function spanOf(query: Readonly<Record<string, unknown>>, now: Date, faults: Open311Fault[]): { readonly from: string; readonly to: string } {
  const start = instantOf(query, 'start_date', faults);
  const end = instantOf(query, 'end_date', faults);
  const toInMs = end ?? (start === null ? now.getTime() : Math.min(now.getTime(), start + longestInMs));
  const fromInMs = start ?? toInMs - longestInMs;
  if (end !== null && toInMs < fromInMs) faults.push(fault('start_date', '起始晚于截止', 'It is after end_date'));
  if (toInMs - fromInMs > longestInMs) faults.push(fault('start_date', `起止相距至多 ${String(open311Limits.days)} 天`, `At most ${String(open311Limits.days)} days before end_date`));
  return { from: new Date(fromInMs).toISOString(), to: new Date(toInMs).toISOString() };
}

function instantOf(query: Readonly<Record<string, unknown>>, name: string, faults: Open311Fault[]): number | null {
  const [text] = listOf(query, name) ?? [];
  if (text === undefined) return null;
  // A plus sign in a query is a blank unless it was escaped, which few clients do.
  const written = text.replace(/ (\d{2}:\d{2})$/, '+$1');
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(written) ? Date.parse(written) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  faults.push(fault(name, '应为带时区的日期时间，例如 2026-11-23T00:00:00Z', 'Expected a date and time with an offset, such as 2026-11-23T00:00:00Z'));
  return null;
}

function countOf(query: Readonly<Record<string, unknown>>, name: string, fallback: number, most: number, faults: Open311Fault[]): number {
  const [text] = listOf(query, name) ?? [];
  if (text === undefined) return fallback;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= most) return count;
  faults.push(fault(name, `应为 1 至 ${String(most)} 的整数`, `Expected a whole number from 1 to ${String(most)}`));
  return fallback;
}

function listOf(query: Readonly<Record<string, unknown>>, name: string): readonly string[] | null {
  const texts = [query[name]].flat().filter((value) => typeof value === 'string');
  const items = texts.flatMap((text) => text.split(',')).map((item) => item.trim()).filter((item) => item !== '');
  return items.length === 0 ? null : [...new Set(items)];
}

function fault(argument: string, chinese: string, english: string): Open311Fault {
  return { status: 400, argument, text: { 'zh-CN': chinese, en: english } };
}
