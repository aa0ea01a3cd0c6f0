import { healthSchema, type HealthPart } from '@suqiao/contracts';
import { eventually, startSupervision, type StartedSupervision } from '../testing/started-supervision';

const administrator = { role: 'administrator', subject: 'admin' } as const;
let supervision: StartedSupervision;
beforeAll(async () => {
  supervision = await startSupervision();
});
afterAll(() => supervision.close());

const asked = async () => healthSchema.parse(await (await supervision.ask(administrator, '/supervision/health')).json());
const partOf = async (kind: HealthPart['kind'], name?: string) => (await asked()).parts.find((part) => part.kind === kind && (name === undefined || part.name === name));

it('asks the store, the broker, who reads, what waits and who sweeps, and tells what does not work first', async () => {
  await eventually(async () => (await partOf('consumer', 'supervision'))?.state === 'working');
  const health = await asked();
  expect(new Set(health.parts.map(({ kind }) => kind))).toEqual(new Set(['store', 'broker', 'consumer', 'outbox', 'sweep', 'deadLetters', 'process']));
  expect(health.parts.filter(({ kind, state }) => (kind === 'store' || kind === 'broker') && state === 'down')).toEqual([]);
  expect((await partOf('outbox', 'supervision_orders'))?.state).toBe('working');

  const left = supervision.connection.collection<{ _id: string; until: Date }>('leases');
  const since = new Date(Date.now() - 600_000);
  await left.insertMany([{ _id: 'nobody sweeps', until: since }, { _id: 'outbox:spec_left', until: new Date() }, { _id: 'long given up', until: new Date(Date.now() - 30 * 24 * 3600 * 1000) }]);
  const waiting = supervision.connection.collection<{ _id: string; outboxSince: Date | null }>('spec_left');
  await waiting.createIndex({ outboxSince: 1 }, { name: 'outbox_pending', partialFilterExpression: { outboxSince: { $type: 'date' } } });
  await waiting.insertMany([{ _id: 'a', outboxSince: since }, { _id: 'b', outboxSince: new Date() }, { _id: 'c', outboxSince: null }]);
  expect(await partOf('sweep', 'nobody sweeps')).toMatchObject({ state: 'down', since: since.toISOString() });
  expect(await partOf('sweep', 'long given up')).toBeUndefined();
  expect(await partOf('outbox', 'spec_left')).toMatchObject({ state: 'down', since: since.toISOString(), figures: [{ value: 2, unit: 'count' }, { unit: 's' }] });
  const worse = await asked();
  expect([worse.state, worse.parts[0]?.state]).toEqual(['down', 'down']);
});

it('is for the province\'s administrators', async () => {
  expect((await supervision.ask({ ...administrator, level: 'county', divisionCode: '370102' }, '/supervision/health')).status).toBe(403);
  expect((await supervision.ask({ role: 'supervisor' }, '/supervision/health')).status).toBe(403);
});
