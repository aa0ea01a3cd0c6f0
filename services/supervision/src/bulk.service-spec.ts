import { randomUUID } from 'node:crypto';
import { bulkPreviewViewSchema, bulkProgressSchema, orderPageSchema, problemSchema, reminderPageSchema, topics } from '@suqiao/contracts';
import type { BulkPreviewView, BulkProgress, CaseSnapshot, Reader, Transition } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { caseEventOf, caseOf, federationOf, transitionOf } from '../testing/cases';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

jest.setTimeout(90_000);

const clock = { at: new Date('2026-11-24T01:00:00.000Z'), calendar: directory.calendar, now: () => Promise.resolve(clock.at) };
const late = { dueAt: '2026-11-20T09:30:00.000Z', dueSoonAt: '2026-11-19T09:30:00.000Z', stepDueAt: '2026-11-20T09:30:00.000Z', acceptBy: null, closeBy: null, provisional: false };
const jinanCase = '019ac000-0000-7000-8000-0000000000aa';
const jinan = { subject: 'jinan', role: 'supervisor', level: 'city', divisionCode: '370100' } as const;

let supervision: StartedSupervision;
beforeAll(async () => {
  supervision = await startSupervision(undefined, clock);
});
afterAll(() => supervision.close());

const publish = (snapshot: CaseSnapshot, transition: Transition) => supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transition) }]);
const stateOf = async (caseId: string) => {
  const response = await supervision.ask({}, `/supervision/cases/${caseId}`);
  return response.status === 200 ? ((await response.json()) as CaseSnapshot).state : null;
};
async function onBoard(over: Partial<CaseSnapshot> = {}): Promise<CaseSnapshot> {
  const snapshot = caseOf(randomUUID(), { clocks: late, ...over });
  await publish(snapshot, transitionOf('dispatched', 1));
  await eventually(async () => (await stateOf(snapshot.caseId)) !== null);
  return snapshot;
}
const post = (path: string, body: object | null = null, reader: Partial<Reader> = jinan, at = supervision) =>
  at.ask(reader, path, { method: 'POST', ...(body !== null && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }) });
async function preview(body: object, reader: Partial<Reader> = jinan): Promise<BulkPreviewView> {
  const response = await post('/supervision/bulk/preview', body, reader);
  expect(response.status).toBe(201);
  return bulkPreviewViewSchema.parse(await response.json());
}
const progress = async (previewId: string, query = 'limit=200'): Promise<BulkProgress> => bulkProgressSchema.parse(await (await supervision.ask(jinan, `/supervision/bulk/${previewId}?${query}`)).json());
const finished = (previewId: string) => eventually(async () => { const now = await progress(previewId); return now.state === 'finished' && now; }, 60_000);
const reminderCount = async (caseId: string) => reminderPageSchema.parse(await (await supervision.ask({}, `/supervision/cases/${caseId}/reminders`)).json()).total;

describe('a preview', () => {
  it('tells what will happen to each case, and does nothing', async () => {
    const [good, closed, elsewhere] = [await onBoard(), await onBoard({ state: 'closed' }), await onBoard({ divisionCode: '370202' })];
    const unknown = randomUUID();
    const shown = await preview({ action: 'remind', caseIds: [good.caseId, closed.caseId, elsewhere.caseId, unknown] });
    expect([shown.count, shown.will, shown.truncated]).toEqual([4, 1, false]);
    const of = (caseId: string) => shown.items.find((item) => item.caseId === caseId);
    expect([of(good.caseId)?.will, of(good.caseId)?.unit?.unitId, of(closed.caseId)?.reason?.rule]).toEqual([true, '370102-federation', 'reminder.notWaiting']);
    expect([of(elsewhere.caseId), of(unknown)].map((item) => [item?.reason?.rule, item?.title])).toEqual([['not-found', null], ['not-found', null]]);
    expect(await reminderCount(good.caseId)).toBe(0);
  });

  it('takes the board\'s own query, all its pages', async () => {
    const reader = { ...jinan, divisionCode: '370400', subject: 'zaozhuang' };
    const cases = Array.from({ length: 120 }, () => caseOf(randomUUID(), { clocks: late, divisionCode: '370402', unit: federationOf('370402') }));
    await supervision.bus.publish(cases.map((snapshot) => ({ topic: topics.case, event: caseEventOf(snapshot, transitionOf('dispatched', 1)) })));
    await eventually(async () => ((await (await supervision.ask(reader, '/supervision/cases?state=overdue&limit=1')).json()) as { total: number }).total === 120);
    const shown = await preview({ action: 'remind', filter: { state: 'overdue', level: 'county' } }, reader);
    expect([shown.count, shown.will, shown.items.length, shown.truncated]).toEqual([120, 120, 100, true]);
    expect((await preview({ action: 'remind', filter: { state: 'overdue', level: 'city' } }, reader)).count).toBe(0);
  });

  it.each<[object, string]>([
    [{ action: 'remind' }, '/filter'], [{ action: 'remind', filter: {}, caseIds: [randomUUID()] }, '/filter'], [{ action: 'remind', caseIds: [] }, '/caseIds'], [{ action: 'remind', caseIds: ['x'] }, '/caseIds/0'],
    [{ action: 'remind', caseIds: [jinanCase, jinanCase] }, '/caseIds'], [{ action: 'remind', filter: { division: '999999' } }, '/filter/division'], [{ action: 'remind', filter: { colour: 'red' } }, '/filter/colour'],
    [{ action: 'order', filter: {} }, '/demand'], [{ action: 'explode', filter: {} }, '/action'], [{ action: 'remind', filter: {}, demand: '请办理' }, '/demand'],
  ])('is not made of %j', async (body, pointer) => {
    const refused = await post('/supervision/bulk/preview', body);
    expect([refused.status, problemSchema.parse(await refused.json()).errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });

  it('is closed to handlers and analysts, and orders to all but supervisors', async () => {
    for (const role of ['unitHandler', 'analyst'] as const) expect((await post('/supervision/bulk/preview', { action: 'remind', filter: {} }, { ...jinan, role })).status).toBe(403);
    expect((await post('/supervision/bulk/preview', { action: 'order', filter: {}, demand: '请办理' }, { ...jinan, role: 'administrator' })).status).toBe(403);
  });
});


describe('running', () => {
  it('does what was previewed, once however often it is sent; a case that moved on is skipped and told', async () => {
    const cases = await Promise.all(Array.from({ length: 4 }, () => onBoard()));
    const [first, moved] = cases;
    if (first === undefined || moved === undefined) throw new Error('there are cases');
    const closed = await onBoard({ state: 'closed' });
    const { previewId } = await preview({ action: 'remind', caseIds: [...cases, closed].map(({ caseId }) => caseId), text: '请办理。' });
    await publish({ ...moved, sequence: 2, state: 'answered' }, transitionOf('answered', 2));
    await eventually(async () => (await stateOf(moved.caseId)) === 'answered');
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(`/supervision/bulk/${previewId}/run`)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    const done = await finished(previewId);
    expect([done.count, done.waiting, done.done, done.skipped, done.refused]).toEqual([5, 0, 3, 1, 1]);
    expect(done.items.find(({ caseId }) => caseId === moved.caseId)?.outcome).toMatchObject({ kind: 'skipped', reason: { rule: 'bulk.movedOn' } });
    expect((await post(`/supervision/bulk/${previewId}/run`)).status).toBe(202);
    expect(await Promise.all(cases.map(({ caseId }) => reminderCount(caseId)))).toEqual(cases.map(({ caseId }) => (caseId === moved.caseId ? 0 : 1)));
    expect((await progress(previewId, 'limit=2')).items).toHaveLength(2);
  });

  it('goes on after a death in the middle, and does nothing twice', async () => {
    const cases = await Promise.all(Array.from({ length: 6 }, () => onBoard()));
    const { previewId } = await preview({ action: 'remind', caseIds: cases.map(({ caseId }) => caseId) });
    expect((await post(`/supervision/bulk/${previewId}/run`)).status).toBe(202);
    await finished(previewId);
    // As a process leaves it that died after the reminders were written and before that was recorded.
    await supervision.connection.collection('bulk_items').updateMany({ previewId, place: { $gte: 2 } }, { $set: { pending: true, 'item.outcome': null } });
    await supervision.connection.collection<{ _id: string }>('bulk_previews').updateOne({ _id: previewId }, { $set: { state: 'running', finishedAt: null } });
    const done = await finished(previewId);
    expect([done.done, done.skipped, done.refused, new Set(done.items.map(({ outcome }) => outcome?.madeId)).size]).toEqual([6, 0, 0, 6]);
    expect(await Promise.all(cases.map(({ caseId }) => reminderCount(caseId)))).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('issues supervision orders, once a case', async () => {
    const [below, own] = [await onBoard(), await onBoard({ level: 'city', unit: federationOf('370100') })];
    const { previewId, items } = await preview({ action: 'order', caseIds: [below.caseId, own.caseId], demand: '请立即办理。', within: { unit: 'workingDays', amount: 5 } });
    expect(new Map(items.map(({ caseId, will, reason }) => [caseId, will ? null : reason?.rule]))).toEqual(new Map([[below.caseId, null], [own.caseId, 'order.level']]));
    for (let turn = 0; turn < 2; turn++) await post(`/supervision/bulk/${previewId}/run`);
    const done = await finished(previewId);
    expect([done.done, done.refused]).toEqual([1, 1]);
    const orders = orderPageSchema.parse(await (await supervision.ask(jinan, `/supervision/orders?caseId=${below.caseId}`)).json());
    expect(orders.items.map(({ orderId }) => orderId)).toEqual([done.items.find(({ will }) => will)?.outcome?.madeId]);
  });

  it('is refused when the preview has expired, and is its maker\'s alone', async () => {
    const found = await onBoard();
    const { previewId } = await preview({ action: 'remind', caseIds: [found.caseId] });
    const other = { ...jinan, subject: 'other' };
    expect([(await post(`/supervision/bulk/${previewId}/run`, null, other)).status, (await supervision.ask(other, `/supervision/bulk/${previewId}`)).status]).toEqual([404, 404]);
    clock.at = new Date(clock.at.getTime() + 31 * 60 * 1000);
    const refused = await post(`/supervision/bulk/${previewId}/run`);
    expect([refused.status, problemSchema.parse(await refused.json()).errors?.map(({ rule }) => rule)]).toEqual([409, ['bulk.expired']]);
    expect(await reminderCount(found.caseId)).toBe(0);
  });
});
