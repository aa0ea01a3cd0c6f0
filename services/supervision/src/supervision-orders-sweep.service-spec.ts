import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { orderPageSchema, topics } from '@suqiao/contracts';
import type { CaseSnapshot, OrderEvent, OrderRow, SuqiaoEvent, Transition } from '@suqiao/contracts';
import { directory } from '@suqiao/directory';
import { EventBus, kafkaSettings } from '@suqiao/infra/kafka';
import { openMongo } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { caseEventOf, caseOf, federationOf, inHours, transitionOf } from '../testing/cases';
import { hear } from '../testing/heard';
import { draftOf } from '../testing/orders';
import { eventually, startSupervision, withDatabase, type StartedSupervision } from '../testing/started-supervision';
import { orderRules } from './domain/order-rules';
import { issued } from './domain/supervision-order';
import { SupervisionOrdersIssuing } from './supervision-orders.issuing';
import { SupervisionOrdersStore } from './supervision-orders.store';
import { SupervisionOrdersSweep } from './supervision-orders.sweep';
import { SupervisionStore } from './supervision.store';
import { TalliesStore } from './tallies.store';

jest.setTimeout(90_000);

const isOrderEvent = (event: SuqiaoEvent): event is OrderEvent => event.type.startsWith('order.');
const overdueAt = inHours(-1);

describe('the sweep', () => {
  let connection: Connection;
  let bus: EventBus;
  let store: SupervisionOrdersStore;
  let announced: OrderEvent[];

  beforeAll(async () => {
    connection = await openMongo({ MONGODB_URI: withDatabase(process.env['MONGODB_URI'] ?? '', `orders-sweep-${randomUUID()}`) }, 'orders-sweep-test');
    bus = new EventBus(kafkaSettings(process.env, 'orders-sweep-test'), loggerFor('test'));
    await bus.ensureTopics();
    const hearing = hear(bus, topics.supervisionOrder, (event): event is OrderEvent => isOrderEvent(event) && event.type === 'order.overdue');
    announced = hearing.heard;
    await eventually(() => Promise.resolve(hearing.subscription.isJoined()));
    store = new SupervisionOrdersStore(connection, bus);
    await store.onModuleInit();
  });
  afterAll(async () => {
    await store.onModuleDestroy();
    await bus.close();
    await connection.dropDatabase();
    await connection.close();
  });

  /** One pass over all that is late. */
  async function pass(sweep: SupervisionOrdersSweep): Promise<number> {
    for (let recorded = 0; ;) {
      const batch = await sweep.recordBatch();
      recorded += batch.recorded;
      if (!batch.more) return recorded;
    }
  }

  /** Orders that were due so many minutes ago, in the order of the minutes given. */
  async function ordersDue(minutes: readonly number[]): Promise<string[]> {
    const ids: string[] = [];
    const year = 2026;
    for (const minute of minutes) {
      const orderId = randomUUID();
      ids.push(orderId);
      const dueAt = inHours(-minute / 60);
      await store.issue({ issuingDivision: '370100', year }, { kind: 'none' }, 'test', ['370102', '370100', '370000'], (serial) => issued(draftOf({ orderId, caseId: randomUUID(), serial, dueAt }), { kind: 'system' }));
    }
    return ids;
  }

  it('takes the oldest due date first, in batches until none is left, past one that can not be written', async () => {
    const minutes = Array.from({ length: 430 }, (_, index) => 10 + ((index * 7919) % 430));
    const ids = await ordersDue(minutes);
    const poisoned = ids[minutes.indexOf(439)] ?? '';
    await connection.collection<{ _id: string }>('supervision_orders').updateOne({ _id: poisoned }, { $unset: { 'order.number': '' } });
    const now = await store.now();
    const first = await store.late(now, null, 200);
    expect(first.orders[0]?.order.orderId).toBe(poisoned);
    expect(first.orders.map(({ order }) => order.dueAt)).toEqual(first.orders.map(({ order }) => order.dueAt).toSorted());
    expect(await pass(new SupervisionOrdersSweep(connection, store))).toBe(429);
    expect((await store.late(now, null, 10)).orders.map(({ order }) => order.orderId)).toEqual([poisoned]);
    await eventually(() => Promise.resolve(announced.length >= 429));
    expect(announced.every(({ data }) => data.transition.at === data.order.dueAt && data.order.overdueAt === data.order.dueAt)).toBe(true);
    await connection.collection<{ _id: string }>('supervision_orders').deleteOne({ _id: poisoned });
  });

  it('records a lateness once, with many sweeps at once, and announces it once', async () => {
    const ids = await ordersDue(Array.from({ length: 60 }, (_, index) => 5 + index));
    const sweeps = Array.from({ length: 4 }, () => new SupervisionOrdersSweep(connection, store));
    const recorded = await Promise.all(sweeps.map(pass));
    expect(recorded.reduce((sum, count) => sum + count, 0)).toBe(60);
    // Kafka delivers at least once: what counts is one fact, told by its id.
    const facts = () => new Set(announced.filter(({ data }) => ids.includes(data.order.orderId)).map(({ id }) => id));
    await eventually(() => Promise.resolve(facts().size >= 60));
    await delay(300);
    expect([...facts()].sort()).toEqual(ids.map((id) => `${id}:2`).sort());
    for (const id of ids) {
      const found = await store.find(id, []);
      expect(found?.timeline.map(({ type }) => type)).toEqual(['issued', 'overdue']);
    }
    expect(await pass(new SupervisionOrdersSweep(connection, store))).toBe(0);
  });

  it('is one process\'s at a time, and the next one\'s when that ends', async () => {
    const [one, other] = [new SupervisionOrdersSweep(connection, store), new SupervisionOrdersSweep(connection, store)];
    const holder = async () => (await connection.collection<{ _id: string; holder: string }>('leases').findOne({ _id: 'sweep:supervision_orders' }))?.holder;
    one.onModuleInit();
    const first = await eventually(holder);
    other.onModuleInit();
    const [before] = await ordersDue([1]);
    await eventually(async () => (await store.find(before ?? '', []))?.order.overdueAt);
    expect(await holder()).toBe(first);
    await one.onModuleDestroy();
    const second = await eventually(async () => { const now = await holder(); return now === first ? null : now; });
    expect(second).not.toBe(first);
    const [after] = await ordersDue([1]);
    await eventually(async () => (await store.find(after ?? '', []))?.order.overdueAt);
    await other.onModuleDestroy();
    expect(await holder()).toBeUndefined();
  });

  it('finds late orders by its index alone', async () => {
    const plan = await connection.collection('supervision_orders').find({ sweepAt: { $type: 'date', $lte: new Date() } }).sort({ sweepAt: 1, _id: 1 }).limit(200).explain('executionStats');
    expect(JSON.stringify(plan)).toContain('"indexName":"sweep"');
    expect(JSON.stringify(plan)).not.toMatch(/"stage":"(SORT|COLLSCAN)"/);
  });
});

describe('orders by rule', () => {
  let supervision: StartedSupervision;
  beforeAll(async () => {
    supervision = await startSupervision();
  });
  afterAll(() => supervision.close());

  const publish = (snapshot: CaseSnapshot, transition: Transition) => supervision.bus.publish([{ topic: topics.case, event: caseEventOf(snapshot, transition) }]);
  const clocks = { dueAt: overdueAt, dueSoonAt: inHours(-5), stepDueAt: overdueAt, acceptBy: null, closeBy: null, provisional: false };
  const ordersOn = async ({ caseId }: CaseSnapshot): Promise<OrderRow[]> => orderPageSchema.parse(await (await supervision.ask({}, `/supervision/orders?caseId=${caseId}`)).json()).items;
  const sequenceOnBoard = (snapshot: CaseSnapshot, sequence: number) => eventually(async () => {
    const response = await supervision.ask({}, `/supervision/cases/${snapshot.caseId}`);
    return response.status === 200 && ((await response.json()) as CaseSnapshot).sequence >= sequence;
  });

  it('are issued once a case at its due date, by the level above, without a person', async () => {
    const found = caseOf(randomUUID(), { clocks });
    await publish(found, transitionOf('dispatched', 1));
    const late = { ...found, sequence: 2 };
    for (let count = 0; count < 3; count++) await publish(late, transitionOf('overdue', 2, { at: overdueAt }));
    const [order] = await eventually(async () => { const orders = await ordersOn(found); return orders.length > 0 && orders; });
    expect(order).toMatchObject({ cause: 'overdue', state: 'issued', issuedBy: { unitId: '370100-federation' }, unit: { unitId: '370102-federation' }, appellantMasked: '企****' });
    expect(order?.because?.zh).toContain('2017');
    expect(order?.number).toMatch(/^济南工商联督〔\d{4}〕\d+号$/);
    const shown = (await (await supervision.ask({}, `/supervision/orders/${order?.orderId ?? ''}`)).json()) as { timeline: { by: object }[] };
    expect(shown.timeline[0]?.by).toEqual({ kind: 'system' });
    const risen = { ...found, sequence: 3, level: 'city', unit: federationOf('370100') } as const;
    await publish(risen, transitionOf('escalated', 3));
    await publish({ ...risen, sequence: 4 }, transitionOf('overdue', 4, { at: inHours(0) }));
    const last = { ...risen, sequence: 5 };
    await publish(last, transitionOf('commented', 5));
    await sequenceOnBoard(last, 5);
    expect(await ordersOn(found)).toHaveLength(1);
  });

  it('are issued by the province on its own units', async () => {
    const found = caseOf(randomUUID(), { clocks, divisionCode: '370000', level: 'province', unit: federationOf('370000') });
    await publish(found, transitionOf('dispatched', 1));
    await publish({ ...found, sequence: 2 }, transitionOf('overdue', 2, { at: overdueAt }));
    const [order] = await eventually(async () => { const orders = await ordersOn(found); return orders.length > 0 && orders; });
    expect([order?.issuedBy.unitId, order?.unit.unitId]).toEqual(['370000-federation', '370000-federation']);
  });

  it('are not issued at a step\'s end before the due date, nor on a case that is closed, nor by a rule that is off', async () => {
    const early = caseOf(randomUUID(), { clocks: { ...clocks, dueAt: inHours(5) } });
    const closed = caseOf(randomUUID(), { clocks, state: 'closed', sequence: 9 });
    const unhappy = caseOf(randomUUID(), { redos: 1, satisfaction: 'dissatisfied', sequence: 9 });
    await publish({ ...early, sequence: 2 }, transitionOf('overdue', 2, { at: overdueAt }));
    await publish(closed, transitionOf('closed', 9));
    await publish({ ...closed, state: 'accepted', sequence: 2 }, transitionOf('overdue', 2, { at: overdueAt }));
    await publish(unhappy, transitionOf('followedUp', 9));
    for (const snapshot of [early, closed, unhappy]) {
      await publish({ ...snapshot, sequence: 10 }, transitionOf('commented', 10));
      await sequenceOnBoard(snapshot, 10);
      expect(await ordersOn(snapshot)).toEqual([]);
    }
  });

  it('are issued once where the deployment switched the rule on, however often and at once the step is heard', async () => {
    const store = new SupervisionOrdersStore(supervision.connection, supervision.bus);
    const rules = { ...orderRules, rules: orderRules.rules.map((rule) => ({ ...rule, enabled: true })) };
    const issuing = new SupervisionOrdersIssuing(store, new SupervisionStore(supervision.connection, new TalliesStore(supervision.connection)), rules, { calendar: directory.calendar, now: () => Promise.resolve(new Date()) });
    const found = caseOf(randomUUID(), { redos: 1, satisfaction: 'dissatisfied', state: 'closed' });
    await Promise.all(Array.from({ length: 20 }, () => issuing.follow(found, transitionOf('followedUp', 5))));
    expect((await ordersOn(found)).map(({ cause }) => cause)).toEqual(['dissatisfiedAfterRedo']);
  });
});
