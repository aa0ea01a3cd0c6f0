import { EventBus, kafkaSettings } from '@suqiao/infra/kafka';
import { openMongo } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { refusalOf, type Happening } from '@suqiao/workflows';
import type { Connection } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import { classified, factsOf, orderOf, unitOf } from '../testing/cases';
import { CaseWords, foundBy, wordsOf } from './case-words';
import { DispatchActivities } from './dispatch.activities';
import { DispatchStore } from './dispatch.store';
import { openCase } from './domain/plan';

const facts = factsOf('shandong-enterprise-2020');

/**
 * A workflow's task may be lost after its writes: what it wrote stands in the store, and the workflow does the same again,
 * later, in another order, or not at all.
 */
describe('the store is the truth of a case', () => {
  let connection: Connection;
  let bus: EventBus;
  let store: DispatchStore;
  let activities: DispatchActivities;
  beforeAll(async () => {
    connection = await openMongo({ ...process.env, MONGODB_URI: process.env['MONGODB_URI']?.replace('/?', `/dispatch-${String(process.pid)}?`) }, 'dispatch-test');
    bus = new EventBus(kafkaSettings(process.env, 'dispatch-test'), loggerFor('kafka'));
    await bus.ensureTopics();
    store = new DispatchStore(connection, bus);
    await store.onModuleInit();
    activities = new DispatchActivities(store, facts);
  });
  afterAll(async () => {
    await store.onModuleDestroy();
    await bus.close();
    await connection.dropDatabase();
    await connection.close();
  });

  const opened = async (words: { readonly title?: string; readonly appellantName?: string; readonly trackingNumber?: string } = {}) => {
    const plain = classified({ caseId: uuidv7() });
    const data = { ...plain, appeal: { ...plain.appeal, ...words } };
    const { snapshot, transition } = openCase(data, facts.opening(), new Date());
    const event = { specversion: '1.0', id: 'e', source: '/suqiao/test', type: 'appeal.classified', subject: snapshot.caseId, time: transition.at, datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.classified:2', partitionkey: snapshot.caseId, data } as const;
    return store.open(event, snapshot, transition, ['370102', '370100', '370000'], wordsOf(snapshot));
  };
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const order = (orderId: string, command: 'accept' | 'answer' | 'comment' | 'transfer', minutes: number, more: Parameters<typeof orderOf>[1] = {}): Happening => ({ kind: 'order', order: orderOf(command, { orderId, ...more }), at: at(minutes) });
  const stepsOf = async (caseId: string) => (await store.find(caseId))?.case.timeline.map(({ type }) => type);

  it('takes over what a lost task wrote, at whatever time it is done again', async () => {
    const first = await opened();
    const accepted = await activities.recordTransition(first, order('a', 'accept', 0));
    expect(await activities.recordTransition(first, order('a', 'accept', 5))).toEqual(accepted);
    expect(await stepsOf(first.caseId)).toEqual(['dispatched', 'accepted']);
  });

  it('takes over several lost steps, and none of their orders twice', async () => {
    const first = await opened();
    const accepted = await activities.recordTransition(first, order('a', 'accept', 0));
    const noted = await activities.recordTransition(accepted, order('b', 'comment', 1, { text: '记' }));
    expect(await activities.recordTransition(first, order('a', 'accept', 5))).toEqual(noted);
    expect(await activities.recordTransition(noted, order('b', 'comment', 5, { text: '记' }))).toEqual(noted);
    expect(await activities.recordTransition(noted, order('c', 'comment', 6, { text: '又记' }))).toMatchObject({ sequence: 4 });
    expect(await activities.recordTransition(first, order('b', 'comment', 7, { text: '记' }))).toMatchObject({ sequence: 4 });
    expect(await stepsOf(first.caseId)).toEqual(['dispatched', 'accepted', 'commented', 'commented']);
  });

  it('decides a new order on what is stored, not on what the workflow still thinks', async () => {
    const first = await opened();
    await activities.recordTransition(first, order('a', 'accept', 0));
    expect(await activities.recordTransition(first, order('b', 'answer', 1, { answer: '已办' })).then(() => null, refusalOf)).toMatchObject({ command: 'answer', state: 'dispatched' });
    expect(await activities.recordTransition(first, order('c', 'accept', 2)).then(() => null, refusalOf)).toMatchObject({ rule: 'state', state: 'accepted' });
    expect(await activities.recordTransition(first, order('d', 'transfer', 3, { unit: unitOf('370102-taxation') }))).toMatchObject({ state: 'dispatched', sequence: 3, unit: { unitId: '370102-taxation' } });
  });

  it('records a clock\'s fact once, and not when it is no longer due', async () => {
    const first = await opened();
    const clock: Happening = { kind: 'clock', fact: 'acceptanceOverdue', at: first.clocks.acceptBy ?? '' };
    const late = await activities.recordTransition(first, clock);
    expect(await activities.recordTransition(first, { ...clock, at: first.clocks.dueAt })).toEqual(late);
    const accepted = await activities.recordTransition(await opened(), order('a', 'accept', 0));
    const stale = { ...accepted, sequence: accepted.sequence - 1, state: 'dispatched' as const, clocks: { ...accepted.clocks, acceptBy: first.clocks.acceptBy } };
    expect(await activities.recordTransition(stale, clock)).toEqual(accepted);
    expect(await stepsOf(first.caseId)).toEqual(['dispatched', 'acceptanceOverdue']);
  });

  it('takes two workflows of one case at once without losing or doubling a step', async () => {
    const first = await opened();
    await Promise.all(Array.from({ length: 12 }, (_, index) => activities.recordTransition(first, order(`o${String(index % 6)}`, 'comment', index, { text: String(index) }))));
    expect((await stepsOf(first.caseId))?.length).toBe(7);
  });

  it('finds a case by words of its title and of its appellant, by the beginning of its number, and only where the reader may look', async () => {
    const loan = await opened({ title: '续贷审批被银行压了三个月', appellantName: '章丘德润锻造有限公司', trackingNumber: 'SQ20261101-FIND0001-7' });
    const road = await opened({ title: '货车通行证审批时间长', appellantName: '章丘远达物流有限公司', trackingNumber: 'SQ20261102-FIND0002-5' });
    const found = async (written: string, reader: object = { divisionPath: '370102' }) => (await store.list({ $and: [reader, foundBy(written)] }, 'dueLast', null, 10)).items.map(({ caseId }) => caseId);
    expect(await found('德润锻造')).toEqual([loan.caseId]);
    expect(await found('审批')).toEqual([road.caseId, loan.caseId]);
    expect(await found('审批 通行')).toEqual([road.caseId]);
    // The last word is half written.
    expect(await found('续贷 审')).toEqual([loan.caseId]);
    expect(await found('sq20261101-find')).toEqual([loan.caseId]);
    expect(await found('德润锻造', { divisionPath: '370203' })).toEqual([]);
    expect(await found('没有这样的词')).toEqual([]);
    const first = await store.list(foundBy('审批'), 'dueLast', null, 1);
    expect(first).toMatchObject({ total: 2, items: [{ caseId: road.caseId }] });
    expect(await store.list(foundBy('审批'), 'dueLast', first.next, 1)).toMatchObject({ total: 2, items: [{ caseId: loan.caseId }], next: null });
  });

  it('gives words to the cases of a release that kept none, once', async () => {
    const { caseId } = await opened({ title: '厂区高压线迁改' });
    await connection.collection('cases').updateOne({ trackingNumber: { $exists: true }, title: '厂区高压线迁改' }, { $unset: { words: 1 } });
    const found = async () => (await store.list(foundBy('高压线'), 'dueLast', null, 10)).items.map((each) => each.caseId);
    expect(await found()).toEqual([]);
    const words = new CaseWords(store);
    expect(await words.index()).toBe(1);
    expect(await found()).toEqual([caseId]);
    expect(await words.index()).toBe(0);
  });
});
