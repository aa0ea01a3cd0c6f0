import type { Name, ReportRate } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { channelNameOf } from './report-names';
import { monthOf, type ReportPeriod, type ReportQuarter } from './report-quarter';
import type { ReportQuestion } from './report-rows';
import type { ReportDimension, ReportTally } from './report-tally';

/** A figure as stored: what it counts is asked by its question, of the kept rows and of the store alike. */
export interface DrawnFigure {
  readonly figureId: string;
  readonly name: Name;
  readonly count: number;
  readonly question: ReportQuestion;
}

/** All numbers of a drawing. */
export interface DrawnNumbers {
  readonly figures: readonly DrawnFigure[];
  readonly rates: readonly ReportRate[];
}

/** A common issue that the report tells of. */
export interface ToldIssue {
  readonly issueId: string;
  readonly name: string;
}

const spans = [
  { suffix: '', of: 'now', name: { zh: '本季度', en: 'this quarter' } },
  { suffix: '.previous', of: 'previous', name: { zh: '上季度', en: 'last quarter' } },
  { suffix: '.yearBefore', of: 'yearBefore', name: { zh: '上年同期', en: 'a year before' } },
] as const satisfies readonly { suffix: string; of: keyof Omit<ReportQuarter, 'name'>; name: Name }[];

/** Makes the figures of a report out of what was counted. */
export class FigureBook {
  readonly #figures = new Map<string, DrawnFigure>();
  readonly #rates = new Map<string, ReportRate>();

  constructor(private readonly tally: ReportTally, private readonly quarter: ReportQuarter) {}

  /** A figure for the quarter and the two that it is compared with, and both changes. */
  compared(figureId: string, name: Name, dimension: ReportDimension, question: ReportQuestion): void {
    for (const span of spans) this.#add(`${figureId}${span.suffix}`, { zh: `${span.name.zh}${name.zh}`, en: `${name.en}, ${span.name.en}` }, dimension, { ...question, ...between(this.quarter[span.of]) });
    for (const span of spans.slice(1)) this.#change(figureId, `${figureId}${span.suffix}`, name, span.name);
  }

  /** A figure for the quarter alone. */
  single(figureId: string, name: Name, dimension: ReportDimension, question: ReportQuestion): void {
    this.#add(figureId, { zh: `本季度${name.zh}`, en: `${name.en}, this quarter` }, dimension, { ...question, ...between(this.quarter.now) });
  }

  /** A figure for one month. */
  month(month: string): void {
    const [year, number] = month.split('-').map(Number);
    this.#add(`month.${month}`, { zh: `${String(year)}年${String(number)}月诉求`, en: `Appeals in ${month}` }, 'channel', between(monthOf(month)));
  }

  /** Enterprises of the quarter, or of an issue in it. */
  enterprises(figureId: string, name: Name, issueId: string | null): void {
    const question: ReportQuestion = { ...(issueId !== null && { issue: issueId }), each: 'enterprise', ...between(this.quarter.now) };
    this.#figures.set(figureId, { figureId, name, count: this.tally.enterprises(issueId), question });
  }

  /** A part of a whole, both figures that are there. */
  share(rateId: string, name: Name, numeratorId: string, denominatorId: string): void {
    const [part, whole] = [this.#count(numeratorId), this.#count(denominatorId)];
    const formula = { zh: `${name.zh}＝${this.#nameOf(numeratorId).zh} ÷ ${this.#nameOf(denominatorId).zh}`, en: `${name.en} = ${this.#nameOf(numeratorId).en} / ${this.#nameOf(denominatorId).en}` };
    this.#rates.set(rateId, { rateId, name, kind: 'share', formula, numeratorId, denominatorId, value: whole === 0 ? null : part / whole });
  }

  numbers(): DrawnNumbers {
    return { figures: [...this.#figures.values()], rates: [...this.#rates.values()] };
  }

  #add(figureId: string, name: Name, dimension: ReportDimension, question: ReportQuestion): void {
    this.#figures.set(figureId, { figureId, name, count: this.tally.count(dimension, question), question });
  }

  #change(numeratorId: string, denominatorId: string, name: Name, span: Name): void {
    const [now, then] = [this.#count(numeratorId), this.#count(denominatorId)];
    const formula = { zh: `增减＝${this.#nameOf(numeratorId).zh} ÷ ${this.#nameOf(denominatorId).zh} － 1`, en: `change = ${this.#nameOf(numeratorId).en} / ${this.#nameOf(denominatorId).en} - 1` };
    this.#rates.set(denominatorId, { rateId: denominatorId, name: { zh: `${name.zh}比${span.zh}`, en: `${name.en} against ${span.en}` }, kind: 'change', formula, numeratorId, denominatorId, value: then === 0 ? null : now / then - 1 });
  }

  #count(figureId: string): number {
    return this.#figures.get(figureId)?.count ?? 0;
  }

  #nameOf(figureId: string): Name {
    return this.#figures.get(figureId)?.name ?? { zh: figureId, en: figureId };
  }
}

function between({ from, to }: ReportPeriod): Pick<ReportQuestion, 'from' | 'to'> {
  return { from: from.toISOString(), to: to.toISOString() };
}

const [province] = directory.divisions.filter(({ parentCode }) => parentCode === null);
/** 设区市, in the order of their codes. */
export const cities = directory.divisions.filter(({ parentCode, kind }) => parentCode === province?.code && kind === 'city');
/** First-level categories. */
export const topCategories = directory.categories.filter(({ parentCode }) => parentCode === null);

/** Every figure of a report, from what was counted. @param issues those it tells of */
export function drawnNumbers(tally: ReportTally, quarter: ReportQuarter, issues: readonly ToldIssue[]): DrawnNumbers {
  const book = new FigureBook(tally, quarter);
  book.compared('total', { zh: '诉求总数', en: 'Appeals' }, 'channel', {});
  book.enterprises('enterprises', { zh: '本季度提出诉求的企业', en: 'Enterprises that appealed this quarter' }, null);
  for (const month of [...quarter.previous.months, ...quarter.now.months]) book.month(month);
  for (const channel of tally.valuesOf('channel')) {
    const name = channelNameOf(channel);
    book.compared(`channel.${channel}`, { zh: `${name.zh}渠道诉求`, en: `Appeals by ${name.en}` }, 'channel', { channel });
    book.share(`channel.${channel}.share`, { zh: `${name.zh}占比`, en: `Share of ${name.en}` }, `channel.${channel}`, 'total');
  }
  for (const { code, name } of cities) book.compared(`division.${code}`, { zh: `${name.zh}诉求`, en: `Appeals of ${name.en}` }, 'division', { division: code });
  if (province !== undefined) book.compared('division.province', { zh: '省本级诉求', en: 'Appeals of the province itself' }, 'division', { division: province.code, directly: true });
  book.compared('division.unknown', { zh: '未定区划诉求', en: 'Appeals of no known division' }, 'division', { undivided: true });
  for (const { code, name } of topCategories) {
    book.compared(`category.${code}`, { zh: `${name.zh}类诉求`, en: `Appeals on ${name.en}` }, 'category', { category: code });
    book.share(`category.${code}.share`, { zh: `${name.zh}占比`, en: `Share of ${name.en}` }, `category.${code}`, 'total');
  }
  for (const code of tally.valuesOf('category').filter((one) => one.includes('.'))) {
    const name = directory.category(code)?.name ?? { zh: code, en: code };
    book.single(`category.${code}`, { zh: `${name.zh}诉求`, en: `Appeals on ${name.en}` }, 'category', { category: code });
  }
  book.compared('category.unknown', { zh: '未分类诉求', en: 'Appeals of no category' }, 'category', { uncategorized: true });
  addFates(book);
  for (const { issueId, name } of issues) {
    book.compared(`issue.${issueId}`, { zh: `“${name}”诉求`, en: `Appeals on "${name}"` }, 'issue', { issue: issueId });
    book.enterprises(`issue.${issueId}.enterprises`, { zh: `本季度“${name}”涉及企业`, en: `Enterprises concerned by "${name}" this quarter` }, issueId);
  }
  return book.numbers();
}

/** 办理情况: what has become of the appeals, and the rates of it. */
function addFates(book: FigureBook): void {
  book.compared('answered', { zh: '已有答复的诉求', en: 'Appeals with an answer' }, 'fate', { answered: true });
  book.compared('closed', { zh: '已办结的诉求', en: 'Closed appeals' }, 'fate', { state: 'closed' });
  book.compared('outcome.answered', { zh: '答复办结的诉求', en: 'Appeals closed as answered' }, 'fate', { outcome: 'answered' });
  book.compared('outcome.withdrawn', { zh: '撤诉的诉求', en: 'Withdrawn appeals' }, 'fate', { outcome: 'withdrawn' });
  book.compared('outcome.merged', { zh: '并案的诉求', en: 'Merged appeals' }, 'fate', { outcome: 'merged' });
  for (const { suffix, name } of spans) {
    book.share(`answeredRate${suffix}`, { zh: `${name.zh}答复率`, en: `Answer rate, ${name.en}` }, `answered${suffix}`, `total${suffix}`);
    book.share(`closedRate${suffix}`, { zh: `${name.zh}办结率`, en: `Closing rate, ${name.en}` }, `closed${suffix}`, `total${suffix}`);
  }
}
