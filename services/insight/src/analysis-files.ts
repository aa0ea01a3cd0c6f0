import type { AnalysisFormat, Language } from '@suqiao/contracts';
import { stringify } from 'csv-stringify/sync';
import type { AnalysisRow } from './domain/analysis-rows';

/** A file as it is sent. */
export interface AnalysisFile {
  readonly type: string;
  readonly content: Buffer;
}

const columns = ['figure', 'key', 'name', 'count', 'list'] as const;
/** What a spreadsheet would take for a formula is marked as a text. */
const formula = /^[=+\-@\t\r](?=.)/;

/** Writes the figures of an analysis. What writes a format is loaded when it is first asked for. */
export async function analysisFile(rows: readonly AnalysisRow[], format: AnalysisFormat, language: Language = 'zh-CN'): Promise<AnalysisFile> {
  switch (format) {
    case 'csv':
      // The mark at the beginning tells spreadsheets that it is UTF-8.
      return { type: 'text/csv; charset=utf-8', content: Buffer.from(stringify([...rows], { header: true, columns: [...columns], bom: true, record_delimiter: 'windows', escape_formulas: true })) };
    case 'xlsx': {
      const { default: writeXlsxFile } = await import('write-excel-file/node');
      const cell = (value: string | number) => (typeof value === 'number' ? { value, type: Number } : { value: formula.test(value) ? `'${value}` : value, type: String });
      const data = [columns.map((name) => ({ value: name, type: String, fontWeight: 'bold' as const })), ...rows.map((row) => columns.map((name) => cell(row[name])))];
      return { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: await writeXlsxFile([{ sheet: language === 'en' ? 'Analysis' : '分析', stickyRowsCount: 1, columns: columns.map(() => ({ width: 26 })), data }]).toBuffer() };
    }
    case 'parquet': {
      const { parquetWriteBuffer } = await import('hyparquet-writer');
      const columnData = columns.map((name) => (name === 'count' ? { name, data: rows.map((row) => row.count), type: 'INT32' as const } : { name, data: rows.map((row) => row[name]), type: 'STRING' as const }));
      return { type: 'application/vnd.apache.parquet', content: Buffer.from(parquetWriteBuffer({ columnData })) };
    }
  }
}
