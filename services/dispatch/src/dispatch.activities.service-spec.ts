import { EventBus, kafkaSettings } from '@suqiao/infra/kafka';
import { openMongo } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { refusalOf, type Happening } from '@suqiao/workflows';
import type { Connection } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import { classified, factsOf, orderOf, unitOf } from '../testing/cases';
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

  const opened = async () => {
    const data = classified({ caseId: uuidv7() });
    const { snapshot, transition } = openCase(data, facts.opening(), new Date());
    const event = { specversion: '1.0', id: 'e', source: '/suqiao/test', type: 'appeal.classified', subject: snapshot.caseId, time: transition.at, datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.classified:2', partitionkey: snapshot.caseId, data } as const;
    return store.open(event, snapshot, transition, ['370102', '370100', '370000']);
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
});
