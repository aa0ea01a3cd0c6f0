import { randomBytes, randomUUID } from 'node:crypto';
import { changesPageSchema, channelScopes, deliveryPageSchema, issuedKeySchema, issuedWebhookSchema, ownChannelSchema, problemSchema, webhookDeliverySchema, webhookListSchema, webhookReplayedSchema, webhookSchema } from '@suqiao/contracts';
import type { ChangeType, IssuedWebhook, WebhookView } from '@suqiao/contracts';
import { Webhook } from 'standardwebhooks';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver';
import { eventually, startIntake, tokenOf, type StartedIntake } from '../testing/started-intake';
import { ChangesStore } from './changes.store';
import type { DeliveryDocument } from './webhooks.deliveries.store';
import type { WebhookDocument } from './webhooks.store';

const database = `webhooks-${randomUUID()}`;
let intake: StartedIntake;
let second: StartedIntake;
let changes: ChangesStore;
let well: WebhookReceiver;
let ill: WebhookReceiver;
const before = { key: process.env['WEBHOOK_SECRET_KEY'], allow: process.env['WEBHOOK_ALLOW'] };
beforeAll(async () => {
  [well, ill] = [await startWebhookReceiver(), await startWebhookReceiver()];
  process.env['WEBHOOK_SECRET_KEY'] = randomBytes(32).toString('base64');
  process.env['WEBHOOK_ALLOW'] = `${well.host},${ill.host}`;
  // Two processes on one database.
  intake = await startIntake({ deaf: true, database });
  second = await startIntake({ deaf: true, database });
  changes = new ChangesStore(intake.connection);
  await changes.onModuleInit();
});
afterAll(async () => {
  await changes.onModuleDestroy();
  await second.close();
  await intake.connection.dropDatabase();
  await intake.close();
  await Promise.all([well.close(), ill.close()]);
  for (const [name, value] of [['WEBHOOK_SECRET_KEY', before.key], ['WEBHOOK_ALLOW', before.allow]] as const) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});
afterEach(() => {
  well.answers = 204;
  ill.answers = 204;
});

const ask = async (credential: string, method: string, path: string, body?: unknown, language = 'zh-CN') => {
  const response = await fetch(`${intake.url}/api/v1${path}`, {
    method, headers: { authorization: `Bearer ${credential}`, 'accept-language': language, ...(body !== undefined && { 'content-type': 'application/json' }) }, ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text === '' ? null : (JSON.parse(text) as unknown) };
};
const newChannel = async () => {
  const name = `channel-${randomUUID().slice(0, 8)}`;
  return { name, key: await intake.addChannel(name) };
};
async function made(key: string, over: object = {}): Promise<IssuedWebhook> {
  const answer = await ask(key, 'POST', '/webhooks', { url: well.url, ...over });
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store']);
  return issuedWebhookSchema.parse(answer.json);
}
const viewOf = async (key: string, id: string): Promise<WebhookView> => webhookSchema.parse((await ask(key, 'GET', `/webhooks/${id}`)).json);
const logOf = async (key: string, id: string, query = '') => deliveryPageSchema.parse((await ask(key, 'GET', `/webhooks/${id}/deliveries?limit=200${query}`)).json);
const told = (receiver: WebhookReceiver, id: string) => receiver.received.filter((message) => message.id.startsWith(id));

let serial = 0;
/** The trace of all that happened: its id, then the span of the fact. */
const [traceId, factSpan] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7'];
/** Something happened to an appeal of a channel. @returns the change's id */
async function happened(channel: string, type: ChangeType = 'accepted', sandbox = false, appealId: string = randomUUID()): Promise<string> {
  const id = `${randomUUID()}:${String(++serial)}`;
  await changes.record([{ id, type, at: '2026-11-23T01:00:00.000Z', appealId, trackingNumber: 'SQ20261123-7K3F9Q2M-5', channel, sandbox, status: 'accepted', level: 'county', unitName: { zh: '单位', en: 'Unit' }, request: null, traceparent: `00-${traceId}-${factSpan}-01` }]);
  return id;
}
const dueNow = (webhookId: string) => intake.connection.collection<DeliveryDocument>('webhook_deliveries').updateMany({ webhookId, state: 'waiting' }, { $set: { nextAt: new Date() } });

it('tells a channel what the feed tells, once, signed, from when the webhook was made', async () => {
  const { name, key } = await newChannel();
  await happened(name);
  const { webhook, secret } = await made(key);
  const ids = [];
  for (let count = 0; count < 25; count++) ids.push(await happened(name));
  await happened((await newChannel()).name);
  await happened(name, 'accepted', true);
  await eventually(() => Promise.resolve(told(well, webhook.id).length >= 25));
  await eventually(async () => (await viewOf(key, webhook.id)).waiting === 0);
  const heard = told(well, webhook.id);
  expect(heard.map(({ message }) => message.data?.id).sort()).toEqual(ids.sort());
  expect(new Set(heard.map(({ id }) => id)).size).toBe(25);
  expect(heard.every((message) => message.isSignedBy(secret) && !message.isSignedBy(`whsec_${randomBytes(32).toString('base64')}`))).toBe(true);
  // Each in the trace of its fact, under a span of its own.
  expect(heard.map(({ traceparent }) => traceparent.split('-')[1])).toEqual(heard.map(() => traceId));
  expect(new Set([factSpan, ...heard.map(({ traceparent }) => traceparent.split('-')[2])]).size).toBe(26);
  const feed = changesPageSchema.parse((await ask(key, 'GET', '/changes')).json).items.slice(1);
  for (const { message } of heard) {
    const { sequence, ...data } = message.data ?? { sequence: 0 };
    expect(sequence).toBeGreaterThan(1);
    expect(feed).toContainEqual(data);
    expect([message.type, message.timestamp]).toEqual(['accepted', '2026-11-23T01:00:00.000Z']);
  }
  // A message that somebody recorded and sends again later is refused by its time.
  const old = new Webhook(secret).sign('id', new Date(Date.now() - 600_000), '{}');
  expect(() => new Webhook(secret).verify('{}', { 'webhook-id': 'id', 'webhook-timestamp': String(Math.floor(Date.now() / 1000) - 600), 'webhook-signature': old })).toThrow('too old');
});

it('tells the steps of one appeal in their order', async () => {
  const { name, key } = await newChannel();
  const { webhook } = await made(key);
  const appeals = Array.from({ length: 6 }, () => randomUUID());
  for (const type of ['received', 'classified', 'dispatched', 'accepted', 'answered'] as const) await Promise.all(appeals.map((appealId) => happened(name, type, false, appealId)));
  await eventually(() => Promise.resolve(told(well, webhook.id).length >= 30));
  for (const appealId of appeals) expect(told(well, webhook.id).filter(({ message }) => message.data?.appealId === appealId).map(({ message }) => message.type)).toEqual(['received', 'classified', 'dispatched', 'accepted', 'answered']);
});

it('tells only the kinds that were asked for, and a sandbox webhook the sandbox only', async () => {
  const { name, key } = await newChannel();
  const admin = tokenOf({ role: 'administrator' });
  const sandboxKey = issuedKeySchema.parse((await ask(admin, 'POST', `/channels/${name}/keys`, { label: '沙箱', scopes: channelScopes, sandbox: true })).json).secret;
  const [some, sandbox] = [await made(key, { types: ['answered', 'closed'] }), await made(sandboxKey)];
  expect([some.webhook.sandbox, sandbox.webhook.sandbox]).toEqual([false, true]);
  await happened(name, 'accepted');
  const [wanted, inSandbox] = [await happened(name, 'answered'), await happened(name, 'accepted', true)];
  await eventually(() => Promise.resolve(told(well, some.webhook.id).length > 0 && told(well, sandbox.webhook.id).length > 0));
  expect([told(well, some.webhook.id), told(well, sandbox.webhook.id)].map((messages) => messages.map(({ message }) => message.data?.id))).toEqual([[wanted], [inSandbox]]);
  expect((await ask(sandboxKey, 'GET', `/webhooks/${some.webhook.id}`)).status).toBe(404);
});

it('tries again what was not taken, under the same id, and gives up in the end; a person sends it again', async () => {
  const { name, key } = await newChannel();
  ill.answers = 503;
  const { webhook } = await made(key, { url: ill.url });
  await happened(name);
  const first = await eventually(async () => (await logOf(key, webhook.id)).items.find(({ attempts }) => attempts > 0));
  expect(first).toMatchObject({ state: 'waiting', lastAttempts: [{ status: 503, said: '暂时不行' }] });
  expect(Date.parse(first.nextAttemptAt ?? '') - Date.parse(first.lastAttempts[0]?.at ?? '')).toBeGreaterThan(4000);
  expect((await viewOf(key, webhook.id)).failingSince).not.toBeNull();
  await intake.connection.collection<DeliveryDocument>('webhook_deliveries').updateOne({ _id: first.id }, { $set: { attempts: 10, nextAt: new Date() } });
  const given = await eventually(async () => (await logOf(key, webhook.id, '&state=failed')).items[0]);
  expect([given.id, given.nextAttemptAt, (await viewOf(key, webhook.id)).failed]).toEqual([first.id, null, 1]);
  ill.answers = 200;
  expect(webhookReplayedSchema.parse((await ask(key, 'POST', `/webhooks/${webhook.id}/replay`, { since: '2026-01-01T00:00:00.000Z' })).json)).toEqual({ replayed: 1, more: false });
  await eventually(async () => (await logOf(key, webhook.id, '&state=delivered')).total === 1);
  expect(new Set(told(ill, webhook.id).map(({ id }) => id))).toEqual(new Set([first.id]));
  expect(await viewOf(key, webhook.id)).toMatchObject({ failingSince: null, failed: 0, waiting: 0 });
  const count = told(ill, webhook.id).length;
  expect(webhookDeliverySchema.parse((await ask(key, 'POST', `/webhooks/${webhook.id}/deliveries/${encodeURIComponent(first.id)}/replay`)).json).id).toBe(first.id);
  await eventually(() => Promise.resolve(told(ill, webhook.id).length === count + 1));
});

it('pauses one that says 410, tells it nothing meanwhile, and everything that was missed when it is resumed', async () => {
  const { name, key } = await newChannel();
  ill.answers = 410;
  const { webhook } = await made(key, { url: ill.url });
  const missed = [await happened(name)];
  await eventually(async () => (await viewOf(key, webhook.id)).state === 'paused');
  expect(await viewOf(key, webhook.id)).toMatchObject({ pausedBecause: 'gone' });
  expect(ownChannelSchema.parse((await ask(key, 'GET', '/channel')).json).pausedWebhooks).toBe(1);
  ill.answers = 200;
  const heard = told(ill, webhook.id).length;
  for (let count = 0; count < 3; count++) missed.push(await happened(name));
  for (const [path, body] of [['test', undefined], ['replay', { since: '2026-01-01T00:00:00.000Z' }]] as const) {
    const refused = await ask(key, 'POST', `/webhooks/${webhook.id}/${path}`, body);
    expect([refused.status, problemSchema.parse(refused.json)]).toEqual([409, expect.objectContaining({ type: 'urn:suqiao:problem:command-refused', state: 'paused', allowed: ['resume'] })]);
  }
  expect(told(ill, webhook.id)).toHaveLength(heard);
  const admin = tokenOf({ role: 'administrator' });
  expect(webhookListSchema.parse((await ask(admin, 'GET', `/channels/${name}/webhooks`)).json).items).toMatchObject([{ id: webhook.id, state: 'paused' }]);
  expect((await ask(admin, 'POST', `/channels/${name}/webhooks/${webhook.id}/resume`)).status).toBe(200);
  await eventually(async () => (await logOf(key, webhook.id, '&state=delivered')).total === 4);
  expect(new Set(told(ill, webhook.id).map(({ message }) => message.data?.id))).toEqual(new Set(missed));
});

it('pauses one that took nothing for a day; what has its own pace keeps nobody else waiting', async () => {
  const { name, key } = await newChannel();
  ill.answers = null;
  const [dead, alive] = [await made(key, { url: ill.url }), await made(key)];
  const id = await happened(name);
  await eventually(() => Promise.resolve(told(ill, dead.webhook.id).length > 0));
  // The other is told while the dead one still has us wait for its answer.
  await eventually(() => Promise.resolve(told(well, alive.webhook.id).some(({ message }) => message.data?.id === id)));
  ill.answers = 500;
  await eventually(async () => (await logOf(key, dead.webhook.id)).items.some(({ attempts }) => attempts > 0), 30_000);
  await intake.connection.collection<WebhookDocument>('webhooks').updateOne({ _id: dead.webhook.id }, { $set: { failures: 9, failingSince: new Date(Date.now() - 25 * 3_600_000) } });
  await dueNow(dead.webhook.id);
  await eventually(async () => (await viewOf(key, dead.webhook.id)).pausedBecause === 'failing');
  expect((await viewOf(key, alive.webhook.id)).state).toBe('active');
});

it('signs by the old secret, too, for a day after it was replaced', async () => {
  const { name, key } = await newChannel();
  const { webhook, secret } = await made(key);
  const next = issuedWebhookSchema.parse((await ask(key, 'POST', `/webhooks/${webhook.id}/secret`)).json);
  expect(next.secret).not.toBe(secret);
  await happened(name);
  const [both] = await eventually(() => Promise.resolve(told(well, webhook.id).length > 0 && told(well, webhook.id)));
  expect([both?.signatures.length, both?.isSignedBy(secret), both?.isSignedBy(next.secret)]).toEqual([2, true, true]);
  await intake.connection.collection<WebhookDocument>('webhooks').updateOne({ _id: webhook.id }, { $set: { 'secrets.0.until': new Date(Date.now() - 1) } });
  expect(webhookDeliverySchema.parse((await ask(key, 'POST', `/webhooks/${webhook.id}/test`)).json)).toMatchObject({ type: 'test', appealId: null });
  const test = await eventually(() => Promise.resolve(told(well, webhook.id).find(({ message }) => message.type === 'test')));
  expect([test.message.data, test.isSignedBy(secret), test.isSignedBy(next.secret)]).toEqual([null, false, true]);
  const stored = JSON.stringify(await intake.connection.collection('webhooks').find({}).toArray());
  expect([stored.includes(secret), stored.includes(next.secret)]).toEqual([false, false]);
});

it('is the channel\'s own: another\'s is not found, and a key without the scope may nothing', async () => {
  const [mine, theirs] = [await newChannel(), await newChannel()];
  const { webhook } = await made(mine.key);
  for (const [method, path] of [['GET', ''], ['PUT', ''], ['DELETE', ''], ['POST', '/secret'], ['POST', '/pause'], ['POST', '/resume'], ['POST', '/test'], ['GET', '/deliveries'], ['POST', '/replay']] as const) {
    const body = method === 'PUT' ? { url: well.url } : path === '/replay' ? { since: '2026-01-01T00:00:00.000Z' } : undefined;
    expect([path, (await ask(theirs.key, method, `/webhooks/${webhook.id}${path}`, body)).status]).toEqual([path, 404]);
  }
  const reading = issuedKeySchema.parse((await ask(tokenOf({ role: 'administrator' }), 'POST', `/channels/${mine.name}/keys`, { label: '只读', scopes: ['appeals:read'] })).json).secret;
  expect((await ask(reading, 'GET', '/webhooks')).status).toBe(403);
  expect((await ask(tokenOf({ role: 'supervisor' }), 'GET', `/channels/${mine.name}/webhooks`)).status).toBe(403);
  expect((await ask(tokenOf({ role: 'administrator' }), 'GET', `/channels/${theirs.name}/webhooks/${webhook.id}/deliveries`)).status).toBe(404);
  const changed = webhookSchema.parse((await ask(mine.key, 'PUT', `/webhooks/${webhook.id}`, { url: `${well.url}/2`, types: ['closed'], description: '新' })).json);
  expect(changed).toMatchObject({ url: `${well.url}/2`, types: ['closed'], description: '新', state: 'active' });
  expect((await ask(mine.key, 'DELETE', `/webhooks/${webhook.id}`)).status).toBe(204);
  expect(webhookListSchema.parse((await ask(mine.key, 'GET', '/webhooks')).json).items).toEqual([]);
});

it.each([
  [{ url: 'https://169.254.169.254/latest' }, '/url', 'webhook.inside'], [{ url: 'http://hooks.example.cn/' }, '/url', 'webhook.https'], [{ url: 'https://a:b@hooks.example.cn/' }, '/url', 'webhook.credentials'],
  [{ url: 'https://127.0.0.1:8443/' }, '/url', 'webhook.inside'], [{ url: 'not a url' }, '/url', undefined], [{}, '/url', undefined], [{ url: 'https://hooks.example.cn/', types: ['closed', 'closed'] }, '/types', 'types.twice'],
  [{ url: 'https://hooks.example.cn/', secret: 'mine' }, '/secret', undefined],
])('refuses %j at %s', async (body, pointer, rule) => {
  const { key } = await newChannel();
  const [zh, en] = [await ask(key, 'POST', '/webhooks', body), await ask(key, 'POST', '/webhooks', body, 'en')];
  const [first, inEnglish] = [zh, en].map(({ json }) => problemSchema.parse(json).errors?.[0]);
  expect([zh.status, first?.pointer]).toEqual([400, pointer]);
  if (rule !== undefined) expect(first?.rule).toBe(rule);
  expect([/[\u4e00-\u9fff]/.test(first?.detail ?? ''), /[\u4e00-\u9fff]/.test(inEnglish?.detail ?? '中')]).toEqual([true, false]);
  expect(webhookListSchema.parse((await ask(key, 'GET', '/webhooks')).json).items).toEqual([]);
});

it('keeps at most ten a channel', async () => {
  const { key } = await newChannel();
  for (let count = 0; count < 10; count++) await made(key);
  const eleventh = await ask(key, 'POST', '/webhooks', { url: well.url });
  expect([eleventh.status, problemSchema.parse(eleventh.json).errors?.[0]?.rule]).toEqual([400, 'webhooks.tooMany']);
});
