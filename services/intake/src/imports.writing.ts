import { importLimits } from '@suqiao/contracts';
import writeXlsxFile from 'write-excel-file/node';
import { neutralised } from './domain/import-cells';

/** A sheet of texts below their headings. No cell of it can be taken for a formula. */
export interface OutgoingSheet {
  readonly sheet: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A text as a cell may hold it: no formula, not longer than a cell. What XML can't hold the library leaves out. */
function cellText(text: string): string {
  return neutralised(text).toWellFormed().slice(0, importLimits.cellCharacters);
}

/** Writes one sheet as XLSX. */
export function writeTable(sheet: string, headings: readonly string[], rows: readonly (readonly string[])[]): Promise<Buffer> {
  return writeWorkbook([{ sheet, headings, rows }]);
}

/** Writes sheets as XLSX, with their headings kept in sight. */
export function writeWorkbook(sheets: readonly OutgoingSheet[]): Promise<Buffer> {
  return writeXlsxFile(sheets.map(({ sheet, headings, rows }) => ({
    sheet, stickyRowsCount: 1, columns: headings.map((heading) => ({ width: Math.max(12, Math.min(40, heading.length * 2 + 4)) })),
    data: [headings.map((heading) => ({ value: cellText(heading), type: String, fontWeight: 'bold' as const })), ...rows.map((row) => row.map((cell) => (cell === '' ? null : { value: cellText(cell), type: String })))],
  }))).toBuffer();
}

/** The mark by which spreadsheets know UTF-8. */
export const csvMark = '\uFEFF';

/** One line of a CSV (RFC 4180), with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${neutralised(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}
