import { randomUUID } from 'node:crypto';
import { problemSchema, topics, watchedCasePageSchema, watchListSchema, watchListsSchema } from '@suqiao/contracts';
import type { CaseSnapshot, Reader } from '@suqiao/contracts';
import { caseEventOf, caseOf, inHours, transitionOf } from '../testing/cases';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

const jinan = { subject: 'jinan', name: '督办员', role: 'supervisor', level: 'city', divisionCode: '370100' } as const;
const path = '/supervision/watch-lists';

let supervision: StartedSupervision;
beforeAll(async () => {
  supervision = await startSupervision();
});
afterAll(() => supervision.close());

async function onBoard(over: Partial<CaseSnapshot> = {}): Promise<CaseSnapshot> {
  const snapshot = caseOf(randomUUID(), over);
  await supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transitionOf('dispatched', 1)) }]);
  await eventually(async () => (await supervision.ask({}, `/supervision/cases/${snapshot.caseId}`)).status === 200);
  return snapshot;
}
const dueIn = (hours: number) => ({ dueAt: inHours(hours), dueSoonAt: inHours(hours - 5), stepDueAt: inHours(hours), acceptBy: null, closeBy: null, provisional: false });
const post = (reader: Partial<Reader>, to: string, body: object | null = null) => supervision.ask(reader, to, { method: 'POST', ...(body !== null && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
async function made(reader: Partial<Reader>, name: string) {
  const response = await post(reader, path, { name });
  expect(response.status).toBe(201);
  return watchListSchema.parse(await response.json());
}
const watched = async (reader: Partial<Reader>, id: string, query = '') => watchedCasePageSchema.parse(await (await supervision.ask(reader, `${path}/${id}/cases?${query}`)).json());
const faults = async (response: Response) => [response.status, problemSchema.parse(await response.json()).errors?.map(({ pointer, parameter, rule }) => `${pointer ?? parameter ?? ''} ${rule}`)];

describe('a watch list', () => {
  it('has its owner\'s cases with lights and notes, in the order due', async () => {
    const list = await made(jinan, '重点企业');
    const [green, red, yellow] = [await onBoard({ clocks: dueIn(300) }), await onBoard({ clocks: dueIn(-2) }), await onBoard({ clocks: dueIn(3) })];
    for (const [found, note] of [[green, undefined], [red, '领导关注'], [yellow, undefined]] as const) expect((await post(jinan, `${path}/${list.id}/cases`, { caseId: found.caseId, note })).status).toBe(200);
    const shown = await watched(jinan, list.id);
    expect(shown.items.map(({ caseId, light, note }) => [caseId, light, note])).toEqual([[red.caseId, 'red', '领导关注'], [yellow.caseId, 'yellow', null], [green.caseId, 'green', null]]);
    expect(shown.items[0]?.addedBy).toEqual({ subject: 'jinan', name: '督办员', onBehalfOf: null });
    const first = await watched(jinan, list.id, 'limit=2');
    expect([first.total, first.items.length, (await watched(jinan, list.id, `limit=2&cursor=${first.nextCursor ?? ''}`)).items.map(({ caseId }) => caseId)]).toEqual([3, 2, [green.caseId]]);
    expect((await post(jinan, `${path}/${list.id}/cases`, { caseId: red.caseId, note: '又一次' })).status).toBe(200);
    expect((await watched(jinan, list.id)).items.map(({ note }) => note)).toEqual(['又一次', null, null]);
    for (let turn = 0; turn < 2; turn++) expect(watchListSchema.parse(await (await post(jinan, `${path}/${list.id}/cases/${red.caseId}/remove`)).json()).count).toBe(2);
    expect(watchListsSchema.parse(await (await supervision.ask(jinan, path)).json()).items.map(({ name, count }) => [name, count])).toEqual([['重点企业', 2]]);
  });

  it('is its owner\'s alone', async () => {
    const owner = { ...jinan, subject: 'owner' };
    const { id } = await made(owner, '我的');
    const other = { ...jinan, subject: 'other' };
    expect(watchListsSchema.parse(await (await supervision.ask(other, path)).json()).items).toEqual([]);
    const { caseId } = await onBoard();
    expect([(await supervision.ask(other, `${path}/${id}/cases`)).status, (await post(other, `${path}/${id}/cases`, { caseId })).status, (await post(other, `${path}/${id}/cases/${caseId}/remove`)).status]).toEqual([404, 404, 404]);
    for (const role of ['unitHandler', 'analyst'] as const) expect((await supervision.ask({ ...owner, role }, path)).status).toBe(403);
  });

  it('takes and shows only what its reader\'s jurisdiction has', async () => {
    const { id } = await made({ ...jinan, subject: 'mover' }, '调任');
    const mine = await onBoard();
    const outside = await onBoard({ divisionCode: '370202' });
    expect((await post({ ...jinan, subject: 'mover' }, `${path}/${id}/cases`, { caseId: mine.caseId })).status).toBe(200);
    expect(await faults(await post({ ...jinan, subject: 'mover' }, `${path}/${id}/cases`, { caseId: outside.caseId }))).toEqual([400, ['/caseId caseId.unknown']]);
    const moved = { ...jinan, subject: 'mover', divisionCode: '370200' };
    expect((await watched(moved, id)).total).toBe(0);
  });

  it.each<[object, string]>([[{ name: '' }, '/name too_small'], [{}, '/name invalid_type'], [{ name: 'x'.repeat(61) }, '/name too_big'], [{ name: '好', colour: 'red' }, '/colour field.unknown']])('is not made of %j', async (body, fault) => {
    expect(await faults(await post(jinan, path, body))).toEqual([400, [fault]]);
  });

  it('has one name a person', async () => {
    await made({ ...jinan, subject: 'twice' }, '同名');
    expect(await faults(await post({ ...jinan, subject: 'twice' }, path, { name: '同名' }))).toEqual([400, ['/name watchList.nameTaken']]);
    expect((await post({ ...jinan, subject: 'somebody' }, path, { name: '同名' })).status).toBe(201);
  });

  it('is full at 500 cases, and still takes a new note then', async () => {
    const reader = { ...jinan, subject: 'collector' };
    const { id } = await made(reader, '满');
    const [first, second] = [await onBoard(), await onBoard()];
    const entry = (caseId: string) => ({ caseId, note: null, addedAt: inHours(0), by: { subject: 'collector', name: '督办员', onBehalfOf: null } });
    await supervision.connection.collection<{ _id: string }>('watch_lists').updateOne({ _id: id }, { $set: { entries: [entry(first.caseId), ...Array.from({ length: 499 }, () => entry(randomUUID()))] } });
    expect(await faults(await post(reader, `${path}/${id}/cases`, { caseId: second.caseId }))).toEqual([400, ['/caseId watchList.full']]);
    expect((await post(reader, `${path}/${id}/cases`, { caseId: first.caseId, note: '新' })).status).toBe(200);
    expect(await watched(reader, id)).toMatchObject({ total: 1, items: [{ note: '新' }] });
  });
});
