import { randomUUID } from 'node:crypto';
import { appealAcknowledgementSchema, appealRecordSchema, caseEventSchema, enterpriseViewSchema, problemSchema, recordHistorySchema, recordPageSchema, recordViewSchema, topics } from '@suqiao/contracts';
import type { Reader } from '@suqiao/contracts';
import { caseEventOf, snapshotOf } from '../testing/case-events';
import { asking, inventCode, officers } from '../testing/officers';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';

let intake: StartedIntake;
let ask: ReturnType<typeof asking>;
beforeAll(async () => {
  intake = await startIntake();
  ask = asking(intake);
});
afterAll(() => intake.close());

const shanghaiDay = (days: number) => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);
const content = (over: object = {}) => ({
  title: '走访恒信机械', date: shanghaiDay(0), place: { divisionCode: '370102', text: '恒信机械会议室' }, host: { name: '郑舟', body: '历下区工商联', post: '副主席' },
  participants: [{ name: '张总', body: '恒信机械', post: '董事长' }], enterprises: [], summary: '企业反映续贷难、招工难。', remarks: '会后再约银行', ...over,
});
const drafted = async (over: object = {}, by: Reader = officers.lixia, headers: Readonly<Record<string, string>> = {}) =>
  recordViewSchema.parse((await ask(by, 'POST', '/records', { kind: 'visit', ...content(over) }, headers)).json);
const finished = async (over: object = {}, by: Reader = officers.lixia) => {
  const { id } = await drafted(over, by);
  return recordViewSchema.parse((await ask(by, 'POST', `/records/${id}/finish`)).json);
};
const line = (over: object = {}) => ({ lineId: 'line-1', title: '续贷难', content: '银行要求先还后贷', appellant: { name: '恒信机械' }, ...over });

describe('a record', () => {
  it('is its author\'s alone until it is finished, and then its jurisdiction\'s', async () => {
    const draft = await drafted();
    expect(draft).toMatchObject({ state: 'draft', mine: true, version: 1, mayAmend: true, appeals: [] });
    for (const other of [officers.lixiaColleague, officers.jinan, officers.province]) expect((await ask(other, 'GET', `/records/${draft.id}`)).status).toBe(404);
    expect((await ask(officers.lixia, 'POST', `/records/${draft.id}/finish`)).status).toBe(200);
    for (const other of [officers.lixiaColleague, officers.jinan, officers.province]) expect((await ask(other, 'GET', `/records/${draft.id}`)).status).toBe(200);
    for (const other of [officers.qingdao, officers.qingdaoSupervisor]) expect((await ask(other, 'GET', `/records/${draft.id}`)).status).toBe(404);
    for (const other of [officers.market, officers.analyst]) expect((await ask(other, 'GET', `/records/${draft.id}`)).status).toBe(403);
    const twice = await ask(officers.lixia, 'POST', `/records/${draft.id}/finish`);
    expect([twice.status, problemSchema.parse(twice.json).state]).toEqual([409, 'finished']);
  });

  it('is made once under a key, and its key is of one content', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const given = content();
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(officers.lixia, 'POST', '/records', { kind: 'visit', ...given }, key)));
    expect(new Set(answers.map((answer) => recordViewSchema.parse(answer.json).id)).size).toBe(1);
    expect((await ask(officers.lixia, 'POST', '/records', { kind: 'visit', ...given, title: '另一份' }, key)).status).toBe(422);
  });

  it('is planned for a day to come, and finished on it', async () => {
    const { id } = await drafted({ date: shanghaiDay(2) });
    expect(problemSchema.parse((await ask(officers.lixia, 'POST', `/records/${id}/finish`)).json).errors).toMatchObject([{ pointer: '/date', rule: 'record.future' }]);
    expect((await ask(officers.lixia, 'PUT', `/records/${id}`, content({ date: shanghaiDay(-1) }), { 'if-match': '"1"' })).status).toBe(200);
    expect((await ask(officers.lixia, 'POST', `/records/${id}/finish`, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await ask(officers.lixia, 'POST', `/records/${id}/finish`, undefined, { 'if-match': '"2"' })).status).toBe(200);
  });

  it('is amended with a reason, by who works on it, and every version stays', async () => {
    const { id, version } = await finished();
    const amend = (by: Reader, over: object, tag = `"${String(version)}"`) => ask(by, 'PUT', `/records/${id}`, { ...content(), ...over }, { 'if-match': tag });
    expect(problemSchema.parse((await amend(officers.lixia, { summary: '更正' })).json).errors).toMatchObject([{ rule: 'record.reasonMissing' }]);
    expect((await ask(officers.lixia, 'PUT', `/records/${id}`, { ...content(), reason: '笔误' })).status).toBe(428);
    const both = await Promise.all([amend(officers.lixiaColleague, { summary: '更正一', reason: '笔误' }), amend(officers.jinan, { summary: '更正二', reason: '核实' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    const { items } = recordHistorySchema.parse((await ask(officers.lixia, 'GET', `/records/${id}/history`)).json);
    expect(items).toMatchObject([{ version, before: { summary: content().summary } }]);
  });

  it('is refused where its kind or its place is wrong', async () => {
    const wrong = await ask(officers.lixia, 'POST', '/records', { kind: 'visit', ...content({ closedDoor: true, enterprises: [{}], place: { divisionCode: '370102', text: '' } }) });
    expect(problemSchema.parse(wrong.json).errors?.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/place/text', '/enterprises/0']));
    expect(problemSchema.parse((await ask(officers.lixia, 'POST', '/records', { kind: 'visit', ...content({ closedDoor: true }) })).json).errors).toMatchObject([{ pointer: '/closedDoor', rule: 'record.closedDoor' }]);
    expect(problemSchema.parse((await ask(officers.lixia, 'POST', '/records', { kind: 'visit', ...content({ place: { divisionCode: '110105', text: '北京' } }) })).json).errors).toMatchObject([{ rule: 'divisionCode.unknown' }]);
  });
});

it('lists are filtered, ordered by day, and cut by cursor alone', async () => {
  const [mark, creditCode] = [randomUUID().slice(0, 8), inventCode()];
  const made = [];
  for (let index = 0; index < 5; index++) made.push(await finished({ title: `${mark} 走访 ${String(index)}`, date: shanghaiDay(-index), enterprises: [{ creditCode, name: `${mark}公司` }] }));
  await drafted({ title: `${mark} 草稿` });
  await finished({ title: `${mark} 外省走访`, place: { text: '浙江温州' }, date: shanghaiDay(-9) }, officers.qingdao);
  const list = async (reader: Reader, query: string) => recordPageSchema.parse((await ask(reader, 'GET', `/records?q=${mark}&${query}`)).json);
  const first = await list(officers.jinan, 'limit=3');
  const second = await list(officers.jinan, `limit=3&cursor=${first.nextCursor ?? ''}`);
  expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made.map(({ id }) => id));
  expect([first.total, second.nextCursor]).toEqual([5, null]);
  expect((await list(officers.lixia, 'mine=true&state=draft')).items.map(({ title }) => title)).toEqual([`${mark} 草稿`]);
  expect((await list(officers.province, `division=370200`)).total).toBe(1);
  expect((await list(officers.province, `creditCode=${creditCode}&from=${shanghaiDay(-2)}&to=${shanghaiDay(-1)}`)).total).toBe(2);
  expect((await ask(officers.jinan, 'GET', '/records?q=.*%5B&kind=visit')).status).toBe(200);
  expect((await list(officers.qingdao, 'kind=visit')).total).toBe(1);
  // The enterprise entered the register by the record, and its page counts the records.
  expect(enterpriseViewSchema.parse((await ask(officers.jinan, 'GET', `/enterprises/${creditCode}`)).json)).toMatchObject({ provisional: true, records: 5 });
  expect(recordPageSchema.parse((await ask(officers.jinan, 'GET', `/enterprises/${creditCode}/records?limit=2`)).json)).toMatchObject({ total: 5, items: [{ id: made[0]?.id }, { id: made[1]?.id }] });
});

describe('appeals of a record', () => {
  it('are raised once a line, stay linked both ways, and show the state of their case', async () => {
    const { id } = await finished({ enterprises: [{ name: '恒信机械' }] });
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(officers.lixia, 'POST', `/records/${id}/appeals`, line())));
    const raised = answers.map((answer) => appealAcknowledgementSchema.parse(answer.json));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(new Set(raised.map((one) => one.id)).size).toBe(1);
    expect((await ask(officers.lixiaColleague, 'POST', `/records/${id}/appeals`, line({ title: '另一件事' }))).status).toBe(422);
    const second = appealAcknowledgementSchema.parse((await ask(officers.lixiaColleague, 'POST', `/records/${id}/appeals`, line({ lineId: '2', title: '招工难' }))).json);
    const [first] = raised;
    if (first === undefined) throw new Error('nothing was raised');
    const accepted = snapshotOf(first.id, first.trackingNumber, 2, { state: 'accepted' });
    await intake.bus.publish([{ topic: topics.case, event: caseEventSchema.parse(caseEventOf(accepted, { type: 'accepted' })) }]);
    const view = await eventually(async () => {
      const seen = recordViewSchema.parse((await ask(officers.jinan, 'GET', `/records/${id}`)).json);
      return seen.appeals[0]?.status === 'accepted' && seen;
    });
    expect(view.appeals).toMatchObject([
      { lineId: 'line-1', trackingNumber: first.trackingNumber, channel: 'visit', raisedByName: '郑舟', unit: { unitId: '370102-market-regulation' } },
      { lineId: '2', trackingNumber: second.trackingNumber, title: '招工难', raisedByName: '钱岸' },
    ]);
    const back = appealRecordSchema.parse((await ask(officers.jinan, 'GET', `/appeals/${second.trackingNumber}/record`)).json);
    expect(back).toMatchObject({ lineId: '2', record: { id } });
    expect((await ask(officers.qingdao, 'GET', `/appeals/${second.trackingNumber}/record`)).status).toBe(404);
  });

  it('come from finished records only, by who works on them, and a refused line leaves nothing behind', async () => {
    const draft = await drafted();
    expect((await ask(officers.lixia, 'POST', `/records/${draft.id}/appeals`, line())).status).toBe(409);
    const { id } = await finished();
    expect((await ask(officers.qingdao, 'POST', `/records/${id}/appeals`, line())).status).toBe(404);
    const wrong = await ask(officers.lixia, 'POST', `/records/${id}/appeals`, line({ divisionCode: '999999' }));
    expect(problemSchema.parse(wrong.json).errors).toMatchObject([{ pointer: '/divisionCode', rule: 'divisionCode.unknown' }]);
    expect(recordViewSchema.parse((await ask(officers.lixia, 'GET', `/records/${id}`)).json).appeals).toEqual([]);
    expect((await ask(officers.lixia, 'POST', `/records/${id}/appeals`, line({ divisionCode: '370102' }))).status).toBe(202);
    expect(recordViewSchema.parse((await ask(officers.lixia, 'GET', `/records/${id}`)).json).appeals).toHaveLength(1);
  });
});
