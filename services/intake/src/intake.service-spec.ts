import { randomUUID } from 'node:crypto';
import { appealAcknowledgementSchema, appealViewSchema, creditCodeCheckCharacter, isTrackingNumber, problemSchema, topics } from '@suqiao/contracts';
import type { AppealAcknowledgement, AppealReceived, AppealView, Problem } from '@suqiao/contracts';
import { caseEventOf, classifiedEventOf, snapshotOf } from '../testing/case-events';
import { eventually, postUntilTaken, startIntake, tokenOf, type StartedIntake } from '../testing/started-intake';
import type { AppealDocument } from './intake.store';

let intake: StartedIntake;
let visit: string;
let hotline: string;
const received = new Map<string, AppealReceived>();

beforeAll(async () => {
  intake = await startIntake();
  visit = await intake.addChannel('visit');
  hotline = await intake.addChannel('hotline');
  intake.bus.subscribe({
    consumer: `intake-spec-${randomUUID()}`, topics: [topics.appealReceived],
    handle: (event) => {
      if (event.type === 'appeal.received') received.set(event.id, event);
      return Promise.resolve();
    },
  });
});
afterAll(() => intake.close());

const creditCode = `91370102MA3C7XYY1${String(creditCodeCheckCharacter('91370102MA3C7XYY1'))}`;
const appealOf = (over: Readonly<Record<string, unknown>> = {}) => ({
  channelReference: `r-${randomUUID()}`, title: '贷款被银行无故抽回', content: '我公司续贷申请被拒，资金链紧张。', occurredAt: '2026-11-20T09:30:00+08:00',
  appellant: { name: '济南某机械有限公司', creditCode, contact: '张小明', phone: '13812345678' }, divisionCode: '370102', categoryCode: 'financing', ...over,
});
const acknowledged = async (response: Response): Promise<AppealAcknowledgement> => appealAcknowledgementSchema.parse(await response.json());
const problemIn = async (response: Response): Promise<Problem> => problemSchema.parse(await response.json());
const appeals = () => intake.connection.collection<AppealDocument>('appeals');
const accepted = async (body = appealOf(), key = randomUUID() as string) => acknowledged(await intake.post(visit, key, body));

describe('POST /api/v1/appeals', () => {
  it('stores an appeal with its event and answers 202 with number and place', async () => {
    const response = await intake.post(visit, randomUUID(), appealOf());
    expect(response.status).toBe(202);
    const { id, trackingNumber, status } = await acknowledged(response);
    expect(status).toBe('received');
    expect(isTrackingNumber(trackingNumber)).toBe(true);
    expect(response.headers.get('location')).toBe(`/api/v1/appeals/${trackingNumber}`);
    expect(response.headers.get('idempotent-replayed')).toBeNull();
    expect(await appeals().countDocuments({ _id: id, trackingNumber })).toBe(1);
    const event = await eventually(() => Promise.resolve(received.get(`${id}:0`)));
    expect(event.data).toMatchObject({ appealId: id, trackingNumber, channel: 'visit', occurredAt: '2026-11-20T01:30:00.000Z', divisionCode: '370102', categoryCode: 'financing' });
    expect(JSON.stringify(event)).not.toMatch(/13812345678|张小明/);
    await eventually(async () => (await appeals().countDocuments({ _id: id, outbox: { $size: 0 }, outboxSince: null })) === 1);
  });

  it('takes the least that an appeal can be', async () => {
    const response = await intake.post(visit, randomUUID(), { channelReference: randomUUID(), title: '题', content: '容', appellant: { name: '企' } });
    expect(response.status).toBe(202);
  });

  it('answers the same key and body the same, quoted or not, whatever the order of the fields', async () => {
    const key = randomUUID();
    const body = appealOf();
    const first = await accepted(body, key);
    const reversed = Object.fromEntries(Object.entries(body).reverse());
    for (const again of [await intake.post(visit, key, body), await intake.post(visit, `"${key}"`, reversed)]) {
      expect(again.status).toBe(202);
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(again.headers.get('location')).toBe(`/api/v1/appeals/${first.trackingNumber}`);
      expect(await acknowledged(again)).toEqual(first);
    }
    expect(await appeals().countDocuments({ channelReference: body.channelReference })).toBe(1);
  });

  it('refuses the same key with another body', async () => {
    const key = randomUUID();
    const body = appealOf();
    await accepted(body, key);
    const other = appealOf({ title: '另一件事' });
    for (const changed of [{ ...body, title: '另一件事' }, other]) {
      const response = await intake.post(visit, key, changed);
      expect(response.status).toBe(422);
      expect((await problemIn(response)).type).toBe('urn:suqiao:problem:idempotency-key-mismatch');
    }
    expect(await appeals().countDocuments({ channelReference: { $in: [body.channelReference, other.channelReference] } })).toBe(1);
  });

  it('answers a channel\'s own number with its first appeal, and remembers the new key', async () => {
    const body = appealOf();
    const first = await accepted(body);
    const secondKey = randomUUID();
    const again = await intake.post(visit, secondKey, { ...body, title: '改过的标题' });
    expect(again.status).toBe(202);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(await acknowledged(again)).toEqual(first);
    expect((await intake.post(visit, secondKey, appealOf())).status).toBe(422);
    expect(await appeals().countDocuments({ channelReference: body.channelReference })).toBe(1);
  });

  it('keeps channels apart: key and number of one are nothing to another', async () => {
    const key = randomUUID();
    const body = appealOf();
    const first = await accepted(body, key);
    const other = await acknowledged(await intake.post(hotline, key, body));
    expect(other.id).not.toBe(first.id);
  });

  it('makes one appeal of 500 posts at once under one key; who comes while the first is in hand is told so', async () => {
    const key = randomUUID();
    const body = appealOf();
    const responses = await Promise.all(Array.from({ length: 500 }, () => postUntilTaken(intake, visit, key, body)));
    const taken = responses.filter(({ status }) => status === 202);
    const early = responses.filter(({ status }) => status !== 202);
    const answers = await Promise.all(taken.map(acknowledged));
    expect(new Set(answers.map((answer) => `${answer.id} ${answer.trackingNumber} ${answer.status}`)).size).toBe(1);
    expect(taken.filter((response) => response.headers.get('idempotent-replayed') === null).length).toBeLessThanOrEqual(1);
    expect(new Set(early.map(({ status, headers }) => `${String(status)} ${headers.get('retry-after') ?? ''}`))).toEqual(new Set(['409 1']));
    for (const problem of await Promise.all(early.map(problemIn))) expect(problem.type).toBe('urn:suqiao:problem:idempotency-key-in-flight');
    expect(await appeals().countDocuments({ channelReference: body.channelReference })).toBe(1);
    expect(await acknowledged(await intake.post(visit, key, body))).toEqual(answers[0]);
  });

  it('makes one appeal of 130 posts at once of one number under as many keys, and keeps no more than 100 keys', async () => {
    const body = appealOf();
    const responses = await Promise.all(Array.from({ length: 130 }, () => postUntilTaken(intake, visit, randomUUID(), body)));
    const answers = await Promise.all(responses.map(acknowledged));
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    const stored = await appeals().findOne({ channelReference: body.channelReference });
    expect(stored?.keys).toHaveLength(100);
  });

  it('gives one key used for two numbers at once to one of them only', async () => {
    const key = randomUUID();
    const bodies = [appealOf(), appealOf()];
    const responses = await Promise.all(bodies.map((body) => intake.post(visit, key, body)));
    // The other one comes while the first is in hand, or after it.
    expect(['202,409', '202,422']).toContain(responses.map((response) => response.status).sort().join());
    for (const body of bodies) responses.push(await intake.post(visit, key, body));
    expect(responses.slice(2).map((response) => response.status).sort()).toEqual([202, 422]);
    expect(await appeals().countDocuments({ 'keys.key': key })).toBe(1);
  });

  it('keeps taking appeals while the broker is away, and publishes them afterwards', async () => {
    const away = jest.spyOn(intake.bus, 'publish').mockRejectedValue(Object.assign(new Error('the broker is away'), { code: 'PLT_KFK_NETWORK' }));
    const answers = await Promise.all(Array.from({ length: 20 }, () => accepted())).finally(async () => {
      await eventually(() => Promise.resolve(away.mock.calls.length > 1));
      away.mockRestore();
    });
    await eventually(() => Promise.resolve(answers.every(({ id }) => received.has(`${id}:0`))));
  });
});

describe('bad input', () => {
  const withAppellant = (over: Readonly<Record<string, unknown>>) => appealOf({ appellant: { name: '企业', ...over } });
  const rows: [string, unknown, number, string[]][] = [
    ['invalid JSON', '{"channelReference": ', 400, []],
    ['an empty body', '', 400, []],
    ['JSON that is no object', '"appeal"', 400, ['']],
    ['an array', '[]', 400, ['']],
    ['__proto__', `{"__proto__": {"admin": true}, "channelReference": "x"}`, 400, []],
    ['nothing in it', {}, 400, ['/appellant', '/channelReference', '/content', '/title']],
    ['wrong types', appealOf({ title: 7, content: ['a'], appellant: 'x', channelReference: null }), 400, ['/appellant', '/channelReference', '/content', '/title']],
    ['unknown fields', { ...appealOf(), priority: 1, appellant: { name: '企业', email: 'a@b.c' } }, 400, ['/appellant/email', '/priority']],
    ['a date without an offset', appealOf({ occurredAt: '2026-11-20T09:30:00' }), 400, ['/occurredAt']],
    ['30 February', appealOf({ occurredAt: '2026-02-30T09:30:00+08:00' }), 400, ['/occurredAt']],
    ['29 February of a common year', appealOf({ occurredAt: '2025-02-29T09:30:00+08:00' }), 400, ['/occurredAt']],
    ['the 13th month', appealOf({ occurredAt: '2026-13-01T09:30:00+08:00' }), 400, ['/occurredAt']],
    ['25 o\'clock', appealOf({ occurredAt: '2026-11-20T25:30:00+08:00' }), 400, ['/occurredAt']],
    ['a date two days ahead', appealOf({ occurredAt: new Date(Date.now() + 2 * 24 * 3600 * 1000).toISOString() }), 400, ['/occurredAt']],
    ['a date before the reform', appealOf({ occurredAt: '1900-01-01T00:00:00+08:00' }), 400, ['/occurredAt']],
    ['a credit code with a wrong check digit', withAppellant({ creditCode: `${creditCode.slice(0, 17)}${creditCode.endsWith('0') ? '1' : '0'}` }), 400, ['/appellant/creditCode']],
    ['a credit code of 17 characters', withAppellant({ creditCode: creditCode.slice(0, 17) }), 400, ['/appellant/creditCode']],
    ['an unknown division', appealOf({ divisionCode: '999999' }), 400, ['/divisionCode']],
    ['a division that is no code', appealOf({ divisionCode: '济南' }), 400, ['/divisionCode']],
    ['an unknown category', appealOf({ categoryCode: 'no-such-category' }), 400, ['/categoryCode']],
    ['a category that is no code', appealOf({ categoryCode: 'Financing!' }), 400, ['/categoryCode']],
    ['control characters', appealOf({ title: '标题\u0007', content: '内\u0000容' }), 400, ['/content', '/title']],
    ['a C1 control character', appealOf({ title: '标\u0085题' }), 400, ['/title']],
    ['a lone surrogate', JSON.stringify(appealOf({ title: 'TITLE' })).replace('TITLE', '\\ud800'), 400, ['/title']],
    ['blank text', appealOf({ title: '   ' }), 400, ['/title']],
    ['text that is too long', appealOf({ title: '长'.repeat(201) }), 400, ['/title']],
    ['a telephone number with letters', withAppellant({ phone: 'call me' }), 400, ['/appellant/phone']],
    ['a contact without a name', withAppellant({ contact: '' }), 400, ['/appellant/contact']],
    ['a body of 2 MiB', appealOf({ content: 'x'.repeat(2 * 1024 * 1024) }), 413, []],
    ['every kind of fault at once', appealOf({ title: '', divisionCode: '999999', categoryCode: 'nothing', occurredAt: '1900-01-01T00:00:00Z', appellant: { name: '企', phone: 'x', creditCode: 'x' } }), 400,
      ['/appellant/creditCode', '/appellant/phone', '/categoryCode', '/divisionCode', '/occurredAt', '/title']],
  ];

  it.each(rows)('%s', async (_name, body, status, pointers) => {
    const before = await appeals().countDocuments({});
    for (const [language, pattern] of [['zh-CN', /[\u4e00-\u9fff]/], ['en', /^[^\u4e00-\u9fff]+$/]] as const) {
      const response = await intake.post(visit, randomUUID(), body, { 'accept-language': language });
      expect(response.status).toBe(status);
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(response.headers.get('content-language')).toBe(language);
      const problem = await problemIn(response);
      expect((problem.errors ?? []).map((error) => error.pointer).sort()).toEqual(pointers);
      for (const sentence of [problem.title, ...(problem.errors ?? []).map((error) => error.detail)]) expect(sentence).toMatch(pattern);
    }
    expect(await appeals().countDocuments({})).toBe(before);
  });

  it.each([[null], [''], ['two words'], ['x'.repeat(256)]])('Idempotency-Key %j', async (key) => {
    const before = await appeals().countDocuments({});
    const response = await intake.post(visit, key, appealOf());
    expect(response.status).toBe(400);
    expect((await problemIn(response)).type).toBe('urn:suqiao:problem:idempotency-key-missing');
    expect(await appeals().countDocuments({})).toBe(before);
  });

  it.each([['application/xml', 415], ['text/plain', 415]])('content type %s', async (type, status) => {
    const before = await appeals().countDocuments({});
    expect((await intake.post(visit, randomUUID(), appealOf(), { 'content-type': type })).status).toBe(status);
    expect(await appeals().countDocuments({})).toBe(before);
  });

  it('a key that nobody has, no key, and a reader\'s token', async () => {
    const before = await appeals().countDocuments({});
    expect((await intake.post('sqk_nobody', randomUUID(), appealOf())).status).toBe(401);
    expect((await fetch(`${intake.url}/api/v1/appeals`, { method: 'POST' })).status).toBe(401);
    expect((await intake.post(tokenOf({ role: 'administrator' }), randomUUID(), appealOf())).status).toBe(403);
    expect(await appeals().countDocuments({})).toBe(before);
  });
});

describe('GET /api/v1/appeals/{trackingNumber}', () => {
  const view = async (credential: string, trackingNumber: string): Promise<AppealView> => appealViewSchema.parse(await (await intake.get(credential, trackingNumber)).json());
  const publish = (...events: Parameters<typeof caseEventOf>[]) => intake.bus.publish(events.map((made) => ({ topic: topics.case, event: caseEventOf(...made) })));

  it('shows its channel what it said, contact and telephone masked', async () => {
    const { trackingNumber } = await accepted();
    const shown = await view(visit, trackingNumber);
    expect(shown).toMatchObject({ trackingNumber, channel: 'visit', appellant: { name: '济南某机械有限公司', creditCode, contact: '张**', phone: '138****5678' }, divisionCode: '370102', categoryCode: 'financing' });
    expect(shown.dates).toMatchObject({ occurredAt: '2026-11-20T01:30:00.000Z', dispatchedAt: null, dueAt: null });
  });

  it('is 404 for another channel, another jurisdiction, an unknown number and what is no number', async () => {
    const { trackingNumber } = await accepted();
    const outside = [hotline, tokenOf({ divisionCode: '370200', level: 'city' }), tokenOf({ role: 'unitHandler', divisionCode: '370102', level: 'county', unitId: '370102-federation' })];
    for (const credential of outside) expect((await intake.get(credential, trackingNumber)).status).toBe(404);
    for (const number of ['SQ20261123-00000000-0', 'nonsense', '%00', '..%2f..%2fetc', encodeURIComponent('{"$ne":null}')]) expect((await intake.get(visit, number)).status).toBe(404);
    expect((await intake.get(tokenOf({ divisionCode: '370100', level: 'city' }), trackingNumber)).status).toBe(200);
  });

  it('follows the case: the channel sees where it is and the answer, not who and why', async () => {
    const { id, trackingNumber } = await accepted();
    await intake.bus.publish([{ topic: topics.appealClassified, event: classifiedEventOf(id, trackingNumber, '370102') }]);
    await eventually(async () => (await view(visit, trackingNumber)).status === 'classified');
    const by = { kind: 'person', subject: 'wang', name: '王科长', role: 'unitHandler', unitId: '370102-market-regulation' } as const;
    const federation = { unitId: '370102-federation', name: { zh: '历下区工商业联合会', en: 'Lixia Federation' }, kind: 'federation', level: 'county', divisionCode: '370102' } as const;
    await publish(
      [snapshotOf(id, trackingNumber, 1), { type: 'dispatched' }],
      [snapshotOf(id, trackingNumber, 2, { state: 'returned', unit: federation }), { type: 'returned', by, reason: '不属本局职责' }],
      [snapshotOf(id, trackingNumber, 3, { state: 'answered', unit: federation, answer: '已协调续贷。', answeredAt: '2026-11-24T01:00:00.000Z' }), { type: 'answered', by }],
    );
    await eventually(async () => (await view(visit, trackingNumber)).status === 'answered');
    const shown = await view(visit, trackingNumber);
    expect(shown).toMatchObject({ level: 'county', currentUnit: federation, answer: '已协调续贷。', dates: { dispatchedAt: '2026-11-23T01:00:01.000Z', answeredAt: '2026-11-24T01:00:00.000Z', dueAt: '2026-12-14T09:00:00.000Z' } });
    expect(shown.timeline.map((step) => step.type)).toEqual(['dispatched', 'returned', 'answered']);
    expect(JSON.stringify(shown)).not.toMatch(/王科长|不属本局职责|wang/);
    const inside = await view(tokenOf({ role: 'unitHandler', divisionCode: '370102', level: 'county', unitId: '370102-market-regulation' }), trackingNumber);
    expect(inside.timeline[1]).toMatchObject({ byName: '王科长', reason: '不属本局职责' });
  });

  it('takes events again, late and mixed up, and ends with each step once, in order, at the newest state', async () => {
    const { id, trackingNumber } = await accepted();
    const [first, second, third]: Parameters<typeof caseEventOf>[] = [
      [snapshotOf(id, trackingNumber, 1), { type: 'dispatched' }],
      [snapshotOf(id, trackingNumber, 2, { state: 'accepted' }), { type: 'accepted' }],
      [snapshotOf(id, trackingNumber, 3, { state: 'answered', answer: '好' }), { type: 'answered' }],
    ];
    if (first === undefined || second === undefined || third === undefined) throw new Error('unreachable');
    await publish(first, first, third, second, first, third, second);
    await intake.bus.publish([{ topic: topics.appealClassified, event: classifiedEventOf(id, trackingNumber, '370200') }]);
    const last = await accepted();
    await publish([snapshotOf(last.id, last.trackingNumber, 1), { type: 'dispatched' }]);
    await eventually(async () => (await view(visit, trackingNumber)).timeline.length === 3 && (await view(visit, last.trackingNumber)).status === 'dispatched');
    const shown = await view(visit, trackingNumber);
    expect(shown).toMatchObject({ status: 'answered', answer: '好', divisionCode: '370102' });
    expect(shown.timeline.map((step) => step.type)).toEqual(['dispatched', 'accepted', 'answered']);
  });

  it('puts a case of no known appeal aside and goes on', async () => {
    const stranger = randomUUID();
    const { id, trackingNumber } = await accepted();
    const letters: string[] = [];
    const subscription = intake.bus.subscribeDeadLetters({ consumer: `intake-letters-${randomUUID()}`, handle: (letter) => Promise.resolve(void letters.push(`${letter.consumer} ${letter.reason}`)) });
    await publish([snapshotOf(stranger, trackingNumber, 1), { type: 'dispatched' }], [snapshotOf(id, trackingNumber, 1), { type: 'dispatched' }]);
    await eventually(async () => (await view(visit, trackingNumber)).status === 'dispatched');
    await eventually(() => Promise.resolve(letters.includes(`intake appeal ${stranger} is not in intake's store`)));
    await subscription.close();
  });
});
