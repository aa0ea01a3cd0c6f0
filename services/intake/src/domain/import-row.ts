import type { ImportConstants, ImportField } from '@suqiao/contracts';
import { canonicalJson } from './canonical';
import { instantOf } from './import-dates';
import { categoryNamed, divisionNamed, liesWithin, type Found } from './import-places';

/** How a file is to be read: its headings, a field for each column, what goes for every row, and whose divisions count. */
export interface RowReading {
  readonly headings: readonly string[];
  readonly fields: readonly (ImportField | null)[];
  readonly constants: ImportConstants;
  /** Division of whoever brought the file: rows must lie within, and lie there when they say nothing. */
  readonly own: string;
}

/** One of Suqiao's own rules that a row breaks. */
export interface BrokenRule {
  readonly field: ImportField;
  readonly rule: string;
}

/** What a row says, in an appeal's form but not yet checked, without its number. */
export interface SaidByRow {
  readonly number: string | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly broken: readonly BrokenRule[];
}

const yes = new Set(['是', '保密', '√', 'y', 'yes', 'true', '1']);
const no = new Set(['否', '不保密', '×', 'n', 'no', 'false', '0']);

/** Reads a row's cells as an appeal. The top of the hierarchy says nothing by a division's absence: such an appeal is sorted by its words. */
export function readRow(cells: readonly string[], reading: RowReading): SaidByRow {
  const broken: BrokenRule[] = [];
  const text = (field: ImportField) => textIn(cells, reading, field);
  const taken = <Value>(field: ImportField, given: string | undefined, read: (plain: string) => Value | { readonly rule: string }): Value | undefined => {
    if (given === undefined) return undefined;
    const value = read(given);
    if (typeof value !== 'object' || value === null || !('rule' in value)) return value;
    broken.push({ field, rule: value.rule });
    return undefined;
  };
  const { constants, own } = reading;
  const division = taken('divisionCode', text('divisionCode'), (plain) => within(divisionNamed(plain, own), own)) ?? constantDivision(constants, own, broken);
  const category = taken('categoryCode', text('categoryCode'), (plain) => codeOf(categoryNamed(plain), 'categoryCode')) ?? constants.categoryCode;
  const body = given({
    title: text('title') ?? constants.title, content: text('content'),
    occurredAt: taken('occurredAt', text('occurredAt'), (plain) => instantOf(plain) ?? { rule: 'occurredAt.day' }),
    appellant: given({ name: text('appellantName'), creditCode: compact(text('creditCode'))?.toUpperCase(), contact: text('contact'), phone: text('phone')?.normalize('NFKC') }),
    divisionCode: division, categoryCode: category,
    confidential: taken('confidential', text('confidential'), wordOfSecrecy) ?? constants.confidential,
  });
  return { number: text('number') ?? null, body, broken };
}

/**
 * What a row says, as text that two rows of the same saying share: by headings, so that neither the columns' order nor a
 * column of reasons changes it, and of what is there only.
 */
export function identityOf(cells: readonly string[], headings: readonly string[]): string {
  return canonicalJson(Object.fromEntries(headings.map((heading, index) => [heading, cells[index]?.trim() ?? '']).filter(([, cell]) => cell !== '')));
}

/** The cells of a field: one, or, where several columns tell the content, each that says something under its heading. */
function textIn(cells: readonly string[], { headings, fields }: RowReading, field: ImportField): string | undefined {
  const columns = fields.flatMap((one, index) => (one === field ? [index] : []));
  const filled = columns.map((index) => ({ heading: headings[index] ?? '', cell: cells[index]?.trim() ?? '' })).filter(({ cell }) => cell !== '');
  if (filled.length === 0) return undefined;
  return columns.length === 1 ? filled[0]?.cell : filled.map(({ heading, cell }) => `${heading}：${cell}`).join('\n');
}

function within(found: Found, own: string): string | { readonly rule: string } {
  const code = codeOf(found, 'divisionCode');
  return typeof code === 'string' && !liesWithin(code, own) ? { rule: 'divisionCode.elsewhere' } : code;
}

function codeOf(found: Found, field: 'divisionCode' | 'categoryCode'): string | { readonly rule: string } {
  return found.code ?? { rule: `${field}.${found.why}` };
}

function constantDivision({ divisionCode }: ImportConstants, own: string, broken: BrokenRule[]): string | undefined {
  if (divisionCode === undefined) return liesAtTop(own) ? undefined : own;
  if (liesWithin(divisionCode, own)) return divisionCode;
  broken.push({ field: 'divisionCode', rule: 'divisionCode.elsewhere' });
  return undefined;
}

function liesAtTop(own: string): boolean {
  return own.endsWith('0000');
}

function wordOfSecrecy(plain: string): boolean | { readonly rule: string } {
  const word = plain.normalize('NFKC').toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : { rule: 'confidential.word' };
}

function compact(text: string | undefined): string | undefined {
  return text?.normalize('NFKC').replaceAll(/\s/g, '');
}

/** Without what was not said. */
function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
