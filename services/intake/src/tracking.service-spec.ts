import { randomBytes, randomUUID } from 'node:crypto';
import { appealAcknowledgementSchema, attachmentSchema, attachmentsSchema, buildTrackingNumber, problemSchema, publicFormSchema, topics, trackedAppealSchema, type AppealRated, type CaseSnapshot, type Transition } from '@suqiao/contracts';
import { caseEventOf, snapshotOf } from '../testing/case-events';
import { inventCode } from '../testing/officers';
import { eventually, startIntake, type StartedIntake } from '../testing/started-intake';

let intake: StartedIntake;
let visit: string;
const facts = new Map<string, AppealRated>();
beforeAll(async () => {
  intake = await startIntake();
  visit = await intake.addChannel('visit');
  intake.bus.subscribe({
    consumer: `tracking-spec-${randomUUID()}`, topics: [topics.appealReceived],
    handle: (event) => {
      if (event.type === 'appeal.rated') facts.set(event.data.ratingId, event);
      return Promise.resolve();
    },
  });
});
afterAll(() => intake.close());
/** Each test has the limits to itself. */
beforeEach(async () => {
  await intake.connection.collection('public_limits').deleteMany({});
});

const call = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${intake.url}/api/v1/${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }), headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers } });
const enter = (trackingNumber: string, phoneLastFour = '5678') => call('POST', 'tracking', { trackingNumber, phoneLastFour });
const inventNumber = () => buildTrackingNumber('20261123', randomBytes(8));
const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';
const shownTo = async (cookie: string) => trackedAppealSchema.parse(await (await call('GET', 'tracking', undefined, { cookie })).json());
const rate = (cookie: string, body: unknown) => call('POST', 'tracking/rating', body, { cookie });
async function push(appellant: object = { name: '企业', contact: '张小明', phone: '138-1234-5678' }, more: object = {}) {
  const response = await intake.post(visit, randomUUID(), { channelReference: randomUUID(), title: '题目', content: '内容', appellant, ...more });
  expect(response.status).toBe(202);
  return appealAcknowledgementSchema.parse(await response.json());
}
const officer = { kind: 'person', subject: 'shen', name: '沈禾', role: 'unitHandler', unitId: '370102-market-regulation' } as const;
async function happened({ id, trackingNumber }: { id: string; trackingNumber: string }, sequence: number, type: Transition['type'], over: Partial<CaseSnapshot> = {}, by: Transition['by'] = officer) {
  await intake.bus.publish([{ topic: topics.case, event: caseEventOf(snapshotOf(id, trackingNumber, sequence, over), { type, by, reason: '内部理由' }) }]);
  await eventually(async () => (await intake.connection.collection<{ _id: string; sequence: number }>('appeals').findOne({ _id: id }))?.sequence === sequence);
}
const answered = { state: 'answered', answer: '已经办妥', answeredAt: '2026-11-25T08:00:00.000Z' } as const;

it('shows an appellant their appeal, confidential or not, and nothing that is not theirs to know', async () => {
  const appeal = await push(undefined, { confidential: true });
  const first = await enter(appeal.trackingNumber.toLowerCase());
  expect([first.status, first.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(first.headers.get('set-cookie')).toMatch(/^suqiao_tracking=\S+; Path=\/api\/v1\/tracking; Max-Age=900; HttpOnly; SameSite=Strict$/);
  expect(first.headers.get('ratelimit')).toMatch(/^"trackingAddress";r=29;t=\d+$/);
  expect(trackedAppealSchema.parse(await first.json())).toMatchObject({ state: 'received', title: '题目', answer: null, mayRate: false, steps: [{ type: 'received' }] });
  await happened(appeal, 1, 'accepted', { state: 'accepted', confidential: true });
  const shown = await shownTo(cookieOf(first));
  expect(shown).toMatchObject({ state: 'inHand', dueAt: '2026-12-14T09:00:00.000Z', steps: [{ type: 'received' }, { type: 'accepted' }] });
  expect(JSON.stringify(shown)).not.toMatch(/沈禾|内部|张小明|5678/);
  expect((await call('DELETE', 'tracking', undefined, { cookie: cookieOf(first) })).headers.get('set-cookie')).toContain('Max-Age=0');
});

it('answers the same for a number that is not there, wrong digits, no phone and a sandbox', async () => {
  const sandboxed = inventNumber();
  const [known, phoneless] = [await push(), await push({ name: '企业' })];
  await intake.connection.collection<{ _id: string; trackingNumber: string; appellant: { phone: string } }>('sandbox_appeals').insertOne({ _id: randomUUID(), trackingNumber: sandboxed, appellant: { phone: '13812345678' } });
  const answers = [await enter(known.trackingNumber, '0000'), await enter(inventNumber()), await enter(phoneless.trackingNumber), await enter(sandboxed)];
  const bodies = await Promise.all(answers.map(async (answer) => ({ ...problemSchema.parse(await answer.json()), instance: '' })));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  expect(answers.map(({ headers }) => [...headers.keys()].sort().join())).toEqual(answers.map(() => [...(answers[0]?.headers.keys() ?? [])].sort().join()));
  expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
  expect(bodies[0]?.detail).toContain('没有留电话');
  expect(problemSchema.parse(await (await enter('SQ1', '12')).json()).errors?.map(({ rule }) => rule)).toEqual(['trackingNumber.format', 'phoneLastFour.format']);
});

it('lets nobody try digits: a number is closed to guessing after ten, also for the right ones, and an address after thirty', async () => {
  const { trackingNumber } = await push();
  const guesses = await Promise.all(Array.from({ length: 14 }, (_, guess) => enter(trackingNumber, String(guess).padStart(4, '0'))));
  expect(guesses.filter(({ status }) => status === 404)).toHaveLength(10);
  const closed = await enter(trackingNumber);
  expect([closed.status, Number(closed.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(closed.headers.get('ratelimit')).toMatch(/^"trackingNumber";r=0;t=\d+$/);
  const others = await Promise.all(Array.from({ length: 18 }, () => enter(inventNumber(), '0000')));
  expect(others.some(({ status, headers }) => status === 429 && headers.get('ratelimit-policy')?.startsWith('"trackingAddress";q=30;w=600') === true)).toBe(true);
});

it('does not count those who are right against their number', async () => {
  const { trackingNumber } = await push();
  for (let times = 0; times < 12; times++) expect((await enter(trackingNumber)).status).toBe(200);
});

it('believes no session that is forged, over or another key\'s', async () => {
  const { id, trackingNumber } = await push();
  const cookie = cookieOf(await enter(trackingNumber));
  expect((await shownTo(cookie)).trackingNumber).toBe(trackingNumber);
  const [name, value = ''] = cookie.split('=');
  const [, until, signature] = value.split('.');
  const other = await push();
  for (const forged of [`${other.id}.${until ?? ''}.${signature ?? ''}`, `${id}.${String(Number(until) + 1)}.${signature ?? ''}`, `${id}.1.${signature ?? ''}`, `${id}.${until ?? ''}.`, '']) {
    expect((await call('GET', 'tracking', undefined, { cookie: `${name ?? ''}=${forged}` })).status).toBe(401);
  }
  expect((await rate('', { satisfaction: 'satisfied' })).status).toBe(401);
});

it('takes one rating of an answer, tells the case once, and says what became of it', async () => {
  const appeal = await push();
  const cookie = cookieOf(await enter(appeal.trackingNumber));
  await happened(appeal, 1, 'accepted', { state: 'accepted' });
  const early = await rate(cookie, { satisfaction: 'satisfied' });
  expect([early.status, problemSchema.parse(await early.json())]).toMatchObject([409, { state: 'inHand', detail: '现在没有可以评价的答复' }]);
  await happened(appeal, 2, 'answered', answered);
  expect(await shownTo(cookie)).toMatchObject({ mayRate: true, answer: { text: '已经办妥', at: answered.answeredAt }, dueAt: null });
  const words = { satisfaction: 'dissatisfied', comment: '只办了一半' };
  const taken = await Promise.all(Array.from({ length: 8 }, () => rate(cookie, words)));
  expect(taken.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  const shown = await shownTo(cookie);
  expect(shown).toMatchObject({ mayRate: false, ratings: [{ ...words, state: 'sent', reason: null }] });
  const other = await rate(cookie, { satisfaction: 'satisfied' });
  expect([other.status, problemSchema.parse(await other.json())]).toMatchObject([409, { state: 'answered', detail: '这份答复已经评价过，不能再改' }]);
  const fact = await eventually(() => Promise.resolve([...facts.values()].find(({ subject }) => subject === appeal.id)));
  expect(fact.data).toMatchObject({ ...words, answeredAt: answered.answeredAt, channel: 'visit' });
  const reason = { zh: '诉求已签收，不能回访', en: 'refused' };
  const { appealId, trackingNumber, channel, ratingId, at } = fact.data;
  const decided = { specversion: '1.0', id: `${ratingId}:rating-decided`, source: '/suqiao/dispatch', type: 'appeal.ratingDecided', subject: appealId, time: at, datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.ratingDecided:1', partitionkey: appealId, data: { appealId, trackingNumber, channel, ratingId, at, decision: 'unheeded', state: 'accepted', reason } } as const;
  await intake.bus.publish([{ topic: topics.case, event: decided }]);
  await eventually(async () => (await shownTo(cookie)).ratings[0]?.state === 'unheeded');
  expect([...facts.values()].filter(({ subject }) => subject === appeal.id)).toHaveLength(1);
  // The redo's answer is another one.
  await happened(appeal, 3, 'redoStarted', { state: 'accepted', redos: 1, answeredAt: null, answer: '已经办妥' }, { kind: 'appellant' });
  expect(await shownTo(cookie)).toMatchObject({ state: 'redone', mayRate: false });
  expect((await rate(cookie, words)).status).toBe(200);
  await happened(appeal, 4, 'answered', { ...answered, redos: 1, answeredAt: '2026-11-28T08:00:00.000Z', answer: '全部办妥' });
  expect((await rate(cookie, { satisfaction: 'satisfied' })).status).toBe(200);
  expect((await shownTo(cookie)).ratings.map(({ satisfaction }) => satisfaction)).toEqual(['dissatisfied', 'satisfied']);
});

describe('the public page\'s door', () => {
  const form = () => ({ title: '贷款被拒', content: '连续三家银行拒贷', appellant: { name: '济南样例机械有限公司', creditCode: inventCode(), contact: '张小明', phone: '13900001234' }, divisionCode: '370102', consent: true });
  const raise = (body: unknown, key: string | null = randomUUID()) => call('POST', 'public/appeals', body, key === null ? {} : { 'idempotency-key': key });

  it('makes one appeal of a form however often it is sent, in a channel of its own, which can be followed at once', async () => {
    const choices = publicFormSchema.parse(await (await call('GET', 'public/form')).json());
    expect(choices.divisions.length).toBeGreaterThan(100);
    expect(choices.mail).toBe(false);
    const [body, key] = [form(), randomUUID()];
    const first = await raise(body, key);
    const again = await raise(body, key);
    const acknowledged = appealAcknowledgementSchema.parse(await first.json());
    expect([first.status, again.status, again.headers.get('idempotent-replayed'), await again.json()]).toEqual([202, 202, 'true', acknowledged]);
    expect(await intake.connection.collection<{ _id: string }>('appeals').findOne({ _id: acknowledged.id })).toMatchObject({ channel: 'public-page', appellant: { phone: '13900001234' } });
    expect((await enter(acknowledged.trackingNumber, '1234')).status).toBe(200);
    expect((await raise({ ...body, title: '别的' }, key)).status).toBe(422);
  });

  it('names every wrong field, stores nothing, and stops a flood', async () => {
    const before = await intake.connection.collection('appeals').countDocuments();
    const wrong = problemSchema.parse(await (await raise({ ...form(), title: '', appellant: { name: '某', creditCode: '91370102MA3T0000X0', contact: '张', phone: 'abc' }, consent: false })).json());
    expect(wrong.errors?.map(({ pointer }) => pointer).sort()).toEqual(['/appellant/creditCode', '/appellant/phone', '/consent', '/title']);
    expect((await raise({ ...form(), divisionCode: '999999' })).status).toBe(400);
    expect((await raise(form(), null)).status).toBe(400);
    expect(await intake.connection.collection('appeals').countDocuments()).toBe(before);
    const flood = await Promise.all(Array.from({ length: 14 }, () => raise(form())));
    expect(flood.filter(({ status }) => status === 202).length).toBeLessThanOrEqual(10);
    expect(flood.find(({ status }) => status === 429)?.headers.get('retry-after')).toMatch(/^\d+$/);
  });
});

it('takes an appellant\'s photos for the appeal of their session, each once, and refuses what is no file of theirs', async () => {
  const { trackingNumber } = await push();
  const cookie = cookieOf(await enter(trackingNumber));
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const attach = (bytes: Buffer<ArrayBuffer>, name: string, session = cookie) => {
    const form = new FormData();
    form.append('file', new Blob([bytes]), name);
    return fetch(`${intake.url}/api/v1/tracking/attachments`, { method: 'POST', body: form, headers: { cookie: session } });
  };
  const first = await attach(png, '现场照片.png');
  expect([first.status, first.headers.get('ratelimit')?.startsWith('"uploadAddress";r=39')]).toEqual([201, true]);
  expect(attachmentSchema.parse(await first.json())).toMatchObject({ name: '现场照片.png', mediaType: 'image/png' });
  expect((await attach(png, '又一次.png')).status).toBe(200);
  expect((await attach(Buffer.from('MZ\u0000\u0000 program'), '照片.png')).status).toBe(415);
  expect((await attach(png, '别人的.png', '')).status).toBe(401);
  expect(attachmentsSchema.parse(await (await call('GET', 'tracking/attachments', undefined, { cookie })).json()).items.map(({ name }) => name)).toEqual(['现场照片.png']);
  const toChannel = await fetch(`${intake.url}/api/v1/appeals/${trackingNumber}/attachments`, { headers: { authorization: `Bearer ${visit}` } });
  expect(attachmentsSchema.parse(await toChannel.json()).items).toHaveLength(1);
});
