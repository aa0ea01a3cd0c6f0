import {
  AlignmentType, BorderStyle, convertMillimetersToTwip, Document, Footer, ImageRun, LineRuleType, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, VerticalAlign, WidthType, type IFontAttributesProperties, type IParagraphOptions,
} from 'docx';
import type { DocumentPart, OfficialDocument } from './domain/report-document';
import { chartPng, chartSize } from './report-charts';

/**
 * Conventions of GB/T 9704-2012: A4 with margins of 37, 35, 28 and 26 mm, 22 lines of 28 points, body in 3号 仿宋, title in 2号 小标宋,
 * levels of headings in 黑体, 楷体, 仿宋. Sizes are half points. A machine without a Chinese font takes the one for Latin letters.
 */
const fonts = {
  title: { ascii: 'SimSun', hAnsi: 'SimSun', cs: 'SimSun', eastAsia: '方正小标宋简体' }, body: { ascii: 'FangSong', hAnsi: 'FangSong', cs: 'FangSong', eastAsia: '仿宋_GB2312' },
  heading1: { ascii: 'SimHei', hAnsi: 'SimHei', cs: 'SimHei', eastAsia: '黑体' }, heading2: { ascii: 'KaiTi', hAnsi: 'KaiTi', cs: 'KaiTi', eastAsia: '楷体_GB2312' }, page: { ascii: 'SimSun', hAnsi: 'SimSun', cs: 'SimSun', eastAsia: '宋体' },
} as const satisfies Record<string, IFontAttributesProperties>;
const sizes = { letterhead: 60, title: 44, body: 32, page: 28, table: 24 } as const;
const red = 'E60012';
const line = { line: 560, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const;
/** Two characters of 16 points; where characters are counted, that says so. */
const firstLine = { firstLineChars: 200, firstLine: 640 } as const;
/** 156 mm between the margins, in pixels of 96 to the inch. */
const pictureWidth = 560;

/** Writes a document as DOCX. */
export async function reportDocx(document: OfficialDocument): Promise<Buffer> {
  const parts: (Paragraph | Table)[] = [];
  for (const part of document.parts) parts.push(...(await partOf(part)));
  const file = new Document({
    title: document.title, creator: document.issuer, evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: fonts.body, size: sizes.body }, paragraph: { spacing: line } } } },
    sections: [{
      properties: { page: {
        size: { width: convertMillimetersToTwip(210), height: convertMillimetersToTwip(297) },
        margin: { top: convertMillimetersToTwip(37), bottom: convertMillimetersToTwip(35), left: convertMillimetersToTwip(28), right: convertMillimetersToTwip(26), footer: convertMillimetersToTwip(28) },
      } },
      footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
      children: [...headOf(document), ...parts, ...signatureOf(document)],
    }],
  });
  return Packer.toBuffer(file);
}

/** 版头: who issues it in red, its number, a red line; then title and addressee. */
function headOf({ letterhead, number, title, addressee }: OfficialDocument): Paragraph[] {
  const centred = { alignment: AlignmentType.CENTER } as const;
  return [
    new Paragraph({ ...centred, spacing: { before: 200, after: 400 }, children: [new TextRun({ text: letterhead, color: red, bold: true, size: sizes.letterhead, font: fonts.title })] }),
    new Paragraph({ ...centred, spacing: line, children: [new TextRun({ text: number })] }),
    new Paragraph({ spacing: { before: 0, after: 560 }, border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: red, space: 4 } }, children: [] }),
    new Paragraph({ ...centred, spacing: { line: 640, lineRule: LineRuleType.EXACT, after: 320 }, children: [new TextRun({ text: title, size: sizes.title, font: fonts.title })] }),
    new Paragraph({ spacing: line, children: [new TextRun({ text: `${addressee}：` })] }),
  ];
}

function signatureOf({ issuer, date }: OfficialDocument): Paragraph[] {
  const right = { alignment: AlignmentType.RIGHT, spacing: line, indent: { right: 1280 } } satisfies IParagraphOptions;
  return [new Paragraph({ spacing: line, children: [] }), new Paragraph({ spacing: line, children: [] }), new Paragraph({ ...right, keepNext: true, children: [new TextRun({ text: issuer })] }), new Paragraph({ ...right, children: [new TextRun({ text: date })] })];
}

async function partOf(part: DocumentPart): Promise<(Paragraph | Table)[]> {
  switch (part.kind) {
    case 'heading1':
    case 'heading2':
      return [new Paragraph({ spacing: line, indent: firstLine, keepNext: true, outlineLevel: part.kind === 'heading1' ? 0 : 1, children: [new TextRun({ text: part.text, font: fonts[part.kind] })] })];
    case 'heading3':
      return [new Paragraph({ spacing: line, indent: firstLine, keepNext: true, outlineLevel: 2, children: [new TextRun({ text: part.text, bold: true })] })];
    case 'paragraph':
      return part.text.split('\n').map((text) => new Paragraph({ alignment: AlignmentType.BOTH, spacing: line, indent: firstLine, children: [new TextRun({ text })] }));
    case 'table':
      return [captionOf(part.title), tableOf(part.header, part.rows), new Paragraph({ spacing: line, children: [] })];
    case 'chart':
      // A picture in a line of a fixed height is cut off.
      return [captionOf(part.chart.title), new Paragraph({ alignment: AlignmentType.CENTER, spacing: { line: 240, lineRule: LineRuleType.AUTO }, children: [
        new ImageRun({ type: 'png', data: await chartPng(part.chart), transformation: { width: pictureWidth, height: Math.round((pictureWidth * chartSize.height) / chartSize.width) }, altText: { name: part.chart.title, title: part.chart.title, description: part.chart.labels.map((label, at) => `${label} ${String(part.chart.values[at])}`).join('，') } }),
      ] })];
  }
}

function captionOf(text: string): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, spacing: line, keepNext: true, children: [new TextRun({ text, font: fonts.heading1, size: sizes.page })] });
}

function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): Table {
  const cell = (text: string, isHead: boolean, isFirst: boolean) => new TableCell({
    verticalAlign: VerticalAlign.CENTER, margins: { left: 60, right: 60 },
    children: [new Paragraph({ alignment: isHead || !isFirst ? AlignmentType.CENTER : AlignmentType.LEFT, spacing: { line: 400, lineRule: LineRuleType.EXACT }, children: [new TextRun({ text, size: sizes.table, font: isHead ? fonts.heading1 : fonts.body })] })],
  });
  const row = (texts: readonly string[], isHead: boolean) => new TableRow({ tableHeader: isHead, cantSplit: true, children: texts.map((text, at) => cell(text, isHead, at === 0)) });
  return new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, alignment: AlignmentType.CENTER, rows: [row(header, true), ...rows.map((texts) => row(texts, false))] });
}

/** `— 1 —`, odd pages on the right, even ones on the left, one character from the edge. */
function pageNumber(alignment: (typeof AlignmentType)['LEFT' | 'RIGHT']): Footer {
  return new Footer({ children: [new Paragraph({ alignment, indent: { left: 280, right: 280 }, children: [new TextRun({ font: fonts.page, size: sizes.page, children: ['— ', PageNumber.CURRENT, ' —'] })] })] });
}
