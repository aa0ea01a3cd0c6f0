import { deflateRawSync } from 'node:zlib';
import { importLimits } from '@suqiao/contracts';
import { ZipFile } from 'yazl';
import { FileRefusedError } from './domain/import-refusals';
import { archiveLimits, tableParts } from './imports.archive';
import { readTable, type TableRow } from './imports.reading';
import { csvLine, csvMark, writeTable, writeWorkbook } from './imports.writing';

async function rowsOf(bytes: Buffer): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of (await readTable(bytes)).rows) rows.push(row);
  return rows;
}
async function refusalOf(bytes: Buffer): Promise<string> {
  try {
    await rowsOf(bytes);
    return 'taken';
  } catch (error) {
    if (error instanceof FileRefusedError) return error.rule;
    throw error;
  }
}

function zipOf(parts: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => { resolve(Buffer.concat(chunks)); }).on('error', reject);
  });
}

const frame = {
  '[Content_Types].xml': '<Types/>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>',
};
const sheetOf = (rows: string) => ({ ...frame, 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>` });
const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;

describe('XLSX', () => {
  it('comes back as it was written, formulas as the text that they were', async () => {
    const file = await writeTable('诉求', ['标题', '电话'], [['=HYPERLINK("http://evil","x")', '+86 13812345678'], ['@SUM(1)', '']]);
    const parts = Buffer.from(await tableParts(file)).toString('utf8');
    expect(parts).not.toMatch(/<f>|>=HYPERLINK/);
    expect(parts).toContain('\'=HYPERLINK');
    expect(await rowsOf(file)).toEqual([
      { row: 2, cells: ['=HYPERLINK("http://evil","x")', '+86 13812345678'], cut: [], overflows: false }, { row: 3, cells: ['@SUM(1)', ''], cut: [], overflows: false },
    ]);
  });

  it('can be opened whatever a bad cell held', async () => {
    const [row] = await rowsOf(await writeTable('诉求', ['标题', '内容', '其他'], [['a\u0001b', `=${'长'.repeat(importLimits.cellCharacters)}`, '<&"\uD800>']]));
    expect(row?.cells).toEqual(['ab', `=${'长'.repeat(importLimits.cellCharacters - 2)}`, '<&">']);
  });

  it('is read by its first sheet, and says which others there are', async () => {
    const { head } = await readTable(await writeWorkbook([{ sheet: '诉求', headings: ['标题', ''], rows: [['a', 'b']] }, { sheet: '代码', headings: ['x'], rows: [] }]));
    expect(head).toEqual({ format: 'xlsx', encoding: null, sheet: '诉求', otherSheets: ['代码'], headings: ['标题', '(B)'] });
  });

  it('gives a formula\'s last value, nothing for an error, and never works one out', async () => {
    const file = await zipOf(sheetOf(`<row r="1">${text('A1', '标题')}${text('B1', '数')}</row><row r="3"><c r="A3" t="str"><f>A1&amp;"!"</f><v>旧值</v></c><c r="B3"><f>1+1</f><v>1.3812345678E10</v></c></row><row r="4"><c r="A4"><f>A1</f></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="5">${text('A5', '三')}<c r="B5" t="e"><v>#N/A</v></c></row>`));
    expect((await rowsOf(file)).map(({ row, cells }) => [row, cells])).toEqual([[3, ['旧值', '13812345678']], [5, ['三', '']]]);
  });

  it('that says too much is refused before it is unpacked, and while', async () => {
    const zeros = Buffer.alloc(archiveLimits.ratioFromBytes + 1024 * 1024);
    const bomb = await zipOf({ ...frame, 'xl/worksheets/sheet1.xml': zeros });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await refusalOf(bomb)).toBe('file.zipBomb');
    expect(await refusalOf(await zipOf({ ...frame, ...Object.fromEntries(Array.from({ length: archiveLimits.entries }, (_, index) => [`xl/${String(index)}.xml`, ''])) }))).toBe('file.zipBomb');
    // The directory says 300 MB of 300 MB, the bytes are not there.
    const huge = Buffer.from(await zipOf(sheetOf('')));
    huge.writeUInt32LE(300 * 1024 * 1024, huge.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24);
    expect(await refusalOf(huge)).toBe('file.zipBomb');
  });

  it('whose directory lies about a size is refused, however much comes out', async () => {
    const sheet = Buffer.from(await zipOf({ ...frame, 'xl/worksheets/sheet1.xml': Buffer.alloc(3 * 1024 * 1024) }));
    const entry = sheet.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    sheet.writeUInt32LE(10, entry + 24);
    expect(await refusalOf(sheet)).toBe('file.notXlsx');
  });

  it('hides nothing in its local headers: only what the directory names is read', async () => {
    const hidden = deflateRawSync(Buffer.alloc(1024 * 1024));
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(hidden.length, 18);
    local.writeUInt32LE(0xfffffff0, 22);
    local.writeUInt16LE(5, 26);
    const plain = await writeTable('诉求', ['标题'], [['a']]);
    // An entry before the archive, which a reader of local headers would unpack into four gigabytes.
    expect(await refusalOf(Buffer.concat([local, Buffer.from('x.xml'), hidden, plain]))).not.toBe('taken');
    const parts = Buffer.from(await tableParts(plain));
    expect(parts.indexOf('xl/workbook.xml')).toBeGreaterThan(0);
  });

  it.each([
    ['a zip of something else', () => zipOf({ 'word/document.xml': '<w/>' }), 'file.notXlsx'],
    ['a zip cut off', async () => (await writeTable('a', ['b'], [['c']])).subarray(0, 300), 'file.notXlsx'],
    ['a workbook without a sheet', () => zipOf({ '[Content_Types].xml': '', 'xl/workbook.xml': '<workbook/>' }), 'file.unreadable'],
    ['headings alone', () => writeTable('a', ['标题'], []), 'file.empty'],
    ['a cell that points nowhere', () => zipOf(sheetOf(`<row r="1">${text('A1', '标题')}</row><row r="2"><c r="A2" t="s"><v>7</v></c></row>`)), 'file.unreadable'],
    ['an old Excel file', () => Promise.resolve(Buffer.from('d0cf11e0a1b11ae1', 'hex')), 'file.oldExcel'],
  ])('%s is refused by name', async (_name, make, rule) => {
    expect(await refusalOf(await make())).toBe(rule);
  });
});

describe('CSV', () => {
  it('is read with its marks, quotes, semicolons and lines in cells, without the reasons of an earlier import', async () => {
    expect(await rowsOf(Buffer.from(`${csvMark}标题;内容;导入错误原因\r\n"一;二";"第一行\r\n第二行";错了\r\n\r\n三;;\r\n`))).toEqual([
      { row: 2, cells: ['一;二', '第一行\r\n第二行'], cut: [], overflows: false }, { row: 3, cells: ['三', ''], cut: [], overflows: false },
    ]);
    expect((await readTable(Buffer.from('标题,标题,\n1,2,3'))).head.headings).toEqual(['标题', '标题 (2)', '(C)']);
  });

  it('comes back as it was written', async () => {
    const cells = ['=1+1', '"引号",逗号', '\t=2', '-3', '两\n行'];
    expect((await rowsOf(Buffer.from(csvMark + csvLine(['a', 'b', 'c', 'd', 'e']) + csvLine(cells))))[0]?.cells).toEqual(cells);
    expect(csvLine(['=1+1', '@x'])).toBe('"\'=1+1","\'@x"\r\n');
  });

  it('says where a cell is too long, or one too many', async () => {
    const [long, wide] = await rowsOf(Buffer.from(`标题,内容\n一,${'长'.repeat(importLimits.cellCharacters + 1)}\n一,二,三\n`));
    expect(long).toMatchObject({ cut: [1], overflows: false });
    expect(long?.cells[1]).toHaveLength(importLimits.cellCharacters);
    expect(wide).toMatchObject({ cells: ['一', '二'], overflows: true });
  });

  it.each([
    ['an open quote', Buffer.from('标题\n"一\n'), 'file.csvBroken'], ['nothing', Buffer.alloc(0), 'file.empty'], ['headings alone', Buffer.from('标题,内容\n,\n'), 'file.empty'],
    ['too many columns', Buffer.from(`${'a,'.repeat(importLimits.columns)}b\n1\n`), 'file.tooManyColumns'], ['too many rows', Buffer.from(`a\n${'1\n'.repeat(importLimits.rows + 1)}`), 'file.tooManyRows'],
    ['another encoding', Buffer.from('标题\n一\n', 'utf16le'), 'file.encoding'],
  ])('with %s is refused by name', async (_name, bytes, rule) => {
    expect(await refusalOf(bytes)).toBe(rule);
  });
});
