import { isAsked, type ReportQuestion, type ReportRow } from './report-rows';
import { shanghaiDay } from './report-quarter';

/** What figures are about beside the time. A figure's question asks of one of them only. */
export type ReportDimension = 'division' | 'category' | 'channel' | 'fate' | 'issue';

interface Cell {
  /** Any row of the cell: a question about its dimension and whole months answers the same for all of them. */
  readonly row: ReportRow;
  count: number;
}

const examplesKept = 3;
const valueOf: Readonly<Record<ReportDimension, (row: ReportRow) => string | null>> = {
  division: ({ divisionCode }) => divisionCode,
  category: ({ categoryCode }) => categoryCode,
  channel: ({ channel }) => channel,
  fate: ({ state, outcome, isAnswered }) => `${String(state)}/${String(outcome)}/${String(isAnswered)}`,
  issue: ({ issueId }) => issueId,
};
const dimensions = Object.keys(valueOf) as ReportDimension[];

/** Counts rows one after another, in as much memory as there are different values, not rows. */
export class ReportTally {
  readonly #cells = new Map<ReportDimension, Map<string, Cell>>(dimensions.map((dimension) => [dimension, new Map()]));
  readonly #enterprises = new Map<string | null, Set<number>>();
  readonly #examples = new Map<string, ReportRow[]>();

  /** @param enterprisesBetween rows whose enterprises are counted, milliseconds of the epoch, the end exclusive */
  constructor(private readonly enterprisesBetween: readonly [number, number]) {}

  add(row: ReportRow): void {
    const month = monthText(row.receivedAtMs);
    for (const dimension of dimensions) {
      const cells = this.#cells.get(dimension);
      const key = `${month}|${String(valueOf[dimension](row))}`;
      const cell = cells?.get(key);
      if (cell === undefined) cells?.set(key, { row, count: 1 });
      else cell.count += 1;
    }
    const [from, to] = this.enterprisesBetween;
    if (row.receivedAtMs < from || row.receivedAtMs >= to) return;
    this.#note(null, row);
    if (row.issueId !== null) this.#note(row.issueId, row);
  }

  /** How many rows a question about one dimension and whole months asks for. */
  count(dimension: ReportDimension, question: ReportQuestion): number {
    let sum = 0;
    for (const { row, count } of this.#cells.get(dimension)?.values() ?? []) if (isAsked(question, row)) sum += count;
    return sum;
  }

  /** How many enterprises there are in the span, or of an issue in it. */
  enterprises(issueId: string | null): number {
    return this.#enterprises.get(issueId)?.size ?? 0;
  }

  /** The latest rows of an issue in the span. */
  examplesOf(issueId: string): readonly ReportRow[] {
    return this.#examples.get(issueId) ?? [];
  }

  /** The values of a dimension that any row has; null is not among them. */
  valuesOf(dimension: ReportDimension): string[] {
    const values = new Set<string>();
    for (const { row } of this.#cells.get(dimension)?.values() ?? []) {
      const value = valueOf[dimension](row);
      if (value !== null) values.add(value);
    }
    return [...values].sort();
  }

  #note(key: string | null, row: ReportRow): void {
    const known = this.#enterprises.get(key) ?? new Set();
    known.add(row.enterprise);
    this.#enterprises.set(key, known);
    if (key === null) return;
    const examples = this.#examples.get(key) ?? [];
    if (examples.length < examplesKept) this.#examples.set(key, [...examples, row]);
  }
}

/** Months of many rows: making a date of each is what costs. */
const months = new Map<number, string>();
function monthText(atMs: number): string {
  const day = Math.floor((atMs + 8 * 3_600_000) / 86_400_000);
  const known = months.get(day);
  if (known !== undefined) return known;
  const month = shanghaiDay(new Date(atMs)).slice(0, 7);
  months.set(day, month);
  return month;
}
