import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { offRecordReadersSchema, offRecordReadingsSchema, offRecordSchema, problemSchema, recordViewSchema, topics, type Reader } from '@suqiao/contracts';
import { asking, officers } from '../testing/officers';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';

let intake: StartedIntake;
let ask: ReturnType<typeof asking>;
const heard: string[] = [];
/** Whatever this process writes to a file or its output, which is where the log goes. */
const writes = [jest.spyOn(fs, 'writeSync'), jest.spyOn(fs, 'write')];
const logged = () => writes.flatMap((write) => write.mock.calls.map(([, text]) => String(text)));

beforeAll(async () => {
  intake = await startIntake();
  ask = asking(intake);
  intake.bus.subscribe({
    consumer: `off-record-spec-${randomUUID()}`, topics: Object.values(topics).filter((topic) => topic !== topics.deadLetter),
    handle: (event) => {
      heard.push(JSON.stringify(event));
      return Promise.resolve();
    },
  });
});
afterAll(async () => {
  for (const write of writes) write.mockRestore();
  await intake.close();
});

const held = async (over: object = {}, by: Reader = officers.lixia) => {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const made = await ask(by, 'POST', '/records', { kind: 'symposium', title: '闭门座谈', date: today, place: { divisionCode: '370102', text: '区工商联' }, closedDoor: true, summary: '五家企业座谈', ...over });
  const { id } = recordViewSchema.parse(made.json);
  expect((await ask(by, 'POST', `/records/${id}/finish`)).status).toBe(200);
  return id;
};
const read = async (reader: Reader, id: string) => (await ask(reader, 'GET', `/records/${id}/off-record`)).status;
const remark = (id: string, text: string, by: Reader = officers.lixia) => ask(by, 'POST', `/records/${id}/off-record`, { text });

describe('what was said off the record', () => {
  it('is kept for a closed-door symposium that was held, by its author', async () => {
    const open = await held({ closedDoor: false });
    expect([(await remark(open, '内部意见')).status, problemSchema.parse((await remark(open, '内部意见')).json).state]).toEqual([409, 'finished']);
    const id = await held();
    expect((await remark(id, '内部意见', officers.lixiaColleague)).status).toBe(404);
    expect((await remark(id, '内部意见')).status).toBe(201);
  });

  it('is read by its author and who was named, and by nobody else whatever their rank; every reading is written down', async () => {
    const id = await held();
    await remark(id, '某银行私下要求搭售');
    for (const other of [officers.lixiaColleague, officers.jinan, officers.province, officers.qingdao, officers.market, officers.analyst]) expect(await read(other, id)).toBe(404);
    expect(offRecordSchema.parse((await ask(officers.lixia, 'GET', `/records/${id}/off-record`)).json).items).toMatchObject([{ text: '某银行私下要求搭售' }]);
    const grant = (by: Reader, to: Reader) => ask(by, 'POST', `/records/${id}/off-record/readers`, { subject: to.subject, name: to.name });
    expect(problemSchema.parse((await grant(officers.jinan, officers.jinan)).json).errors).toMatchObject([{ rule: 'offRecord.self' }]);
    for (const other of [officers.lixiaColleague, officers.qingdaoSupervisor, officers.analyst]) expect((await grant(other, officers.analyst)).status).toBe(404);
    expect((await grant(officers.lixia, officers.jinan)).status).toBe(200);
    expect((await grant(officers.jinan, officers.analyst)).status).toBe(200);
    expect([await read(officers.jinan, id), await read(officers.analyst, id), await read(officers.province, id)]).toEqual([200, 200, 404]);
    const readers = offRecordReadersSchema.parse((await ask(officers.lixia, 'POST', `/records/${id}/off-record/readers/${officers.analyst.subject}/revoke`)).json);
    expect(readers.items).toMatchObject([{ subject: 'zhou', grantedByName: '郑舟', revokedAt: null }, { subject: 'tao', grantedByName: '周桥', revokedAt: expect.any(String) as string }]);
    expect(await read(officers.analyst, id)).toBe(404);
    const readings = offRecordReadingsSchema.parse((await ask(officers.lixia, 'GET', `/records/${id}/off-record/readings`)).json);
    expect(readings.items.map(({ subject }) => subject)).toEqual(['tao', 'zhou', 'zheng']);
    expect(readings).toMatchObject({ total: 3, truncated: false });
    expect((await ask(officers.lixiaColleague, 'GET', `/records/${id}/off-record/readings`)).status).toBe(404);
    const trail = await intake.connection.collection('audit_entries').find({ 'object.id': id }).sort({ _id: 1 }).toArray();
    expect(trail.map(({ action, by }) => [action, (by as Reader).subject])).toEqual([
      ['offRecordRead', 'zheng'], ['offRecordGranted', 'zheng'], ['offRecordGranted', 'zhou'], ['offRecordRead', 'zhou'], ['offRecordRead', 'tao'], ['offRecordRevoked', 'zheng'],
    ]);
  });

  it('is not handed out while the reading can not be written down', async () => {
    const id = await held();
    await remark(id, '不能外传的话');
    await intake.connection.db?.command({ collMod: 'off_record_readings', validator: { never: { $exists: true } } });
    try {
      const answer = await ask(officers.lixia, 'GET', `/records/${id}/off-record`);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('不能外传');
    } finally {
      await intake.connection.db?.command({ collMod: 'off_record_readings', validator: {} });
    }
  });
});

describe('what was said off the record never leaves', () => {
  const mark = `密语${randomUUID().slice(0, 8)}`;
  let id: string;
  beforeAll(async () => {
    id = await held({ enterprises: [{ name: '恒信机械' }] });
    expect((await remark(id, `${mark}：某局长口头承诺`)).status).toBe(201);
    expect(await read(officers.lixia, id)).toBe(200);
  });

  it('in a record, its history, a list or a page of its author', async () => {
    await ask(officers.lixia, 'PUT', `/records/${id}`, { title: '闭门座谈', date: '2026-01-05', place: { text: '区工商联' }, closedDoor: true, summary: '更正', reason: '日期有误' }, { 'if-match': '"2"' });
    for (const path of [`/records/${id}`, `/records/${id}/history`, '/records', '/records?mine=true&limit=200', `/records/${id}/off-record/readers`, `/records/${id}/off-record/readings`]) {
      const answer = await ask(officers.lixia, 'GET', path);
      expect(answer.status).toBe(200);
      expect(answer.text).not.toContain(mark);
    }
  });

  it('in a search', async () => {
    const found = await ask(officers.lixia, 'GET', `/records?q=${encodeURIComponent(mark)}`);
    expect(found.json).toMatchObject({ items: [], total: 0 });
  });

  it('in any collection but its own, from which exports and reports are made', async () => {
    const collections = await intake.connection.db?.listCollections().toArray() ?? [];
    const holding: string[] = [];
    for (const { name } of collections) {
      const documents = await intake.connection.collection(name).find({}).toArray();
      if (JSON.stringify(documents).includes(mark)) holding.push(name);
    }
    expect(holding).toEqual(['off_record_remarks']);
  });

  it('in an event, also of an appeal that is raised from its record', async () => {
    const title = `续贷难 ${randomUUID()}`;
    expect((await ask(officers.lixia, 'POST', `/records/${id}/appeals`, { lineId: '1', title, content: '内容', appellant: { name: '恒信机械' } })).status).toBe(202);
    await eventually(() => Promise.resolve(heard.some((event) => event.includes(title))));
    expect(heard.filter((event) => event.includes(mark))).toEqual([]);
  });

  it('in a log, also when keeping it fails', async () => {
    const db = intake.connection.db;
    const failures = () => logged().filter((line) => line.includes('a request failed')).length;
    const before = failures();
    await db?.command({ collMod: 'off_record_remarks', validator: { never: { $exists: true } } });
    try {
      expect((await remark(id, `${mark} 写入失败`)).status).toBe(500);
      expect((await remark(id, `${mark}\u0007`)).status).toBe(400);
      expect((await remark(id, mark.repeat(2000))).status).toBe(400);
    } finally {
      await db?.command({ collMod: 'off_record_remarks', validator: {} });
    }
    await eventually(() => Promise.resolve(failures() > before));
    expect(logged().filter((line) => line.includes(mark))).toEqual([]);
  });
});
