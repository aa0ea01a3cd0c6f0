import { randomUUID } from 'node:crypto';
import { channelAccountSchema, channelNamesSchema, channelPageSchema, issuedKeySchema, ownChannelSchema, problemSchema, type IssuedKey, type Reader } from '@suqiao/contracts';
import { hashChannelKey, newChannelKey } from '@suqiao/infra/auth';
import { asking, officers } from '../testing/officers';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';

const administrator: Reader = { subject: 'admin', name: '系统管理员', role: 'administrator', level: 'province', divisionCode: '370000', unitId: null };
let intake: StartedIntake;
beforeAll(async () => {
  intake = await startIntake({ deaf: true });
});
afterAll(() => intake.close());

const admin = (method: string, path: string, body?: unknown) => asking(intake)(administrator, method, path, body);
const withKey = (key: string, path: string) => fetch(`${intake.url}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
const appealOf = (channelReference: string = randomUUID()) => ({ channelReference, title: '题', content: '容', appellant: { name: '企' } });

async function newChannel(over: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const name = `c-${randomUUID().slice(0, 8)}`;
  const made = await admin('POST', '/channels', { name, displayName: '某平台', ...over });
  expect([made.status, channelAccountSchema.parse(made.json)]).toEqual([201, { name, displayName: '某平台', quotaPerMinute: null, keys: [], ...over }]);
  return name;
}
async function issue(name: string, over: Readonly<Record<string, unknown>> = {}): Promise<IssuedKey> {
  const issued = await admin('POST', `/channels/${name}/keys`, { label: '生产', scopes: ['appeals:write', 'appeals:read'], ...over });
  expect([issued.status, issued.headers.get('cache-control')]).toEqual([201, 'no-store']);
  return issuedKeySchema.parse(issued.json);
}

describe('keys', () => {
  it('are shown once, stored as their hash, and tell their channel who it is', async () => {
    const name = await newChannel();
    const { key, secret } = await issue(name, { expiresAt: '2099-01-01T00:00:00.000Z' });
    expect(secret).toMatch(/^sqk_[\w-]{43}$/);
    expect(key).toMatchObject({ kind: 'key', label: '生产', sandbox: false, createdBy: '系统管理员', state: 'active', lastUsedAt: null });
    const stored = await intake.connection.collection('channel_keys').find({ channel: name }).toArray();
    expect(stored).toHaveLength(1);
    expect(JSON.stringify([stored, (await admin('GET', `/channels/${name}`)).json])).not.toContain(secret);
    const own = ownChannelSchema.parse(await (await withKey(secret, '/channel')).json());
    expect(own).toMatchObject({ name, displayName: '某平台', keyId: key.keyId, label: '生产', scopes: ['appeals:write', 'appeals:read'], expiresAt: '2099-01-01T00:00:00.000Z', quota: { limit: 300_000, windowInSeconds: 60 } });
    await eventually(async () => channelAccountSchema.parse((await admin('GET', `/channels/${name}`)).json).keys[0]?.lastUsedAt);
  });

  it('stay with administrators, while everybody who reads of a channel learns what it is called', async () => {
    const name = await newChannel();
    const handler: Reader = { ...administrator, subject: 'handler', role: 'unitHandler', level: 'county', divisionCode: '370102', unitId: '370102-taxation' };
    const named = await asking(intake)(handler, 'GET', '/directory/channels');
    const { items, total } = channelNamesSchema.parse(named.json);
    expect([named.status, items.find((channel) => channel.name === name), total]).toEqual([200, { name, displayName: '某平台' }, items.length]);
    expect(JSON.stringify(named.json)).not.toContain('quota');
    expect((await asking(intake)(handler, 'GET', `/channels/${name}`)).status).toBe(403);
  });

  it('do what their scopes say and no more', async () => {
    const name = await newChannel();
    const reading = (await issue(name, { scopes: ['appeals:read'] })).secret;
    const writing = (await issue(name, { scopes: ['appeals:write'] })).secret;
    const refused = await intake.post(reading, randomUUID(), appealOf());
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([403, 'Bearer realm="suqiao", error="insufficient_scope", scope="appeals:write"']);
    const taken = await intake.post(writing, randomUUID(), appealOf());
    expect(taken.status).toBe(202);
    const { trackingNumber } = (await taken.json()) as { trackingNumber: string };
    expect([(await intake.get(writing, trackingNumber)).status, (await intake.get(reading, trackingNumber)).status]).toEqual([403, 200]);
    expect((await fetch(`${intake.url}/api/v1/appeals/bulk`, { method: 'POST', body: '[]', headers: { 'content-type': 'application/json', authorization: `Bearer ${reading}` } })).status).toBe(403);
  });

  it('rotate: the old one works for the overlap, then no more; a revoked one never', async () => {
    const name = await newChannel();
    const first = await issue(name);
    const second = issuedKeySchema.parse((await admin('POST', `/channels/${name}/keys/${first.key.keyId}/rotate`, {})).json);
    expect(second.key).toMatchObject({ label: '生产', scopes: first.key.scopes, state: 'active', expiresAt: null });
    expect([(await withKey(first.secret, '/channel')).status, (await withKey(second.secret, '/channel')).status]).toEqual([200, 200]);
    const third = issuedKeySchema.parse((await admin('POST', `/channels/${name}/keys/${second.key.keyId}/rotate`, { overlapInHours: 0 })).json);
    await admin('POST', `/channels/${name}/keys/${first.key.keyId}/revoke`);
    // A found key is believed for some seconds.
    await eventually(async () => (await withKey(first.secret, '/channel')).status === 401 && (await withKey(second.secret, '/channel')).status === 401);
    expect((await withKey(third.secret, '/channel')).status).toBe(200);
    expect(channelAccountSchema.parse((await admin('GET', `/channels/${name}`)).json).keys.map(({ state }) => state).sort()).toEqual(['active', 'expired', 'revoked']);
    const again = await admin('POST', `/channels/${name}/keys/${first.key.keyId}/rotate`, {});
    expect([again.status, problemSchema.parse(again.json).state]).toEqual([409, 'revoked']);
  });

  it('of another channel see and reach nothing', async () => {
    const [mine, theirs] = [await newChannel(), await newChannel()];
    const [key, foreign] = [await issue(mine), await issue(theirs)];
    const { trackingNumber } = (await (await intake.post(key.secret, randomUUID(), appealOf())).json()) as { trackingNumber: string };
    expect((await intake.get(foreign.secret, trackingNumber)).status).toBe(404);
    for (const action of ['rotate', 'revoke']) expect((await admin('POST', `/channels/${theirs}/keys/${key.key.keyId}/${action}`, {})).status).toBe(404);
    expect((await withKey(key.secret, `/channels/${mine}`)).status).toBe(403);
    for (const reader of [officers.province, officers.analyst]) expect((await asking(intake)(reader, 'GET', '/channels')).status).toBe(403);
  });

  it('and channels are refused where they are wrong', async () => {
    const name = await newChannel();
    const rows: [string, string, unknown, string][] = [
      ['POST', '/channels', { name, displayName: '重名' }, 'channelName.taken'], ['POST', '/channels', { name: 'Upper', displayName: 'x' }, 'channelName.format'],
      ['POST', `/channels/${name}/keys`, { label: 'x', scopes: ['appeals:read', 'appeals:read'] }, 'scopes.twice'],
      ['POST', `/channels/${name}/keys`, { label: 'x', scopes: ['appeals:read'], expiresAt: '2020-01-01T00:00:00.000Z' }, 'expiresAt.past'],
    ];
    for (const [method, path, body, rule] of rows) expect(problemSchema.parse((await admin(method, path, body)).json).errors?.map((error) => error.rule)).toEqual([rule]);
    expect((await admin('POST', '/channels/nobody/keys', { label: 'x', scopes: ['appeals:read'] })).status).toBe(404);
    expect(channelPageSchema.parse((await admin('GET', '/channels?limit=1')).json).nextCursor).not.toBeNull();
    expect(channelAccountSchema.parse((await admin('PUT', `/channels/${name}`, { displayName: '新名', quotaPerMinute: 9 })).json)).toMatchObject({ displayName: '新名', quotaPerMinute: 9 });
  });
});

it('takes over the one key that each channel had before, at every start, and lets a deployment replace it', async () => {
  const database = `intake-${randomUUID()}`;
  const [old, gone] = [newChannelKey(), newChannelKey()];
  const channels = intake.connection.getClient().db(database).collection<{ _id: string; displayName: string; keyHash: string }>('channels');
  await channels.createIndex({ keyHash: 1 }, { unique: true, name: 'key_hash' });
  await channels.insertMany([{ _id: 'hotline', displayName: '热线', keyHash: hashChannelKey(old) }, { _id: 'visit', displayName: '走访', keyHash: hashChannelKey(gone) }]);
  await (await startIntake({ deaf: true, database })).close();
  const again = await startIntake({ deaf: true, database });
  try {
    const status = async (key: string) => (await fetch(`${again.url}/api/v1/channel`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect([await status(old), await status(gone), await channels.countDocuments({ keyHash: { $exists: true } })]).toEqual([200, 200, 0]);
    const replaced = await again.addChannel('visit');
    await eventually(async () => (await status(gone)) === 401);
    expect([await status(replaced), await status(old)]).toEqual([200, 200]);
  } finally {
    await again.connection.dropDatabase();
    await again.close();
  }
});

describe('quotas', () => {
  it('are told on every answer, refuse what is beyond them, and count a bulk call by its lines', async () => {
    const name = await newChannel({ quotaPerMinute: 6 });
    const { secret } = await issue(name);
    const answers = [];
    for (let index = 0; index < 8; index++) answers.push(await withKey(secret, '/channel'));
    const statuses = answers.map(({ status }) => status);
    // A window may end between two calls.
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(6);
    const last = answers.find(({ status }) => status === 429) ?? (await eventually(async () => {
      const answer = await withKey(secret, '/channel');
      return answer.status === 429 ? answer : null;
    }));
    expect(last.headers.get('ratelimit-policy')).toBe('"channel";q=6;w=60');
    expect(last.headers.get('ratelimit')).toMatch(/^"channel";r=0;t=\d+$/);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(problemSchema.parse(await last.json()).type).toBe('urn:suqiao:problem:too-many-requests');
    const other = await issue(await newChannel({ quotaPerMinute: 6 }));
    const bulk = await fetch(`${intake.url}/api/v1/appeals/bulk`, { method: 'POST', headers: { authorization: `Bearer ${other.secret}`, 'content-type': 'application/x-ndjson' }, body: Array.from({ length: 9 }, () => `${JSON.stringify(appealOf())}\n`).join('') });
    const text = await bulk.text();
    expect(text).toContain('too-many-requests');
    expect(text).toContain('"lines":9');
  });

  it('are shared by processes, exactly', async () => {
    const name = await newChannel({ quotaPerMinute: 40 });
    const { secret } = await issue(name);
    const second = await startIntake({ deaf: true, database: intake.connection.name });
    try {
      const ask = async (url: string) => (await fetch(`${url}/api/v1/channel`, { headers: { authorization: `Bearer ${secret}` } })).status;
      const statuses = (await Promise.all(Array.from({ length: 30 }, () => [ask(intake.url), ask(second.url)]).flat()));
      expect(statuses.filter((status) => status === 200)).toHaveLength(40);
      expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    } finally {
      await second.close();
    }
  });
});

it('answers a sandbox key alike, marked, and makes no appeal of it', async () => {
  const name = await newChannel();
  const { secret } = await issue(name, { sandbox: true });
  expect(secret).toMatch(/^sqk_test_/);
  const key = randomUUID();
  const body = appealOf();
  const first = await intake.post(secret, key, body);
  expect([first.status, first.headers.get('suqiao-sandbox')]).toEqual([202, 'true']);
  const acknowledged = (await first.json()) as { trackingNumber: string };
  expect(acknowledged).toMatchObject({ status: 'received', sandbox: true });
  const again = await intake.post(secret, key, body);
  expect([again.headers.get('idempotent-replayed'), await again.json()]).toEqual(['true', acknowledged]);
  expect((await intake.post(secret, key, { ...body, title: '别的' })).status).toBe(422);
  expect((await intake.post(secret, randomUUID(), { ...body, divisionCode: '999999' })).status).toBe(400);
  expect(await (await intake.get(secret, acknowledged.trackingNumber)).json()).toMatchObject({ sandbox: true, channelReference: body.channelReference });
  expect((await intake.get((await issue(name)).secret, acknowledged.trackingNumber)).status).toBe(404);
  expect(await intake.connection.collection('appeals').countDocuments({ channel: name })).toBe(0);
  const [kept] = await intake.connection.collection<{ expiresAt: Date; receivedAt: string; outbox: unknown[] }>('sandbox_appeals').find({ channel: name }).toArray();
  expect([kept?.outbox, kept && kept.expiresAt.getTime() - Date.parse(kept.receivedAt)]).toEqual([[], 7 * 24 * 3600 * 1000]);
});
