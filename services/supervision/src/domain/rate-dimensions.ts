import { categoryCodeSchema, divisionCodeSchema, levels, levelSchema, unitIdSchema, type CountedOn, type Name, type PeriodUnit, type RateDimension } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';

/** A condition on stored rated facts. */
export type FactsFilter = Readonly<Record<string, unknown>>;

/** Fields by whose values the store tallies; `day` is the one that the formula counts on, `month` its first seven characters. */
export type TallyField = 'unitId' | 'level' | 'divisionCode' | 'categoryCode' | 'channel' | 'day' | 'month';

/** What the rows of an answer stand for. */
export interface Grouping {
  readonly field: TallyField;
  /** The key of the row that a field's value belongs to. */
  keyOf(value: string | null): string;
  nameOf(key: string): Name;
  /** The facts in the row of a key, their day being in `dayField`; `null` for a text that is no key of this grouping. */
  filterOf(key: string, dayField: string): FactsFilter | null;
  /** The rows' order: by key where it has an order of its own, else the row with the most cases first. */
  compareKeys: ((a: string, b: string) => number) | null;
}

/** Key of cases without a category. */
export const noCategory = 'none';

/** The stored field of the day that a formula counts on. */
export const dayFields: Readonly<Record<CountedOn, 'dispatchedDay' | 'closedDay'>> = { dispatched: 'dispatchedDay', closed: 'closedDay' };

/** What was asked for: rows of divisions and categories are those next below `division` and `category`. */
export interface GroupingQuestion {
  readonly by: RateDimension;
  readonly periodUnit: PeriodUnit;
  readonly division: string;
  readonly category: string | undefined;
}

/** The grouping of a question. Every case belongs to exactly one row, so that the rows' sums are the total. */
export function groupingOf({ by, periodUnit, division, category }: GroupingQuestion): Grouping {
  switch (by) {
    case 'unit':
      return { ...plain('unitId', (id) => directory.unit(id)?.name), filterOf: (key) => (unitIdSchema.safeParse(key).success ? { unitId: key } : null) };
    case 'level':
      return {
        ...plain('level', (level) => levelNames[level]), filterOf: (key) => (levelSchema.safeParse(key).success ? { level: key } : null),
        compareKeys: (a, b) => placeOf(b) - placeOf(a),
      };
    case 'channel':
      return { ...plain('channel', () => undefined), filterOf: (key) => ({ channel: key }) };
    case 'division':
      return divisionGrouping(division);
    case 'category':
      return categoryGrouping(category);
    case 'period':
      return periodGrouping(periodUnit);
  }
}

const levelNames: Readonly<Record<string, Name>> = { county: { zh: '县级', en: 'County' }, city: { zh: '市级', en: 'City' }, province: { zh: '省级', en: 'Province' } };
const placeOf = (level: string) => levels.findIndex((known) => known === level);

function plain(field: TallyField, known: (key: string) => Name | undefined): Omit<Grouping, 'filterOf'> {
  return { field, keyOf: (value) => value ?? '', nameOf: (key) => known(key) ?? { zh: key, en: key }, compareKeys: null };
}

/** Rows of the divisions right below `top`, of `top` itself, and, where a unit had cases from elsewhere, of their divisions. */
function divisionGrouping(top: string): Grouping {
  const keyOf = (value: string | null): string => {
    if (value === null || directory.division(value) === undefined) return value ?? '';
    const path = directory.divisionPath(value);
    const place = path.indexOf(top);
    return place < 0 ? value : (path[place - 1] ?? top);
  };
  return {
    ...plain('divisionCode', (code) => directory.division(code)?.name),
    keyOf,
    filterOf: (key) => {
      if (!divisionCodeSchema.safeParse(key).success) return null;
      return directory.division(key)?.parentCode === top ? { divisionPath: key } : { divisionCode: key };
    },
  };
}

/** Rows of first-level categories; below a category asked for, of the exact codes. */
function categoryGrouping(top: string | undefined): Grouping {
  return {
    ...plain('categoryCode', (code) => (code === noCategory ? { zh: '未分类', en: 'Not categorised' } : directory.category(code)?.name)),
    keyOf: (value) => (value === null ? noCategory : top === undefined ? value.replace(/\..*$/, '') : value),
    filterOf: (key) => {
      if (key === noCategory) return { categoryCode: null };
      if (!categoryCodeSchema.safeParse(key).success) return null;
      return top === undefined ? categoryFilter(key) : { categoryCode: key };
    },
  };
}

/** A category and those below it. */
export function categoryFilter(code: string): FactsFilter {
  return { categoryCode: { $regex: `^${code.replace('.', String.raw`\.`)}(\\.|$)` } };
}

const periodForms: Readonly<Record<PeriodUnit, RegExp>> = { day: /^\d{4}-\d\d-\d\d$/, month: /^(\d{4})-(0[1-9]|1[0-2])$/, quarter: /^(\d{4})-Q([1-4])$/ };

function periodGrouping(unit: PeriodUnit): Grouping {
  return {
    field: unit === 'day' ? 'day' : 'month',
    keyOf: (value) => (unit === 'quarter' && value !== null ? `${value.slice(0, 4)}-Q${String(Math.ceil(Number(value.slice(5)) / 3))}` : (value ?? '')),
    nameOf: (key) => periodName(unit, key),
    filterOf: (key, dayField) => {
      const found = periodForms[unit].exec(key);
      if (found === null) return null;
      if (unit === 'day') return { [dayField]: key };
      const [year = '', part = ''] = found.slice(1);
      const months = unit === 'month' ? [part, part] : [Number(part) * 3 - 2, Number(part) * 3].map((month) => String(month).padStart(2, '0'));
      // Days are text: every day of a month sorts between its 01 and its 31, whether or not it has one.
      return { [dayField]: { $gte: `${year}-${months[0] ?? ''}-01`, $lte: `${year}-${months[1] ?? ''}-31` } };
    },
    compareKeys: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
  };
}

function periodName(unit: PeriodUnit, key: string): Name {
  const [year = '', ...parts] = key.split(/-Q?/);
  const [month = '', day = ''] = parts.map((part) => String(Number(part)));
  if (unit === 'quarter') return { zh: `${year}年第${month}季度`, en: `Q${month} ${year}` };
  return { zh: unit === 'month' ? `${year}年${month}月` : `${year}年${month}月${day}日`, en: key };
}
