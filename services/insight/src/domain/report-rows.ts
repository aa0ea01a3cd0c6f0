import type { CaseState, KeptAppeal, Level, Outcome } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import type { AppealQuestion } from './appeal-filters';

/** An appeal as a report keeps it. Nothing that says who appealed, and none of the appeal's words. */
export interface ReportRow {
  readonly appealId: string;
  readonly trackingNumber: string;
  readonly receivedAtMs: number;
  readonly channel: string;
  readonly divisionCode: string | null;
  readonly categoryCode: string | null;
  readonly level: Level | null;
  readonly state: CaseState | null;
  readonly outcome: Outcome | null;
  readonly isAnswered: boolean;
  /** Appeals of one enterprise have one number; it means nothing outside its drawing. */
  readonly enterprise: number;
  readonly issueId: string | null;
}

/** What the appeals behind a figure are chosen by: what a list of appeals is asked, and nothing else. */
export type ReportQuestion = Omit<AppealQuestion, 'directly' | 'undivided' | 'uncategorized' | 'answered'> & { readonly issue?: string; readonly directly?: boolean; readonly undivided?: boolean; readonly uncategorized?: boolean; readonly answered?: boolean };

/** Whether a row is among those asked for; the same conditions as `appealFilters`, which asks the store. `each` is its caller's. */
export function isAsked(question: ReportQuestion, row: ReportRow): boolean {
  const { issue, division, directly, undivided, category, uncategorized, channel, level, state, outcome, answered, from, to } = question;
  return (from === undefined || row.receivedAtMs >= Date.parse(from))
    && (to === undefined || row.receivedAtMs < Date.parse(to))
    && (issue === undefined || row.issueId === issue)
    && (division === undefined || (directly === true ? row.divisionCode === division : isWithin(row.divisionCode, division)))
    && (undivided !== true || row.divisionCode === null)
    && (category === undefined || row.categoryCode === category || row.categoryCode?.startsWith(`${category}.`) === true)
    && (uncategorized !== true || row.categoryCode === null)
    && (channel === undefined || row.channel === channel)
    && (level === undefined || row.level === level)
    && (state === undefined || row.state === state)
    && (outcome === undefined || row.outcome === outcome)
    && (answered === undefined || row.isAnswered === answered);
}

/** Whether a division is another or lies below it; an appeal of no known division lies in the province. */
function isWithin(divisionCode: string | null, division: string): boolean {
  if (divisionCode === null) return directory.division(division)?.parentCode === null;
  return directory.divisionPath(divisionCode).includes(division);
}

/** Whether rows, told one after another in their order, are behind a figure; `each: enterprise` takes the first, which is the latest, of each. */
export function behind(question: ReportQuestion): (row: ReportRow) => boolean {
  const seen = new Set<number>();
  return (row) => {
    if (!isAsked(question, row) || (question.each === 'enterprise' && seen.has(row.enterprise))) return false;
    seen.add(row.enterprise);
    return true;
  };
}

type Kept = [string, string, number, string, string | null, string | null, Level | null, CaseState | null, Outcome | null, 0 | 1, number, string | null];

/** A row as one line of text. */
export function lineOf(row: ReportRow): string {
  const kept: Kept = [row.appealId, row.trackingNumber, row.receivedAtMs, row.channel, row.divisionCode, row.categoryCode, row.level, row.state, row.outcome, row.isAnswered ? 1 : 0, row.enterprise, row.issueId];
  return JSON.stringify(kept);
}

/** The row of a line that `lineOf` made. */
export function rowOfLine(line: string): ReportRow {
  const [appealId, trackingNumber, receivedAtMs, channel, divisionCode, categoryCode, level, state, outcome, answered, enterprise, issueId] = JSON.parse(line) as Kept;
  return { appealId, trackingNumber, receivedAtMs, channel, divisionCode, categoryCode, level, state, outcome, isAnswered: answered === 1, enterprise, issueId };
}

/** A row as a list shows it. */
export function keptAppealOf({ appealId, trackingNumber, receivedAtMs, channel, divisionCode, categoryCode, level, state, outcome, isAnswered, issueId }: ReportRow): KeptAppeal {
  return { appealId, trackingNumber, receivedAt: new Date(receivedAtMs).toISOString(), channel, divisionCode, categoryCode, level, state, outcome, answered: isAnswered, issueId };
}
