import { NumberTexts, type ReportBlock, type ReportCell, type ReportChart, type ReportDrawing, type ReportTable } from '@suqiao/contracts';
import type { ReportOffice } from './report-names';
import { chineseDate } from './report-quarter';

/** A chart as data: it is drawn by who writes the file. */
export interface ChartData {
  readonly kind: ReportChart['kind'];
  readonly title: string;
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

/** A part of an official document, its text whole. */
export type DocumentPart =
  | { readonly kind: 'heading1' | 'heading2' | 'heading3' | 'paragraph'; readonly text: string }
  | { readonly kind: 'table'; readonly title: string; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'chart'; readonly chart: ChartData };

/** 公文 as GB/T 9704 lays it out, before any format. */
export interface OfficialDocument {
  /** 发文机关标志. */
  readonly letterhead: string;
  /** 发文字号; a draft's says that it is one. */
  readonly number: string;
  readonly title: string;
  /** 主送机关. */
  readonly addressee: string;
  readonly parts: readonly DocumentPart[];
  /** 落款. */
  readonly issuer: string;
  readonly date: string;
}

/** What a document is made from: a frozen snapshot, or a draft with what it has so far. */
export interface DocumentSource {
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
  readonly drawing: ReportDrawing;
  readonly number: string | null;
  readonly datedAt: Date;
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 1 to 99 in Chinese: 一, 十, 十二, 二十. */
export function chineseNumber(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  return `${tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens] ?? ''}十`}${ones === 0 && tens > 0 ? '' : (digits[ones] ?? '')}`;
}

/** The document that a source gives: headings numbered 一、（一）1., figures in their places. */
export function documentOf({ title, blocks, drawing, number, datedAt }: DocumentSource, { letterhead, numberPrefix, addressee, issuer }: ReportOffice): OfficialDocument {
  const numbers = new NumberTexts(drawing);
  const counted = { heading1: 0, heading2: 0, heading3: 0 };
  const parts = blocks.flatMap(({ kind, text }): DocumentPart[] => {
    switch (kind) {
      case 'heading1':
        Object.assign(counted, { heading1: counted.heading1 + 1, heading2: 0, heading3: 0 });
        return [{ kind, text: `${chineseNumber(counted.heading1)}、${numbers.render(text).text}` }];
      case 'heading2':
        Object.assign(counted, { heading2: counted.heading2 + 1, heading3: 0 });
        return [{ kind, text: `（${chineseNumber(counted.heading2)}）${numbers.render(text).text}` }];
      case 'heading3':
        counted.heading3 += 1;
        return [{ kind, text: `${String(counted.heading3)}. ${numbers.render(text).text}` }];
      case 'paragraph':
        return [{ kind, text: numbers.render(text).text }];
      case 'table':
        return drawing.tables.filter(({ tableId }) => tableId === text).map((table) => tableOf(table, numbers));
      case 'chart':
        return drawing.charts.filter(({ chartId }) => chartId === text).flatMap((chart) => chartOf(chart, drawing));
    }
  });
  return { letterhead, number: number ?? `${numberPrefix}（草稿，未编号）`, title, addressee, parts, issuer, date: chineseDate(datedAt) };
}

/** A cell as it reads. */
export function cellText(cell: ReportCell, numbers: NumberTexts): string {
  if ('text' in cell) return cell.text;
  return numbers.of('figure' in cell ? `figure:${cell.figure}` : `rate:${cell.rate}`) ?? '〔缺〕';
}

function tableOf({ title, columns, rows }: ReportTable, numbers: NumberTexts): DocumentPart {
  return { kind: 'table', title: title.zh, header: columns.map(({ zh }) => zh), rows: rows.map(({ name, cells }) => [name.zh, ...cells.map((cell) => cellText(cell, numbers))]) };
}

/** A chart draws the first figure of each row of its table, without the row of all. */
function chartOf({ kind, title, tableId }: ReportChart, { tables, figures }: ReportDrawing): DocumentPart[] {
  const counts = new Map(figures.map(({ figureId, count }) => [figureId, count]));
  const points = (tables.find((table) => table.tableId === tableId)?.rows ?? []).flatMap(({ name, cells: [first] }) => (first !== undefined && 'figure' in first && first.figure !== 'total' ? [{ label: name.zh, value: counts.get(first.figure) ?? 0 }] : []));
  return points.length === 0 ? [] : [{ kind: 'chart', chart: { kind, title: title.zh, labels: points.map(({ label }) => label), values: points.map(({ value }) => value) } }];
}
