import { randomUUID } from 'node:crypto';
import { importRowsPageSchema, importViewSchema, problemSchema } from '@suqiao/contracts';
import type { ImportRowsPage, ImportState, ImportView, Reader } from '@suqiao/contracts';
import { encode } from 'iconv-lite';
import { asking, inventCode, officers } from '../testing/officers';
import { eventually, startIntake, tokenOf, type StartedIntake } from '../testing/started-intake';
import { readTable } from './imports.reading';
import { ImportsStore } from './imports.store';
import type { AppealDocument } from './intake.store';

let intake: StartedIntake;
let ask: ReturnType<typeof asking>;

beforeAll(async () => {
  intake = await startIntake({ deaf: true });
  ask = asking(intake);
});
afterAll(() => intake.close());

const { lixia, lixiaColleague, market, analyst, province } = officers;
const appeals = () => intake.connection.collection<AppealDocument>('appeals');
const headings = '编号,诉求标题,诉求内容,企业名称,统一社会信用代码,联系人,联系电话,行政区划,诉求分类,发生时间\n';
/** A number that no other test uses, and a line of a good row under it. */
const numbered = () => randomUUID().slice(0, 18);
const lineOf = (number: string, over: { readonly title?: string; readonly phone?: string; readonly division?: string } = {}) =>
  `${number},${over.title ?? '贷款被抽回'},续贷被拒,济南某机械有限公司,,张小明,${over.phone ?? '13812345678'},${over.division ?? '历下区'},融资,2026-11-20\n`;

function form(content: Buffer | string, channel: string | null = 'visit', name = '走访.csv'): FormData {
  const data = new FormData();
  if (channel !== null) data.append('channel', channel);
  data.append('file', new Blob([new Uint8Array(Buffer.from(content))]), name);
  return data;
}
async function post(reader: Reader, body: FormData, started = intake): Promise<Response> {
  return fetch(`${started.url}/api/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${tokenOf(reader)}`, 'accept-language': 'en' }, body });
}
async function uploaded(content: Buffer | string, options: { readonly reader?: Reader; readonly channel?: string; readonly started?: StartedIntake } = {}): Promise<ImportView> {
  const response = await post(options.reader ?? lixia, form(content, options.channel), options.started);
  expect(response.status).toBe(201);
  const view = importViewSchema.parse(await response.json());
  expect(response.headers.get('location')).toBe(`/api/v1/imports/${view.importId}`);
  return view;
}
const view = async (importId: string, reader: Reader = lixia, askAt = ask) => importViewSchema.parse((await askAt(reader, 'GET', `/imports/${importId}`)).json);
const until = (importId: string, state: ImportState, reader: Reader = lixia, askAt = ask) => eventually(async () => {
  const now = await view(importId, reader, askAt);
  return now.state === state ? now : null;
}, 60_000);
const checked = async (content: Buffer | string, options: Parameters<typeof uploaded>[1] = {}) => until((await uploaded(content, options)).importId, 'ready', options.reader);
const rows = async (importId: string, query = '', reader: Reader = lixia): Promise<ImportRowsPage> => importRowsPageSchema.parse((await ask(reader, 'GET', `/imports/${importId}/rows${query}`)).json);
async function imported(content: Buffer | string, options: Parameters<typeof uploaded>[1] = {}): Promise<ImportView> {
  const { importId } = await checked(content, options);
  expect((await ask(options.reader ?? lixia, 'POST', `/imports/${importId}/commit`)).status).toBe(202);
  return until(importId, 'finished', options.reader);
}
async function errorFile(importId: string, format: 'xlsx' | 'csv'): Promise<Buffer> {
  const response = await fetch(`${intake.url}/api/v1/imports/${importId}/errors?format=${format}`, { headers: { authorization: `Bearer ${tokenOf(lixia)}` } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}
async function cellsOf(file: Buffer): Promise<(readonly string[])[]> {
  const cells: (readonly string[])[] = [];
  for await (const row of (await readTable(file)).rows) cells.push(row.cells);
  return cells;
}

describe('a file', () => {
  it('is read, checked row by row and imported as far as it is good', async () => {
    const [one, two, three, four] = [numbered(), numbered(), numbered(), numbered()];
    const file = headings + lineOf(one) + lineOf(two, { division: '青岛市' }) + lineOf(three, { phone: '不知道', title: '' }) + lineOf(one) + lineOf(one, { title: '另一件事' }) + lineOf(four, { division: '' }) + lineOf(numbered(), { title: '长'.repeat(40_000) });
    const ready = await checked(file);
    expect(ready).toMatchObject({ format: 'csv', encoding: 'utf-8', channel: 'visit', fileName: '走访.csv', rows: 7, missing: [], sameFileAs: null, counts: { good: 2, bad: 4, same: 1, added: 0, unchecked: 0 } });
    expect(ready.columns.map(({ field }) => field)).toEqual(['number', 'title', 'content', 'appellantName', 'creditCode', 'contact', 'phone', 'divisionCode', 'categoryCode', 'occurredAt']);
    const wrong = await rows(ready.importId, '?show=wrong');
    expect(wrong.total).toBe(4);
    expect(wrong.items.map(({ row, faults }) => [row, faults.map(({ heading, rule }) => [heading, rule])])).toEqual([
      [3, [['行政区划', 'divisionCode.elsewhere']]], [4, [['诉求标题', 'invalid_type'], ['联系电话', 'phone.format']]], [6, [[null, 'row.sameNumber']]], [8, [['诉求标题', 'cell.tooLong']]],
    ]);
    expect(wrong.items[1]?.faults[1]?.detail).toBe('电话号码格式有误');
    expect(await appeals().countDocuments({ channelReference: `370102:${one}` })).toBe(0);

    for (let again = 0; again < 2; again++) expect((await ask(lixia, 'POST', `/imports/${ready.importId}/commit`)).status).toBe(202);
    const finished = await until(ready.importId, 'finished');
    expect(finished.counts).toMatchObject({ added: 2, bad: 4, same: 1, good: 0, present: 0, refused: 0 });
    const appeal = await appeals().findOne({ channelReference: `370102:${one}` });
    expect(appeal).toMatchObject({ channel: 'visit', title: '贷款被抽回', appellant: { contact: '张小明', phone: '13812345678' }, given: { divisionCode: '370102', categoryCode: 'financing' }, occurredAt: '2026-11-19T16:00:00.000Z' });
    const [added] = (await rows(ready.importId, '?show=added')).items;
    expect(added).toMatchObject({ row: 2, trackingNumber: appeal?.trackingNumber });
    expect(await appeals().findOne({ channelReference: `370102:${four}` })).toMatchObject({ given: { divisionCode: '370102' } });
    expect(await appeals().countDocuments({ channelReference: { $in: [`370102:${two}`, `370102:${three}`] } })).toBe(0);
  });

  it('in GB18030 is read and named, in another encoding refused by name, and so is what is no table', async () => {
    const { encoding, importId } = await checked(encode(headings + lineOf(numbered()), 'gb18030'));
    expect(encoding).toBe('gb18030');
    expect((await rows(importId)).items[0]?.cells).toContain('贷款被抽回');
    for (const [content, rule, told] of [
      [encode(headings, 'utf-16le', { addBOM: false }), 'file.encoding', 'UTF-16'], [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 0, 0]), 'file.encoding', 'binary'], ['', 'file.empty', 'nothing'],
      ['PK\u0003\u0004 nothing', 'file.notXlsx', 'XLSX'],
    ] as const) {
      const response = await post(lixia, form(content));
      expect(response.status).toBe(400);
      const { errors } = problemSchema.parse(await response.json());
      expect(errors?.[0]).toMatchObject({ pointer: '/file', rule });
      expect(errors?.[0]?.detail).toContain(told);
    }
    expect(await intake.connection.collection('import_rows').countDocuments({ importId: { $nin: await intake.connection.collection('imports').distinct('_id') } as object })).toBe(0);
  });

  it('of the same content adds nothing the second time, whoever of the federation brings it, numbered or not', async () => {
    const without = `诉求标题,诉求内容,企业名称\n${numbered()},一,甲\n${numbered()},二,乙\n`;
    for (const file of [headings + lineOf(numbered()) + lineOf(numbered()), without]) {
      const first = await imported(file);
      expect(first.counts).toMatchObject({ added: 2 });
      const again = await imported(file, { reader: lixiaColleague });
      expect(again).toMatchObject({ sameFileAs: { importId: first.importId, state: 'finished' }, counts: { added: 0, present: 2 } });
    }
    // Another federation's numbers are its own.
    const number = numbered();
    expect((await imported(headings + lineOf(number))).counts.added).toBe(1);
    expect((await imported(headings + lineOf(number), { reader: officers.jinan })).counts.added).toBe(1);
    // The same number with another content is another matter, and is told.
    const { importId, counts } = await imported(headings + lineOf(number, { title: '改过' }));
    expect(counts).toMatchObject({ added: 0, refused: 1 });
    expect((await rows(importId)).items[0]?.faults[0]?.rule).toBe('number.otherContent');
  });

  it.each(['xlsx', 'csv'] as const)('comes back as %s with its wrong rows, and mended adds only these', async (format) => {
    const [good, bad, evil] = [numbered(), numbered(), numbered()];
    const { importId } = await imported(headings + lineOf(good) + lineOf(bad, { division: '火星' }) + lineOf(evil, { title: '"=HYPERLINK(""http://x"",""y"")"', phone: '+86 13812345678', division: '火星' }));
    const file = await errorFile(importId, format);
    if (format === 'csv') expect(file.toString('utf8')).toContain('"\'=HYPERLINK(""http://x"",""y"")"');
    const cells = await cellsOf(file);
    expect(cells.map(([number, title]) => [number, title])).toEqual([[bad, '贷款被抽回'], [evil, '=HYPERLINK("http://x","y")']]);
    // A person mends the division and leaves the reasons where they are.
    const text = [headings.trim(), ...cells.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""').replace('火星', '历下区')}"`).join(','))].join('\n');
    const mended = await imported(`${text}\n${lineOf(good)}`);
    expect(mended.counts).toMatchObject({ added: 2, present: 1, bad: 0 });
    expect(await appeals().findOne({ channelReference: `370102:${evil}` })).toMatchObject({ title: '=HYPERLINK("http://x","y")', appellant: { phone: '+86 13812345678' } });
  });
});

it('officers\' channels are registered without anybody having done it', async () => {
  const names = (await intake.connection.collection<{ readonly _id: string }>('channels').find({}).toArray()).map(({ _id }) => _id);
  expect(names).toEqual(expect.arrayContaining(['visit', 'symposium', 'questionnaire', 'opinion-brief']));
});

describe('columns', () => {
  it('that are not recognised are mapped by hand, several to the content, and all rows are checked anew', async () => {
    const file = `甲,乙,丙,丁\n${numbered()},最大困难,希望,济南某公司\n`;
    const unknown = await checked(file, { channel: 'questionnaire' });
    expect(unknown).toMatchObject({ missing: ['title', 'content', 'appellantName'], counts: { unchecked: 1 } });
    const path = `/imports/${unknown.importId}`;
    const refused = await ask(lixia, 'POST', `${path}/commit`);
    expect(refused.status).toBe(409);
    expect(problemSchema.parse(refused.json)).toMatchObject({ state: 'ready', allowed: ['mapping'], errors: [{ rule: 'import.fieldMissing' }] });
    const mapping = { columns: ['number', 'content', 'content', 'appellantName'], constants: { title: '三季度问卷' } };
    expect((await ask(lixia, 'POST', `${path}/mapping`, { ...mapping, columns: ['number', 'number', 'content', 'appellantName'] })).status).toBe(400);
    expect((await ask(lixia, 'POST', `${path}/mapping`, { ...mapping, columns: ['content'] })).status).toBe(400);
    expect((await ask(lixia, 'POST', `${path}/mapping`, mapping)).status).toBe(200);
    expect((await until(unknown.importId, 'ready')).counts).toMatchObject({ good: 1 });
    expect((await ask(lixia, 'POST', `${path}/commit`)).status).toBe(202);
    await until(unknown.importId, 'finished');
    expect((await ask(lixia, 'POST', `${path}/mapping`, mapping)).status).toBe(409);
    expect(await appeals().findOne({ channel: 'questionnaire', title: '三季度问卷' })).toMatchObject({ content: '乙：最大困难\n丙：希望' });
  });

  it.each(['zh-CN', 'en'])('of the template in %s are all recognised, with the codes that its reader may use', async (language) => {
    for (const format of ['xlsx', 'csv']) {
      const response = await fetch(`${intake.url}/api/v1/imports/template?format=${format}&language=${language}`, { headers: { authorization: `Bearer ${tokenOf(lixia)}` } });
      const template = Buffer.from(await response.arrayBuffer());
      expect(response.status).toBe(200);
      if (format === 'xlsx') {
        await expect(readTable(template)).rejects.toMatchObject({ rule: 'file.empty' });
        continue;
      }
      const filled = await checked(Buffer.concat([template, Buffer.from(`${numbered()},题,容,2026-11-20,企,${inventCode()},张三,13812345678,370102,financing,${language === 'en' ? 'no' : '否'}\n`)]));
      expect(filled).toMatchObject({ missing: [], counts: { good: 1 } });
      expect(filled.columns.every(({ field }) => field !== null)).toBe(true);
    }
  });
});

describe('who', () => {
  it('may import is an officer of a federation, and sees only their own', async () => {
    const { importId } = await uploaded(headings + lineOf(numbered()));
    for (const path of [`/imports/${importId}`, `/imports/${importId}/rows`, `/imports/${importId}/errors`]) {
      expect((await ask(lixiaColleague, 'GET', path)).status).toBe(404);
      expect((await ask({ ...lixia, divisionCode: '370103', unitId: '370103-federation' }, 'GET', path)).status).toBe(404);
    }
    expect((await ask(province, 'POST', `/imports/${importId}/commit`)).status).toBe(404);
    for (const reader of [market, analyst]) {
      expect((await post(reader, form(headings))).status).toBe(403);
      expect((await ask(reader, 'GET', '/imports')).status).toBe(403);
    }
    const page = await ask(lixia, 'GET', '/imports?limit=1');
    expect(page.json).toMatchObject({ items: [{ importId }], nextCursor: expect.any(String) as string });
  });

  it('forgets the file, or sends it as something else, is told which field', async () => {
    const response = await post(lixia, form(headings, null));
    expect(response.status).toBe(400);
    expect(problemSchema.parse(await response.json()).errors?.[0]?.pointer).toBe('/channel');
    expect((await post(lixia, form(headings, 'hotline-12345'))).status).toBe(400);
    expect((await ask(lixia, 'POST', '/imports', { channel: 'visit' })).status).toBe(415);
    expect((await post(lixia, form(Buffer.alloc(20 * 1024 * 1024 + 1, 'a')))).status).toBe(413);
  });
});

describe('an import that is interrupted', () => {
  it('goes on in another process: each row is an appeal once, and is told as added', async () => {
    const database = `imports-${randomUUID()}`;
    const first = await startIntake({ deaf: true, database });
    const lines = Array.from({ length: 450 }, () => numbered());
    const { importId } = await uploaded(headings + lines.map((number) => lineOf(number)).join(''), { started: first });
    await until(importId, 'ready', lixia, asking(first));
    // What it did is stored, that it did it is not: so dies a process between the two.
    let written = 0;
    const change = jest.spyOn(ImportsStore.prototype, 'change').mockImplementation(() => {
      written++;
      return Promise.reject(new Error('killed'));
    });
    await asking(first)(lixia, 'POST', `/imports/${importId}/commit`);
    await eventually(() => Promise.resolve(written > 0));
    await first.close();
    change.mockRestore();
    const second = await startIntake({ deaf: true, database });
    try {
      const finished = await until(importId, 'finished', lixia, asking(second));
      expect(finished.counts).toMatchObject({ added: 450, present: 0, refused: 0, good: 0 });
      expect(await second.connection.collection('appeals').countDocuments({})).toBe(450);
      const row = await second.connection.collection<{ readonly _id: string; readonly forgetAt: Date }>('import_rows').findOne({ importId });
      const days = ((row?.forgetAt.getTime() ?? 0) - Date.parse(finished.finishedAt ?? '')) / 86_400_000;
      expect(days).toBeCloseTo(30, 3);
      await second.connection.dropDatabase();
    } finally {
      await second.close();
    }
  });
});
