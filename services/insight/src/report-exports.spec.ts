import type { ReportDrawing } from '@suqiao/contracts';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import readXlsxFile from 'read-excel-file/node';
import { pdfCharacters, pdfStreams, unzipped } from '../testing/read-back';
import { chineseNumber, documentOf } from './domain/report-document';
import { drawnNumbers } from './domain/report-figures';
import { reportOfficeOf, type ReportOffice } from './domain/report-names';
import { quarterOf } from './domain/report-quarter';
import type { ReportRow } from './domain/report-rows';
import { reportCharts, reportTables } from './domain/report-tables';
import { ReportTally } from './domain/report-tally';
import { draftBlocks, draftTitle } from './domain/report-text';
import { reportDocx } from './report-docx';
import { reportPdf } from './report-pdf';
import { reportXlsx } from './report-xlsx';

const quarter = quarterOf('2026Q3');
const office = reportOfficeOf('370000') as ReportOffice;

function rowAt(at: number): ReportRow {
  const month = ['2026-07', '2026-08', '2026-04', '2025-09'][at % 4] ?? '';
  return {
    appealId: `a${String(at)}`, trackingNumber: `SQ${String(at)}`, receivedAtMs: Date.parse(`${month}-15T00:00:00Z`), channel: at % 2 === 0 ? 'hotline-12345' : 'visit', divisionCode: at % 3 === 0 ? '370102' : '370202',
    categoryCode: 'financing.loan-refused', level: 'county', state: 'closed', outcome: 'answered', isAnswered: true, enterprise: at % 5, issueId: null,
  };
}

const tally = new ReportTally([quarter.now.from.getTime(), quarter.now.to.getTime()]);
for (let at = 0; at < 40; at++) tally.add(rowAt(at));
const numbers = drawnNumbers(tally, quarter, []);
const drawing: ReportDrawing = {
  drawnAt: '2026-10-08T01:00:00.000Z', from: quarter.now.from.toISOString(), to: quarter.now.to.toISOString(), rates: [...numbers.rates], tables: reportTables(numbers, quarter, []), charts: [...reportCharts], issues: [], earlier: [],
  figures: numbers.figures.map(({ figureId, name, count }) => ({ figureId, name, count, list: '/l', keptList: `/k?figure=${figureId}` })), rows: { count: 40, sha256: 'ab' },
};
const source = { title: draftTitle(quarter), blocks: [...draftBlocks({ quarter, issues: [], earlier: [] }), { blockId: 'x', kind: 'heading3' as const, text: '其他' }], drawing, number: '鲁联专报〔2026〕3号', datedAt: new Date('2026-10-09T01:00:00Z') };
const paper = documentOf(source, office);

describe('an official document', () => {
  it('numbers its headings by level, anew within each', () => {
    const headings = paper.parts.flatMap((part) => (part.kind === 'heading1' || part.kind === 'heading2' || part.kind === 'heading3' ? [part.text] : []));
    expect(headings).toEqual(['一、总体情况', '二、诉求分布', '（一）来源渠道', '（二）区划分布', '（三）类别分布', '三、办理情况', '四、突出共性问题', '五、前期报告所列问题跟踪', '六、工作建议', '1. 其他']);
    expect([1, 10, 11, 20, 21, 99].map(chineseNumber)).toEqual(['一', '十', '十一', '二十', '二十一', '九十九']);
    expect(paper.date).toBe('2026年10月9日');
  });

  it('says of a draft that it has no number', () => {
    expect(documentOf({ ...source, number: null }, office).number).toBe('鲁联专报（草稿，未编号）');
  });
});

describe('DOCX', () => {
  let files: Map<string, Buffer>;
  let body: string;
  beforeAll(async () => {
    files = await unzipped(await reportDocx(paper));
    body = files.get('word/document.xml')?.toString('utf8') ?? '';
  });

  it('is laid out after GB/T 9704', () => {
    expect(XMLValidator.validate(body)).toBe(true);
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(body) as { 'w:document': { 'w:body': { 'w:sectPr': { 'w:pgMar': Record<string, string>; 'w:pgSz': Record<string, string> } } } };
    const { 'w:pgMar': margin, 'w:pgSz': size } = parsed['w:document']['w:body']['w:sectPr'];
    const millimetres = (twips: string | undefined) => Math.round((Number(twips) / 1440) * 25.4);
    expect(['w:top', 'w:bottom', 'w:left', 'w:right'].map((side) => millimetres(margin[`@_${side}`]))).toEqual([37, 35, 28, 26]);
    expect(['w:w', 'w:h'].map((side) => millimetres(size[`@_${side}`]))).toEqual([210, 297]);
    expect(body).toContain('w:eastAsia="方正小标宋简体"');
    for (const font of ['黑体', '楷体_GB2312']) expect(body).toContain(`w:eastAsia="${font}"`);
    expect(files.get('word/styles.xml')?.toString('utf8')).toContain('w:eastAsia="仿宋_GB2312"');
    expect(body).toMatch(/<w:color w:val="E60012"\/>.*山东省工商业联合会专题报告/s);
    expect(body).toMatch(/<w:bottom w:val="single" w:color="E60012"/);
    expect(body).toContain('w:firstLineChars="200"');
    expect(body).toMatch(/w:line="560" w:lineRule="exact"|w:lineRule="exact" w:line="560"/);
    const footers = [...files].filter(([name]) => /^word\/footer\d/.test(name)).map(([, content]) => content.toString('utf8'));
    expect(footers.map((footer) => [footer.includes('— '), footer.includes('PAGE'), footer.includes('w:val="right"') || footer.includes('w:val="left"')])).toEqual([[true, true, true], [true, true, true]]);
  });

  it('has its number, text, tables and a picture a chart', () => {
    const text = [...body.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, part]) => part).join('');
    for (const part of ['鲁联专报〔2026〕3号', '省营转办：', '关于2026年第三季度民营企业诉求情况的专题报告', '受理民营企业诉求20件', '2026年10月9日', '济南市']) expect(text).toContain(part);
    expect(text).not.toContain('{{');
    expect([...files.keys()].filter((name) => name.endsWith('.png'))).toHaveLength(3);
    expect((body.match(/<w:tbl>/g) ?? []).length).toBe(5);
  });
});

it('PDF: A4, its fonts inside, every character of its text mapped', async () => {
  const content = await reportPdf(paper);
  expect(content.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(content.toString('latin1')).toMatch(/\/MediaBox \[0 0 595\.28 841\.89\]/);
  const streams = pdfStreams(content);
  const mapped = pdfCharacters(content);
  for (const character of '鲁联专报关于二〇二六年第季度民营企业诉求情况的专题报告省营转办'.replaceAll(/[〇]/g, '')) expect([character, mapped.has(character)]).toEqual([character, true]);
  expect(streams.join('\n')).toMatch(/0\.90196\d* 0 0\.07058\d* (rg|RG|scn|SCN)/);
}, 60_000);

it('XLSX: every figure with its list, every rate with its formula, the tables and the appeals', async () => {
  const content = await reportXlsx({ title: source.title, number: source.number, drawing, appealsInAll: 12_345, appeals: [{ appealId: 'a', trackingNumber: '=SQ1', receivedAt: '2026-07-15T00:00:00.000Z', channel: 'visit', divisionCode: '370102', categoryCode: null, level: 'county', state: 'closed', outcome: 'answered', answered: true, issueId: null }] });
  const sheets = new Map((await readXlsxFile(content)).map(({ sheet, data }) => [sheet, data]));
  expect([...sheets.keys()]).toEqual(expect.arrayContaining(['说明', '数字', '比率与增减', '诉求区划分布', '诉求明细']));
  expect(sheets.get('数字')?.slice(1).map(([id, , count, list]) => [id, count, list])).toEqual(drawing.figures.map(({ figureId, count, keptList }) => [figureId, count, keptList]));
  expect(sheets.get('比率与增减')?.slice(1).map(([id, , , formula]) => [id, formula])).toEqual(drawing.rates.map(({ rateId, formula }) => [rateId, formula.zh]));
  expect(sheets.get('说明')?.flat()).toContain('共 12345 件，列出最近 1 件');
  expect(sheets.get('诉求明细')?.[1]?.slice(0, 4)).toEqual(['\'=SQ1', '2026-07-15', '走访调研', '历下区']);
});
