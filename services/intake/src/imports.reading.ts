import { parse } from 'csv-parse';
import { importLimits } from '@suqiao/contracts';
import type { ImportEncoding } from '@suqiao/contracts';
import readXlsxFile from 'read-excel-file/universal';
import { plainNumber, restored, textOfValue } from './domain/import-cells';
import { decodeText, type FoundEncoding } from './domain/import-encoding';
import { isReasonHeading } from './domain/import-fields';
import { FileRefusedError } from './domain/import-refusals';
import { tableParts } from './imports.archive';

/** What a file is, before its rows. */
export interface TableHead {
  readonly format: 'xlsx' | 'csv';
  readonly encoding: ImportEncoding | null;
  readonly sheet: string | null;
  readonly otherSheets: readonly string[];
  readonly headings: readonly string[];
}

/** A row as text. */
export interface TableRow {
  /** As a spreadsheet shows it; the headings have the first. */
  readonly row: number;
  readonly cells: readonly string[];
  /** Which cells were cut because they are too long. */
  readonly cut: readonly number[];
  /** It has more cells than there are headings: a quote or a comma is at a wrong place. */
  readonly overflows: boolean;
}

/** A file's head, then its rows one by one. */
export interface Table {
  readonly head: TableHead;
  readonly rows: AsyncIterable<TableRow> | Iterable<TableRow>;
}

/** Rows of raw values, numbered from 1. */
type RawRow = readonly [row: number, cells: readonly unknown[]];

const names: Readonly<Record<FoundEncoding, string>> = { 'utf-16': 'UTF-16', 'utf-32': 'UTF-32', 'broken-utf-8': 'UTF-8（有残缺 broken）', binary: '二进制 binary', unknown: '未知 unknown' };

/**
 * Reads an uploaded file, told by its content and never by its name. A formula is what it last showed: nothing is evaluated.
 * @throws FileRefusedError, also later, out of `rows`
 */
export async function readTable(bytes: Buffer): Promise<Table> {
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new FileRefusedError('file.oldExcel');
  return bytes.subarray(0, 2).toString('latin1') === 'PK' ? readWorkbook(bytes) : readCsv(bytes);
}

async function readWorkbook(bytes: Buffer): Promise<Table> {
  const parts = await tableParts(bytes);
  let sheets: { readonly sheet: string; readonly data: readonly (readonly unknown[])[] }[];
  try {
    sheets = await readXlsxFile(parts, { trim: false, parseNumber: plainNumber });
  } catch (error) {
    throw new FileRefusedError('file.unreadable', { reason: error instanceof Error ? error.message.slice(0, 200) : '' });
  }
  const [first, ...others] = sheets;
  const raw = (first?.data ?? []).map((cells, index) => [index + 1, cells] as const).filter(([, cells]) => isFilled(cells));
  if (raw.length - 1 > importLimits.rows) throw tooManyRows(raw.length - 1);
  const [head, ...below] = raw;
  if (head === undefined || below.length === 0) throw new FileRefusedError('file.empty');
  const columns = columnsOf(head[1]);
  return {
    head: { format: 'xlsx', encoding: null, sheet: first?.sheet ?? null, otherSheets: others.map(({ sheet }) => sheet), headings: columns.columns.map(({ heading }) => heading) },
    rows: below.map((one) => rowOf(one, columns)),
  };
}

async function readCsv(bytes: Buffer): Promise<Table> {
  const decoded = decodeText(bytes);
  if (decoded.encoding === null) throw new FileRefusedError('file.encoding', { found: names[decoded.found] });
  const raw = csvRows(decoded.text);
  const first = await raw.next();
  if (first.done === true) throw new FileRefusedError('file.empty');
  const columns = columnsOf(first.value[1]);
  return {
    head: { format: 'csv', encoding: decoded.encoding, sheet: null, otherSheets: [], headings: columns.columns.map(({ heading }) => heading) },
    rows: counted(raw, columns),
  };
}

async function* csvRows(text: string): AsyncGenerator<RawRow, void> {
  const parser = parse(text, { bom: true, delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: true, info: true });
  let row = 0;
  try {
    for await (const { record } of parser as AsyncIterable<{ readonly record: readonly string[] }>) {
      row++;
      if (isFilled(record)) yield [row, record];
    }
  } catch (error) {
    const { lines }: { readonly lines?: unknown } = typeof error === 'object' && error !== null ? error : {};
    throw new FileRefusedError('file.csvBroken', { line: typeof lines === 'number' ? lines : row + 1 });
  }
}

async function* counted(raw: AsyncIterable<RawRow>, columns: Columns): AsyncGenerator<TableRow, void> {
  let rows = 0;
  for await (const one of raw) {
    rows++;
    if (rows <= importLimits.rows) yield rowOf(one, columns);
  }
  if (rows > importLimits.rows) throw tooManyRows(rows);
  if (rows === 0) throw new FileRefusedError('file.empty');
}

interface Columns {
  readonly columns: readonly { readonly heading: string; readonly index: number }[];
  /** How many the row of headings has, those that are not read among them. */
  readonly width: number;
}

/** The columns that are read: all but the reasons of an earlier import. One without a heading goes by its letter. */
function columnsOf(headings: readonly unknown[]): Columns {
  if (headings.length > importLimits.columns) throw new FileRefusedError('file.tooManyColumns', { columns: headings.length, limit: importLimits.columns });
  const seen = new Map<string, number>();
  const columns = headings.flatMap((value, index) => {
    const heading = restored(textOfValue(value)).trim().slice(0, 200) || `(${letterOf(index)})`;
    if (isReasonHeading(heading)) return [];
    const times = (seen.get(heading) ?? 0) + 1;
    seen.set(heading, times);
    return [{ heading: times === 1 ? heading : `${heading} (${String(times)})`, index }];
  });
  return { columns, width: headings.length };
}

/** `27` → `AB`: a column as a spreadsheet names it, of at most two letters. */
function letterOf(index: number): string {
  const letter = (at: number) => String.fromCharCode(65 + at);
  return index < 26 ? letter(index) : `${letter(Math.floor(index / 26) - 1)}${letter(index % 26)}`;
}

function rowOf([row, values]: RawRow, { columns, width }: Columns): TableRow {
  const cells = columns.map(({ index }) => restored(textOfValue(values[index])));
  const limit = importLimits.cellCharacters;
  return {
    row, cells: cells.map((cell) => (cell.length > limit ? cell.slice(0, limit) : cell)), cut: cells.flatMap((cell, index) => (cell.length > limit ? [index] : [])),
    overflows: isFilled(values.slice(width)),
  };
}

function isFilled(cells: readonly unknown[]): boolean {
  return cells.some((cell) => cell !== null && cell !== undefined && textOfValue(cell).trim() !== '');
}

/** Comma, semicolon or tab, whichever the first line has most of. */
function delimiterOf(text: string): string {
  const line = text.slice(0, 10_000).split(/\r?\n/, 1)[0] ?? '';
  const count = (delimiter: string) => line.split(delimiter).length;
  return [';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), ',');
}

function tooManyRows(rows: number): FileRefusedError {
  return new FileRefusedError('file.tooManyRows', { rows, limit: importLimits.rows });
}
