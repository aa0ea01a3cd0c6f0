import type { Analysis, AnalysisQuery, Figure, Level, Name, Outcome } from '@suqiao/contracts';
import { appealFilters, listOf, type AppealQuestion, type ListQuestion } from './appeal-filters';
import { dayAfter, dayStart, stepOf, stepsOf, type Period } from './analysis-period';
import type { StoredFilter } from './issue-permission';

/** Appeals counted by what they have in common. */
export interface AnalysisCounts {
  readonly enterprises: number;
  readonly byDay: readonly { readonly day: string; readonly count: number }[];
  readonly byDivision: readonly { readonly divisionCode: string | null; readonly count: number }[];
  readonly byCategory: readonly { readonly categoryCode: string | null; readonly count: number }[];
  readonly byPath: readonly { readonly channel: string; readonly level: Level | null; readonly outcome: Outcome | null; readonly count: number }[];
}

/** What of the directory the figures need. */
export interface AnalysisNames {
  readonly division: (code: string) => { readonly code: string; readonly parentCode: string | null; readonly name: Name } | undefined;
  readonly divisionPath: (code: string) => readonly string[];
  readonly category: (code: string) => { readonly name: Name } | undefined;
}

/** A question with everything that it leaves open decided. */
export interface AnalysisScope extends Omit<AnalysisQuery, 'from' | 'to' | 'division' | 'issue'> {
  readonly period: Period;
  readonly division: string;
  readonly issue: Analysis['issue'];
}

const unknownDivision: Name = { zh: '管辖未定', en: 'No division known' };
const uncategorized: Name = { zh: '未分类', en: 'Uncategorized' };

/** The question of the list of a scope. */
function questionOf({ period, division, category, channel, level, state, outcome, open, issue }: AnalysisScope): ListQuestion {
  return { issue: issue?.issueId, division, category, channel, level, state, outcome, open, from: dayStart(period.from).toISOString(), to: dayStart(dayAfter(period.to)).toISOString() };
}

/** The conditions of everything that is counted: those of the scope's own list; an issue's appeals are its reader's to choose. */
export function analysisFilters(scope: AnalysisScope): StoredFilter[] {
  return appealFilters(questionOf(scope));
}

/** The most first; as many in an order of their own, so that the same question has the same answer. */
const byCount = (one: Figure, other: Figure) => other.count - one.count || (one.list < other.list ? -1 : 1);
const sumOf = (counted: readonly { readonly count: number }[]) => counted.reduce((sum, { count }) => sum + count, 0);

/** Adds up what has the same key, in the order in which keys first come. */
function addedUp<Item extends { readonly count: number }>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, { readonly first: Item; readonly count: number }> {
  const sums = new Map<string, { readonly first: Item; readonly count: number }>();
  for (const item of items) {
    const before = sums.get(keyOf(item));
    sums.set(keyOf(item), { first: before?.first ?? item, count: (before?.count ?? 0) + item.count });
  }
  return sums;
}

/** Every figure of a scope, each with the list of exactly its appeals. */
export function analysisOf(scope: AnalysisScope, counts: AnalysisCounts, names: AnalysisNames, now: Date): Analysis {
  const whole = questionOf(scope);
  const figure = (count: number, narrower: AppealQuestion = {}): Figure => ({ count, list: listOf({ ...whole, ...narrower }) });
  const step = stepOf(scope.period);
  const days = new Map(counts.byDay.map(({ day, count }) => [day, count]));
  const within = (from: string, end: Date) => {
    let sum = 0;
    for (let day = from; dayStart(day) < end; day = dayAfter(day)) sum += days.get(day) ?? 0;
    return sum;
  };
  const span = (start: Date, end: Date): AppealQuestion => ({ from: start.toISOString(), to: end.toISOString() });
  return {
    from: scope.period.from, to: scope.period.to, at: now.toISOString(), division: { code: scope.division, name: names.division(scope.division)?.name ?? { zh: scope.division, en: scope.division } }, issue: scope.issue,
    total: figure(sumOf(counts.byDay)),
    enterprises: { count: counts.enterprises, list: `${listOf(whole)}&each=enterprise` },
    step,
    trend: stepsOf(scope.period, step).map(({ from, start, end }) => ({ from, ...figure(within(from, end), span(start, end)) })),
    days: [...counts.byDay].sort((one, other) => (one.day < other.day ? -1 : 1)).map(({ day, count }) => ({ day, ...figure(count, span(dayStart(day), dayStart(dayAfter(day)))) })),
    places: placesOf(scope, counts, names, figure),
    categories: categoriesOf(scope, counts, names, figure),
    channels: [...addedUp(counts.byPath, ({ channel }) => channel)].map(([channel, { count }]) => ({ channel, ...figure(count, { channel }) })).sort(byCount),
    arrivals: [...addedUp(counts.byPath, ({ channel, level }) => `${channel} ${String(level)}`).values()].map(({ first: { channel, level }, count }) => ({ channel, level, ...figure(count, { channel, ...levelQuestion(level) }) })).sort(byCount),
    endings: [...addedUp(counts.byPath, ({ level, outcome }) => `${String(level)} ${String(outcome)}`).values()].map(({ first: { level, outcome }, count }) => ({ level, outcome, ...figure(count, { ...levelQuestion(level), ...(outcome === null ? { open: true } : { outcome }) }) })).sort(byCount),
  };
}

type MakeFigure = (count: number, narrower?: AppealQuestion) => Figure;

function levelQuestion(level: Level | null): AppealQuestion {
  return level === null ? { undispatched: true } : { level };
}

/** Divisions one below the scope's, the scope's own, and those without one. */
function placesOf({ division }: AnalysisScope, { byDivision }: AnalysisCounts, names: AnalysisNames, figure: MakeFigure): Analysis['places'] {
  const below = (code: string | null) => (code === null || code === division ? code : (names.divisionPath(code).find((each) => names.division(each)?.parentCode === division) ?? code));
  return [...addedUp(byDivision.map(({ divisionCode, count }) => ({ code: below(divisionCode), count })), ({ code }) => String(code)).values()].map(({ first: { code }, count }) => {
    if (code === null) return { divisionCode: null, name: unknownDivision, directly: false, ...figure(count, { undivided: true }) };
    const directly = code === division;
    return { divisionCode: code, name: names.division(code)?.name ?? { zh: code, en: code }, directly, ...figure(count, { division: code, ...(directly && { directly }) }) };
  }).sort(byCount);
}

function categoriesOf({ category: asked }: AnalysisScope, { byCategory }: AnalysisCounts, names: AnalysisNames, figure: MakeFigure): Analysis['categories'] {
  const nameOf = (code: string | null) => (code === null ? uncategorized : (names.category(code)?.name ?? { zh: code, en: code }));
  // Of a class only what was asked for is counted: its list must not be wider.
  const narrower = (code: string) => (asked?.startsWith(`${code}.`) === true ? asked : code);
  const row = (code: string | null, count: number) => ({ categoryCode: code, name: nameOf(code), ...figure(count, code === null ? { uncategorized: true } : { category: narrower(code) }) });
  const classes = addedUp(byCategory.map(({ categoryCode, count }) => ({ code: categoryCode?.split('.')[0] ?? null, count })), ({ code }) => String(code));
  return [...classes.values()].map(({ first: { code }, count }) => ({
    ...row(code, count),
    below: byCategory.filter(({ categoryCode }) => code !== null && categoryCode?.startsWith(`${code}.`) === true).map((each) => row(each.categoryCode, each.count)).sort(byCount),
  })).sort(byCount);
}
