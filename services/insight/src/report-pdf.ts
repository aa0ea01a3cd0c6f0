import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { DocumentPart, OfficialDocument } from './domain/report-document';
import { chartPng } from './report-charts';
import { sfntOf } from './report-font';

/** Its functions are methods of one object; an import would take them from it. */
const pdfmake = createRequire(__filename)('pdfmake') as typeof import('pdfmake') & { readonly virtualfs: { writeFileSync(name: string, content: Buffer): void } };
const fontFolder = '@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified';
for (const weight of ['400', '700']) pdfmake.virtualfs.writeFileSync(weight, sfntOf(readFileSync(require.resolve(`${fontFolder}-${weight}-normal.woff`))));
pdfmake.setFonts({ Serif: { normal: '400', bold: '700' } });
// A text is a text: nothing in it is fetched or read from the disk.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

const pointsPerMillimetre = 72 / 25.4;
const margins = { left: 28 * pointsPerMillimetre, top: 37 * pointsPerMillimetre, right: 26 * pointsPerMillimetre, bottom: 35 * pointsPerMillimetre } as const;
const textWidth = 156 * pointsPerMillimetre;
const red = '#E60012';
/** Two characters of the body. */
const indent = 32;
/** The font's own line is 1.437 of its size; 28 points as the convention has them. */
const body = { fontSize: 16, lineHeight: 28 / (16 * 1.437) } as const;

/** Writes a document as PDF, with a font of its own inside. */
export async function reportPdf(document: OfficialDocument): Promise<Buffer> {
  const parts: Content[] = [];
  for (const part of document.parts) parts.push(...(await partOf(part)));
  const definition: TDocumentDefinitions = {
    // A heading goes to the next page with what it heads.
    pageBreakBefore: (node, nodes) => node.headlineLevel !== undefined && nodes.getFollowingNodesOnPage().length === 0,
    info: { title: document.title, author: document.issuer }, pageSize: 'A4', pageMargins: [margins.left, margins.top, margins.right, margins.bottom], defaultStyle: { font: 'Serif', ...body },
    footer: (page) => ({ text: `— ${String(page)} —`, fontSize: 14, alignment: page % 2 === 1 ? 'right' : 'left', margin: [margins.left + 14, 7 * pointsPerMillimetre, margins.right + 14, 0] }),
    content: [
      { text: document.letterhead, color: red, bold: true, fontSize: 30, alignment: 'center', margin: [0, 0, 0, 16] },
      { text: document.number, alignment: 'center' },
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: textWidth, y2: 0, lineWidth: 2.2, lineColor: red }], margin: [0, 4, 0, 28] },
      { text: document.title, bold: true, fontSize: 22, lineHeight: 1, alignment: 'center', margin: [0, 0, 0, 16] },
      { text: `${document.addressee}：` },
      ...parts,
      { text: `\n\n${document.issuer}`, alignment: 'right', margin: [0, 0, 4 * 16, 0] },
      { text: document.date, alignment: 'right', margin: [0, 0, 4 * 16, 0] },
    ],
  };
  return pdfmake.createPdf(definition).getBuffer();
}

async function partOf(part: DocumentPart): Promise<Content[]> {
  switch (part.kind) {
    case 'heading1':
    case 'heading2':
    case 'heading3':
      return [{ text: part.text, bold: part.kind !== 'heading2', leadingIndent: indent, headlineLevel: 1 }];
    case 'paragraph':
      // Not justified: a long number that goes to the next line would pull the characters before it apart.
      return part.text.split('\n').map((text) => ({ text, leadingIndent: indent }));
    case 'table':
      return [{ text: part.title, bold: true, fontSize: 14, alignment: 'center', headlineLevel: 1 }, {
        table: { headerRows: 1, keepWithHeaderRows: 1, dontBreakRows: true, widths: part.header.map((_, at) => (at === 0 ? '*' : 'auto')), body: [part.header.map((text) => ({ text, bold: true })), ...part.rows.map((row) => row.map((text) => ({ text })))] },
        fontSize: 10.5, lineHeight: 1, margin: [0, 0, 0, 14],
      }];
    case 'chart':
      return [{
        unbreakable: true,
        stack: [{ text: part.chart.title, bold: true, fontSize: 14, alignment: 'center' }, { image: `data:image/png;base64,${Buffer.from(await chartPng(part.chart)).toString('base64')}`, width: textWidth, margin: [0, 0, 0, 14] }],
      }];
  }
}
