import { randomUUID } from 'node:crypto';
import { changesPageSchema, topics, type Change, type ChangesPage } from '@suqiao/contracts';
import { hashChannelKey, newChannelKey } from '@suqiao/infra/auth';
import { openMongo } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';
import { caseEventOf, classifiedEventOf, snapshotOf } from '../testing/case-events';
import { eventually, startIntake, withDatabase, type StartedIntake } from '../testing/started-intake';
import { ChangesStore, type ChangeDocument } from './changes.store';
import type { NewChange } from './domain/change';

let intake: StartedIntake;
let visit: string;
let hotline: string;
beforeAll(async () => {
  intake = await startIntake();
  [visit, hotline] = [await intake.addChannel('visit'), await intake.addChannel('hotline')];
});
afterAll(() => intake.close());

const ask = (key: string, query = '') => fetch(`${intake.url}/api/v1/changes${query}`, { headers: { authorization: `Bearer ${key}` } });
const page = async (key: string, query = ''): Promise<ChangesPage> => changesPageSchema.parse(await (await ask(key, query)).json());
async function all(key: string, limit = 3): Promise<Change[]> {
  const items: Change[] = [];
  for (let after = ''; ;) {
    const next = await page(key, `?limit=${String(limit)}${after}`);
    items.push(...next.items);
    if (!next.more) return items;
    after = `&after=${next.nextCursor}`;
  }
}
async function push(key: string, channelReference: string = randomUUID()) {
  const response = await intake.post(key, randomUUID(), { channelReference, title: '题', content: '容', appellant: { name: '企' } });
  return { channelReference, ...((await response.json()) as { id: string; trackingNumber: string }) };
}

it('tells a channel each step of its appeals once, in their order, and nothing of another\'s', async () => {
  const { id, trackingNumber, channelReference } = await push(visit);
  const other = await push(hotline);
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const events = [
    { ...caseEventOf(snapshotOf(id, trackingNumber, 1), { type: 'dispatched' }), traceparent }, caseEventOf(snapshotOf(id, trackingNumber, 2, { state: 'accepted' }), { type: 'accepted' }),
    caseEventOf(snapshotOf(id, trackingNumber, 3, { state: 'accepted' }), { type: 'commented', text: '内部' }), caseEventOf(snapshotOf(id, trackingNumber, 4, { state: 'answered', answer: '好' }), { type: 'answered' }),
  ];
  await intake.bus.publish([...events, ...events].map((event) => ({ topic: topics.case, event })));
  // It comes after the case, as events of another topic may, and again.
  await eventually(async () => (await page(visit)).items.some(({ type }) => type === 'answered'));
  await intake.bus.publish([classifiedEventOf(id, trackingNumber, '370102'), classifiedEventOf(id, trackingNumber, '370102')].map((event) => ({ topic: topics.appealClassified, event })));
  await intake.bus.publish([{ topic: topics.case, event: caseEventOf(snapshotOf(other.id, other.trackingNumber, 1, { channel: 'hotline' }), { type: 'dispatched' }) }]);
  await eventually(async () => (await page(hotline)).items.length === 3);
  const told = await all(visit);
  expect(told.map(({ type, status }) => `${type} ${status}`)).toEqual(['received received', 'classified classified', 'dispatched dispatched', 'accepted accepted', 'answered answered']);
  expect(new Set(told.map((change) => `${change.trackingNumber} ${String(change.channelReference)}`))).toEqual(new Set([`${trackingNumber} ${channelReference}`]));
  // The trace stays beside the change, for webhooks; the feed does not say it.
  const stored = await intake.connection.collection<ChangeDocument>('channel_changes').find({ appealId: id }).sort({ sequence: 1 }).toArray();
  expect(stored.map((change) => change.traceparent)).toEqual([traceparent, traceparent, traceparent, undefined, undefined]);
  expect(told[2]).toMatchObject({ level: 'county', unitName: { zh: '历下区市场监督管理局' }, request: null });
  expect((await all(hotline)).every(({ appealId }) => appealId === other.id)).toBe(true);
});

it('goes on where a channel was, also from the end', async () => {
  const end = await page(visit, '?after=latest');
  expect([end.items, end.more]).toEqual([[], false]);
  expect((await page(visit, `?after=${end.nextCursor}`)).items).toEqual([]);
  const { id, trackingNumber } = await push(visit);
  await intake.bus.publish([{ topic: topics.case, event: caseEventOf(snapshotOf(id, trackingNumber, 1), { type: 'dispatched' }) }]);
  const further = await eventually(async () => {
    const found = await page(visit, `?after=${end.nextCursor}`);
    return found.items.length === 0 ? null : found;
  });
  expect(further.items.map(({ appealId }) => appealId)).toEqual([id, id, id]);
  expect(await page(visit, `?after=${further.nextCursor}`)).toMatchObject({ items: [], more: false });
});

it.each([
  ['?after=nonsense', 'cursor.invalid'], ['?limit=0', 'too_small'], ['?limit=5000', 'too_big'],
  [`?after=${Buffer.from(JSON.stringify(['5', '2026-01-01T00:00:00.000Z'])).toString('base64url')}`, 'cursor.expired'],
])('%s → 400', async (query, rule) => {
  const answer = await ask(visit, query);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(`"rule":"${rule}"`);
});

it('gives numbers without a gap, so that no reader goes past what another process still writes', async () => {
  const database = `intake-changes-${randomUUID()}`;
  const environment = { ...process.env, MONGODB_URI: withDatabase(process.env['MONGODB_URI'] ?? '', database) };
  const connections: Connection[] = await Promise.all([0, 1, 2].map(() => openMongo(environment, 'changes-spec')));
  const [reading] = connections;
  try {
    const stores = connections.map((connection) => new ChangesStore(connection));
    for (const store of stores) await store.onModuleInit();
    const changeOf = (id: string): NewChange => ({ id, type: 'received', at: '2026-11-24T00:00:00.000Z', appealId: id, trackingNumber: 't', channel: 'c', sandbox: false, status: 'received', level: null, unitName: null, request: null });
    const count = 240;
    let isWriting = true;
    // Every change twice, by two of the processes.
    const writing = Promise.all(Array.from({ length: count }, (_, index) => [0, 1].map((offset) => stores[(index + offset) % 3]?.record([changeOf(String(index))]))).flat()).finally(() => {
      isWriting = false;
    });
    const read: ChangeDocument[] = [];
    while (isWriting || read.length < count) read.push(...(await stores[0]?.after('c', false, read.at(-1)?.sequence ?? 0, 7) ?? []));
    await writing;
    expect(read.map(({ sequence }) => sequence)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(new Set(read.map(({ _id }) => _id)).size).toBe(count);
    for (const store of stores) await store.onModuleDestroy();
  } finally {
    await reading?.dropDatabase();
    for (const connection of connections) await connection.close();
  }
});

it('leads a sandbox appeal through a life of its own', async () => {
  const sandbox = newChannelKey({ sandbox: true });
  await intake.connection.collection<{ _id: string }>('channel_keys').insertOne({ _id: 'sandbox-key', channel: 'visit', kind: 'key', label: 'x', hash: hashChannelKey(sandbox), scopes: ['appeals:write', 'appeals:read'], sandbox: true, createdAt: '2026-11-24T00:00:00.000Z', createdBy: null, expiresAt: null, lastUsedAt: null, revokedAt: null } as { _id: string });
  const { trackingNumber, channelReference } = await push(sandbox);
  const told = await eventually(async () => {
    const { items } = await page(sandbox);
    return items.length < 3 ? null : items;
  });
  expect(told.map(({ type, ...change }) => [type, change.status, change.sandbox, change.trackingNumber, change.channelReference])).toEqual(['received', 'classified', 'dispatched'].map((step) => [step, step, true, trackingNumber, channelReference]));
  expect((await all(visit)).some((change) => change.trackingNumber === trackingNumber)).toBe(false);
  expect(await (await intake.get(sandbox, trackingNumber)).json()).toMatchObject({ status: 'dispatched', sandbox: true });
});
