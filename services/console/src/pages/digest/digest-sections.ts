import { digestSections, type Digest, type DigestSection } from '@suqiao/contracts';

/** Every section of a digest, what is late first; `ordersDue` lists supervision orders, the others cases. */
export const sections = [...digestSections, 'ordersDue'] as const;
export type Section = DigestSection | 'ordersDue';

/** Asia/Shanghai's calendar day of an instant, `yyyy-mm-dd`. */
export function shanghaiDayOf(nowInMs: number): string {
  return new Date(nowInMs + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** The day `step` days after another. */
export function dayAfter(day: string, step: number): string {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + step * 86_400_000).toISOString().slice(0, 10);
}

/** What a digest is asked by: the day, and the absent person whose digest it is. */
export interface DigestAsked {
  readonly day: string;
  readonly of: string | null;
}

/** From the page's address; today where no day, or none that can be, is named. */
export function digestAskedIn(parameters: URLSearchParams, today: string): DigestAsked {
  const day = parameters.get('day') ?? today;
  return { day: /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && day <= today ? day : today, of: parameters.get('of') };
}

/** The query of the API and of the page's address. */
export function digestQuery({ day, of }: DigestAsked): string {
  return new URLSearchParams({ day, ...(of !== null && { of }) }).toString();
}

/** How many a section counts. */
export function countOf(digest: Digest, section: Section): number {
  return section === 'ordersDue' ? digest.ordersDue.count : digest.cases[section].count;
}

/** Where a section is listed now, as the digest names it. */
export function listOf(digest: Digest, section: Section) {
  return section === 'ordersDue' ? digest.ordersDue.list : digest.cases[section].list;
}

export function sectionIn(parameters: URLSearchParams): Section | null {
  return sections.find((section) => section === parameters.get('section')) ?? null;
}
