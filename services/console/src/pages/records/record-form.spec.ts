import { recordContentSchema, type RecordView } from '@suqiao/contracts';
import { contentOf, enterpriseOf, filterFromAddress, formOf, personOf, queryOf } from './record-form';

const code = '91370102MA3DEM0015';

it.each([
  ['王某', { name: '王某' }], ['王某，济南样例商会，会长', { name: '王某', body: '济南样例商会', post: '会长' }], ['王某, 样例商会', { name: '王某', body: '样例商会' }], ['王某，，会长', { name: '王某', post: '会长' }],
])('reads %j as a person', (line, person) => {
  expect(personOf(line)).toEqual(person);
});

it.each([
  [code, { creditCode: code }], ['济南样例机械有限公司', { name: '济南样例机械有限公司' }], [`济南样例机械有限公司 ${code.toLowerCase()}`, { creditCode: code, name: '济南样例机械有限公司' }], [`${code}，样例 公司`, { creditCode: code, name: '样例 公司' }],
  ['91370102MA3DEM0010', { name: '91370102MA3DEM0010' }],
])('reads %j as an enterprise', (line, enterprise) => {
  expect(enterpriseOf(line)).toEqual(enterprise);
});

it('writes back what it was given', () => {
  const record: RecordView = {
    id: '0193a000-0000-7000-8000-000000000001', kind: 'symposium', state: 'finished', title: '民营企业座谈会', date: '2026-11-20', place: { divisionCode: '370102', text: '区工商联' }, closedDoor: true, author: { name: '郑舟', unitId: null }, mine: true, version: 2, updatedAt: '2026-11-20T08:00:00.000Z',
    host: { name: '李某', post: '主席' }, participants: [{ name: '王某', body: '样例商会' }], enterprises: [{ creditCode: code, name: '样例公司', registered: true }, { creditCode: null, name: '另一家', registered: false }],
    summary: '融资难。', remarks: null, createdAt: '2026-11-20T08:00:00.000Z', finishedAt: '2026-11-20T09:00:00.000Z', appeals: [], mayAmend: true, mayReadOffRecord: true,
  };
  const content = contentOf(formOf(record, '2026-11-23', '370100'));
  expect(recordContentSchema.parse(content)).toEqual(content);
  expect(content).toEqual({
    title: '民营企业座谈会', date: '2026-11-20', place: { divisionCode: '370102', text: '区工商联' }, closedDoor: true, host: { name: '李某', post: '主席' }, participants: [{ name: '王某', body: '样例商会' }],
    enterprises: [{ creditCode: code, name: '样例公司' }, { name: '另一家' }], summary: '融资难。',
  });
});

it('keeps its filter in the address', () => {
  const filter = { kind: 'visit', mine: true, q: '融资' } as const;
  expect(filterFromAddress(new URLSearchParams(queryOf(filter)))).toEqual(filter);
  expect(filterFromAddress(new URLSearchParams('kind=party&mine=1'))).toEqual({ kind: '', mine: false, q: '' });
});
