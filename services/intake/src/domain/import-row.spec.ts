import fc from 'fast-check';
import type { ImportField } from '@suqiao/contracts';
import { neutralised, plainNumber, restored, textOfValue } from './import-cells';
import { instantOf } from './import-dates';
import { decodeText } from './import-encoding';
import { headingOf, isReasonHeading, missingFields, proposedFields, reasonHeading } from './import-fields';
import { categoryNamed, divisionNamed, liesWithin } from './import-places';
import { refusalText } from './import-refusals';
import { identityOf, readRow, type RowReading } from './import-row';

describe('cells that could be formulas', () => {
  it('go out so that no spreadsheet evaluates them, and come back as they were', () => {
    const cell = fc.oneof(fc.string(), fc.tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'), fc.string()).map(([first, rest]) => first + rest));
    fc.assert(fc.property(cell, (text) => {
      expect(neutralised(text)).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
      if (!text.startsWith('\'')) expect(restored(neutralised(text))).toBe(text);
    }));
  });

  it('keep an apostrophe that guards nothing', () => {
    expect(restored('\'tis')).toBe('\'tis');
    expect(restored('\'+86 138')).toBe('+86 138');
  });

  it.each(['=1', ' =1', '\u0001=1', '\uFEFF+1', '\t', '＝1'])('begin where what stands before is left out: %j', (cell) => {
    expect(neutralised(cell)).toBe(`'${cell}`);
  });
});

it.each([
  ['文字', '文字'], [12, '12'], [true, '是'], [null, ''], [new Date('2026-11-20T00:00:00Z'), '2026-11-20'], [new Date('2026-11-20T09:30:00.0004Z'), '2026-11-20 09:30:00'], [new Date(Number.NaN), ''],
])('a cell %p is told as %p', (value, text) => {
  expect(textOfValue(value)).toBe(text);
});

it('writes a long number as a person reads it', () => {
  expect(plainNumber('1.3812345678E10')).toBe('13812345678');
  expect(plainNumber('0.5')).toBe('0.5');
  expect(plainNumber('1E400')).toBe('1E400');
});

it.each([
  ['2026-11-20', '2026-11-20T00:00:00+08:00'], ['2026/1/2 9:05', '2026-01-02T09:05:00+08:00'], ['2026年11月20日', '2026-11-20T00:00:00+08:00'], ['2026年11月20日 14时30分', '2026-11-20T14:30:00+08:00'],
  ['２０２６-11-20', '2026-11-20T00:00:00+08:00'], ['2026.11.20 09:30:15', '2026-11-20T09:30:15+08:00'], ['2026-11-20T09:30:00Z', '2026-11-20T09:30:00Z'], ['2026-11-20 09:30:00+08:00', '2026-11-20T09:30:00+08:00'],
  ['昨天', null], ['11-20', null], ['', null],
])('the date %p is %p', (text, instant) => {
  expect(instantOf(text)).toBe(instant);
});

describe('the encoding of a CSV', () => {
  const chinese = Buffer.from([0xb1, 0xea, 0xcc, 0xe2, 0x2c, 0xc4, 0xda, 0xc8, 0xdd]);

  it('is UTF-8 with or without its mark, or GB18030, and named', () => {
    expect(decodeText(Buffer.from('标题,内容'))).toEqual({ encoding: 'utf-8', text: '标题,内容' });
    expect(decodeText(Buffer.from('\uFEFF标题,内容'))).toEqual({ encoding: 'utf-8-bom', text: '标题,内容' });
    expect(decodeText(chinese)).toEqual({ encoding: 'gb18030', text: '标题,内容' });
    // 㐂, which needs four bytes.
    expect(decodeText(Buffer.from([0x81, 0x39, 0xee, 0x32]))).toMatchObject({ encoding: 'gb18030' });
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from('\uFEFF标题,内容', 'utf16le'), 'utf-16'],
    ['UTF-16 without one', Buffer.from('标题,统一内容\n企业,诉求\n', 'utf16le'), 'utf-16'],
    ['UTF-16 without one, the other way round', Buffer.from('标题,内容\n企业,诉求\n', 'utf16le').swap16(), 'utf-16'],
    ['UTF-16 of ASCII', Buffer.from('title,content\n', 'utf16le'), 'utf-16'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), 'utf-32'],
    ['a marked UTF-8 that breaks', Buffer.concat([Buffer.from('\uFEFFtitle,'), Buffer.from([0xff])]), 'broken-utf-8'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52]), 'binary'],
    ['Latin-1', Buffer.from('Société, générale, déjà vu', 'latin1'), 'unknown'],
    ['Big5', Buffer.from('bcd0c344aa01a6572caabab5a4e5a65773d9c1fa45b055a5f1a4bda5', 'hex'), 'unknown'],
  ])('%s is refused by name', (_name, bytes, found) => {
    expect(decodeText(bytes)).toEqual({ encoding: null, found });
  });

  it('never gives a replacement character for bytes that it can not read', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const decoded = decodeText(bytes);
      if (decoded.encoding !== null) expect(Buffer.from(bytes).includes(Buffer.from('\uFFFD')) || !decoded.text.includes('\uFFFD')).toBe(true);
    }));
  });
});

describe('headings', () => {
  it('of both templates are recognised, with what people add to them', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const fields: ImportField[] = ['number', 'title', 'content', 'occurredAt', 'appellantName', 'creditCode', 'contact', 'phone', 'divisionCode', 'categoryCode', 'confidential'];
      expect(proposedFields(fields.map((field) => headingOf(field, language)))).toEqual(fields);
      expect(isReasonHeading(reasonHeading[language])).toBe(true);
    }
    expect(proposedFields(['诉求标题 *', '具体诉求（不超过2000字）', ' 企业 名称：', '手机号', 'Unified Social Credit Code', '备注'])).toEqual(['title', 'content', 'appellantName', 'phone', 'creditCode', null]);
  });

  it('of one meaning are proposed once', () => {
    expect(proposedFields(['标题', '诉求标题'])).toEqual(['title', null]);
  });

  it('tell what is missing', () => {
    expect(missingFields(['content'], {})).toEqual(['title', 'appellantName']);
    expect(missingFields(['content', 'appellantName'], { title: '问卷' })).toEqual([]);
  });
});

describe('divisions and categories', () => {
  it.each([
    ['370102', '370000', { code: '370102' }], ['历下区', '370000', { code: '370102' }], ['济南市历下区', '370200', { code: '370102' }], ['山东省济南市', '370000', { code: '370100' }],
    ['市中区', '370000', { code: null, why: 'ambiguous' }], ['市中区', '370100', { code: '370103' }], ['370125', '370000', { code: '370115' }], ['朝阳区', '370000', { code: null, why: 'unknown' }], ['110105', '370000', { code: null, why: 'unknown' }],
  ])('%s, asked for in %s', (text, own, found) => {
    expect(divisionNamed(text, own)).toEqual(found);
  });

  it('lie within another or not', () => {
    expect(liesWithin('370102', '370100')).toBe(true);
    expect(liesWithin('370100', '370102')).toBe(false);
    expect(liesWithin('999999', '370000')).toBe(false);
  });

  it.each([['financing', { code: 'financing' }], ['融资', { code: 'financing' }], ['抽贷断贷续贷', { code: 'financing.loan-withdrawn' }], ['天气', { code: null, why: 'unknown' }]])('category %s', (text, found) => {
    expect(categoryNamed(text)).toEqual(found);
  });
});

describe('a row', () => {
  const headings = ['编号', '标题', '困难', '建议', '企业', '代码', '区县', '日期', '保密'];
  const fields: (ImportField | null)[] = ['number', 'title', 'content', 'content', 'appellantName', 'creditCode', 'divisionCode', 'occurredAt', 'confidential'];
  const reading: RowReading = { headings, fields, constants: {}, own: '370102' };
  const cells = ['7', '续贷', '抽贷', '协调', '甲公司', ' 91350100m000100y43 ', '', '2026-11-20', '是'];

  it('is read as an appeal: several columns of content under their headings, its own division where it names none', () => {
    expect(readRow(cells, reading)).toEqual({
      number: '7', broken: [],
      body: { title: '续贷', content: '困难：抽贷\n建议：协调', occurredAt: '2026-11-20T00:00:00+08:00', appellant: { name: '甲公司', creditCode: '91350100M000100Y43' }, divisionCode: '370102', confidential: true },
    });
  });

  it('takes what goes for all rows where its own cell is empty', () => {
    const constants = { title: '三季度问卷', categoryCode: 'financing', confidential: false };
    expect(readRow(['', '', '抽贷', '', '甲公司', '', '', '', ''], { ...reading, constants }).body).toEqual({ title: '三季度问卷', content: '困难：抽贷', appellant: { name: '甲公司' }, divisionCode: '370102', categoryCode: 'financing', confidential: false });
    expect(readRow(cells, { ...reading, constants }).body).toMatchObject({ title: '续贷', confidential: true });
  });

  it('names no division for the province, whose sorting finds it', () => {
    expect(readRow(cells, { ...reading, own: '370000' }).body).not.toHaveProperty('divisionCode');
  });

  it.each([[6, '青岛市', 'divisionCode.elsewhere'], [6, '火星', 'divisionCode.unknown'], [7, '昨天', 'occurredAt.day'], [8, '也许', 'confidential.word']])('breaks a rule: cell %p %p', (column, cell, rule) => {
    expect(readRow(cells.with(column, cell), reading).broken).toEqual([{ field: fields[column], rule }]);
  });

  it('of another division is refused also when all rows are given it', () => {
    expect(readRow(cells, { ...reading, constants: { divisionCode: '370200' } }).broken).toEqual([{ field: 'divisionCode', rule: 'divisionCode.elsewhere' }]);
  });

  it('is the same row in any order of the columns and beside empty ones, and another one with another word', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 6 }), fc.func(fc.string()), (some, cellOf) => {
      const row = some.map((heading) => cellOf(heading));
      const turned = some.map((_, index) => some.length - 1 - index);
      const same = identityOf([...turned.map((index) => row[index] ?? ''), '  '], [...turned.map((index) => some[index] ?? ''), '空']);
      expect(same).toBe(identityOf(row, some));
      expect(identityOf(row.with(0, `${row[0] ?? ''}x`), some)).not.toBe(same);
    }));
  });
});

it('says why a file is refused, with its figures', () => {
  expect(refusalText({ rule: 'file.tooManyRows', values: { rows: 100_001, limit: 100_000 } })).toEqual({ 'zh-CN': '共 100001 行，超过 100000 行：请拆分为多个文件', en: '100001 rows, more than 100000: split the file' });
});
