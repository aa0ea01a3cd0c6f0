import { randomUUID } from 'node:crypto';
import { appealRequestSchema, appealViewSchema, changesPageSchema, problemSchema, topics, type AppealAmended, type AppealRequestDecided, type AppealWithdrawalRequested, type CaseSnapshot, type Transition } from '@suqiao/contracts';
import { caseEventOf, snapshotOf } from '../testing/case-events';
import { eventually, startIntake, tokenOf, type StartedIntake } from '../testing/started-intake';

let intake: StartedIntake;
let visit: string;
let hotline: string;
const facts = new Map<string, AppealAmended | AppealWithdrawalRequested>();
beforeAll(async () => {
  intake = await startIntake();
  [visit, hotline] = [await intake.addChannel('visit'), await intake.addChannel('hotline')];
  intake.bus.subscribe({
    consumer: `amend-spec-${randomUUID()}`, topics: [topics.appealReceived],
    handle: (event) => {
      if (event.type === 'appeal.amended' || event.type === 'appeal.withdrawalRequested') facts.set(event.data.requestId, event);
      return Promise.resolve();
    },
  });
});
afterAll(() => intake.close());

const ask = (trackingNumber: string, what: 'amendments' | 'withdrawal', body: unknown, key: string | null = randomUUID(), channelKey = visit) => fetch(`${intake.url}/api/v1/appeals/${trackingNumber}/${what}`, {
  method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${channelKey}`, ...(key !== null && { 'idempotency-key': key }) },
});
const asked = async (response: Response) => {
  expect(response.status).toBe(202);
  return appealRequestSchema.parse(await response.json());
};
const view = async (trackingNumber: string, key = visit) => appealViewSchema.parse(await (await intake.get(key, trackingNumber)).json());
async function push() {
  const response = await intake.post(visit, randomUUID(), { channelReference: randomUUID(), title: '题', content: '容', appellant: { name: '企', contact: '张小明', phone: '13812345678' } });
  return (await response.json()) as { id: string; trackingNumber: string };
}
const happened = async (id: string, trackingNumber: string, sequence: number, type: Transition['type'], over: Partial<CaseSnapshot> = {}) => {
  await intake.bus.publish([{ topic: topics.case, event: caseEventOf(snapshotOf(id, trackingNumber, sequence, over), { type }) }]);
  await eventually(async () => (await view(trackingNumber)).status !== 'received' && (await view(trackingNumber)).timeline.length >= sequence);
};
const decisionOn = (fact: AppealAmended | AppealWithdrawalRequested, over: Partial<AppealRequestDecided['data']> = {}): AppealRequestDecided => {
  const { appealId, trackingNumber, channel, requestId } = fact.data;
  const at = '2026-11-24T02:00:01.000Z';
  return {
    specversion: '1.0', id: `${requestId}:decided`, source: '/suqiao/dispatch', type: 'appeal.requestDecided', subject: appealId, time: at, datacontenttype: 'application/json',
    dataschema: 'urn:suqiao:schema:appeal.requestDecided:1', partitionkey: appealId,
    data: { appealId, trackingNumber, channel, requestId, at, kind: fact.type === 'appeal.amended' ? 'amendment' : 'withdrawal', decision: 'taken', state: 'dispatched', reason: null, ...over },
  };
};

it('keeps an amendment until the appeal has a case, then tells it, without contact and phone', async () => {
  const { id, trackingNumber } = await push();
  const key = randomUUID();
  const body = { text: '银行已书面答复', contact: '李四', phone: '13900001111' };
  const first = await ask(trackingNumber, 'amendments', body, key);
  const request = await asked(first);
  expect(request).toMatchObject({ kind: 'amendment', state: 'waiting', text: '银行已书面答复', decidedAt: null, reason: null });
  const again = await ask(trackingNumber, 'amendments', body, key);
  expect([again.headers.get('idempotent-replayed'), await asked(again)]).toEqual(['true', request]);
  expect((await ask(trackingNumber, 'amendments', { text: '别的' }, key)).status).toBe(422);
  const second = await asked(await ask(trackingNumber, 'amendments', { text: '再补充' }));
  expect(await view(trackingNumber)).toMatchObject({ appellant: { contact: '李**', phone: '139****1111' }, requests: [{ requestId: request.requestId }, { requestId: second.requestId }] });
  expect(facts.has(request.requestId)).toBe(false);
  await happened(id, trackingNumber, 1, 'dispatched');
  const fact = await eventually(() => Promise.resolve(facts.has(second.requestId) ? facts.get(request.requestId) : null));
  expect(fact).toMatchObject({ type: 'appeal.amended', subject: id, data: { channel: 'visit', text: '银行已书面答复', contactChanged: true } });
  expect(JSON.stringify(fact)).not.toMatch(/李四|13900001111/);
  await eventually(async () => (await view(trackingNumber)).requests.every(({ state }) => state === 'sent'));
});

it('tells a case at once, and its channel what became of the request, once, also where it was refused', async () => {
  const { id, trackingNumber } = await push();
  await happened(id, trackingNumber, 1, 'dispatched');
  const withdrawal = await asked(await ask(trackingNumber, 'withdrawal', { reason: '已自行解决' }));
  expect(withdrawal).toMatchObject({ kind: 'withdrawal', state: 'sent', text: '已自行解决' });
  const twice = await ask(trackingNumber, 'withdrawal', {});
  expect([twice.status, problemSchema.parse(await twice.json()).type]).toEqual([409, 'urn:suqiao:problem:command-refused']);
  const fact = await eventually(() => Promise.resolve(facts.get(withdrawal.requestId)));
  expect(fact).toMatchObject({ type: 'appeal.withdrawalRequested', data: { reason: '已自行解决' } });
  const reason = { zh: '诉求已答复，不能撤诉', en: 'withdraw is refused in state answered' };
  const refused = decisionOn(fact, { decision: 'refused', state: 'answered', reason });
  await intake.bus.publish([refused, refused].map((event) => ({ topic: topics.case, event })));
  await eventually(async () => (await view(trackingNumber)).requests.some(({ state }) => state === 'refused'));
  expect((await view(trackingNumber)).requests).toEqual([{ ...withdrawal, state: 'refused', decidedAt: '2026-11-24T02:00:01.000Z', reason }]);
  const feed = async () => changesPageSchema.parse(await (await fetch(`${intake.url}/api/v1/changes?limit=1000`, { headers: { authorization: `Bearer ${visit}` } })).json()).items.filter((change) => change.appealId === id && change.request !== null);
  await eventually(async () => (await feed()).length > 0);
  expect(await feed()).toMatchObject([{ type: 'requestRefused', status: 'answered', request: { requestId: withdrawal.requestId, kind: 'withdrawal', reason } }]);
  // What was refused may be asked for again.
  expect((await ask(trackingNumber, 'withdrawal', {})).status).toBe(202);
});

it('refuses at once what can not be, by name', async () => {
  const { id, trackingNumber } = await push();
  await happened(id, trackingNumber, 1, 'closed', { state: 'closed', outcome: 'answered' });
  const closed = await ask(trackingNumber, 'withdrawal', {});
  expect([closed.status, problemSchema.parse(await closed.json())]).toMatchObject([409, { type: 'urn:suqiao:problem:command-refused', state: 'closed', detail: '诉求已办结，不能撤诉' }]);
  expect((await ask(trackingNumber, 'amendments', { text: '补充' })).status).toBe(202);
  expect(problemSchema.parse(await (await ask(trackingNumber, 'amendments', {})).json()).errors?.map(({ rule }) => rule)).toEqual(['amendment.empty']);
  expect((await ask(trackingNumber, 'amendments', { text: '补充' }, null)).status).toBe(400);
  for (const what of ['amendments', 'withdrawal'] as const) expect((await ask(trackingNumber, what, what === 'amendments' ? { text: '补充' } : {}, randomUUID(), hotline)).status).toBe(404);
  expect((await ask('SQ20261123-7K3F9Q2M-5', 'amendments', { text: '补充' })).status).toBe(404);
  expect((await ask(trackingNumber, 'amendments', { text: '补充' }, randomUUID(), tokenOf({ role: 'supervisor' }))).status).toBe(403);
});

it('makes one withdrawal of many that come at once, under one key or several', async () => {
  const { id, trackingNumber } = await push();
  await happened(id, trackingNumber, 1, 'dispatched');
  const key = randomUUID();
  const statuses = (await Promise.all([...Array.from({ length: 8 }, () => key), ...Array.from({ length: 8 }, () => randomUUID())].map((one) => ask(trackingNumber, 'withdrawal', {}, one)))).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([202, 409]));
  expect((await view(trackingNumber)).requests).toHaveLength(1);
});
