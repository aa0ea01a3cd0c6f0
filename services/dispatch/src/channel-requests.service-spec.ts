import { randomUUID } from 'node:crypto';
import { topics, type AppealAmended, type AppealClassified, type AppealRated, type AppealRatingDecided, type AppealRequestDecided, type AppealWithdrawalRequested } from '@suqiao/contracts';
import { kafkaSettings, type EventBus } from '@suqiao/infra/kafka';
import { openMongo } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import { refusalBy } from '@suqiao/workflows';
import type { Connection } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import { classified, factsOf } from '../testing/cases';
import { OwnBus } from '../testing/own-bus';
import type { OrderOutcome } from './case-orders';
import { ChannelRequestsConsumer, type Orders } from './channel-requests.consumer';
import { ChannelRequestsStore } from './channel-requests.store';
import { DispatchStore } from './dispatch.store';
import { openCase } from './domain/plan';

let connection: Connection;
let bus: EventBus;
let cases: DispatchStore;
let requests: ChannelRequestsStore;
let consumer: ChannelRequestsConsumer;
const decided = new Map<string, AppealRequestDecided[]>();
const ratings = new Map<string, AppealRatingDecided>();
const given: { command: string; orderId: string; text: string | null; satisfaction?: string | null; redoAtMost?: number; by: string }[] = [];
/** What the workflows would answer; they themselves are another spec's. */
let outcomes: OrderOutcome[] = [];

beforeAll(async () => {
  connection = await openMongo({ ...process.env, MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/^(mongodb:\/\/[^/?]+)\/?[^?]*/, `$1/requests-${randomUUID()}`) }, 'requests-spec');
  bus = new OwnBus(kafkaSettings(process.env, 'requests-spec'), loggerFor('requests-spec'));
  await bus.ensureTopics();
  cases = new DispatchStore(connection, bus);
  requests = new ChannelRequestsStore(connection, bus);
  await cases.onModuleInit();
  await requests.onModuleInit();
  const orders: Orders = {
    give: (snapshot, { command, text, reason, by, satisfaction = null, redoAtMost = 0 }, orderId) => {
      given.push({ command, orderId, text: text ?? reason, by: by.kind, satisfaction, redoAtMost });
      return Promise.resolve(outcomes.shift() ?? { kind: 'done', snapshot: { ...snapshot, ...(command === 'withdraw' && { state: 'closed' }) } });
    },
  };
  consumer = new ChannelRequestsConsumer(bus, cases, requests, orders, factsOf('shandong-enterprise-2020'));
  consumer.onModuleInit();
  bus.subscribe({ consumer: 'decided', topics: [topics.case], handle: (event) => {
    if (event.type === 'appeal.requestDecided') decided.set(event.data.requestId, [...(decided.get(event.data.requestId) ?? []), event]);
    if (event.type === 'appeal.ratingDecided') ratings.set(event.data.ratingId, event);
    return Promise.resolve();
  } });
});
afterAll(async () => {
  await consumer.onModuleDestroy();
  await cases.onModuleDestroy();
  await requests.onModuleDestroy();
  await connection.dropDatabase();
  await bus.close();
  await connection.close();
});

async function until<Result>(condition: () => Result | undefined): Promise<Result> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 25))) {
    const result = condition();
    if (result !== undefined) return result;
  }
  throw new Error('what the test waits for did not come in time');
}

async function openedCase(): Promise<string> {
  const caseId = uuidv7();
  const data = classified({ caseId });
  const event: AppealClassified = { ...envelope(caseId, randomUUID()), source: '/suqiao/classification', type: 'appeal.classified', dataschema: 'urn:suqiao:schema:appeal.classified:2', data };
  const { snapshot, transition } = openCase(data, factsOf('shandong-enterprise-2020').opening(), new Date());
  await cases.open(event, snapshot, transition, ['370102', '370100', '370000'], []);
  return caseId;
}

const about = (appealId: string) => ({ appealId, trackingNumber: 'SQ20261123-7K3F9Q2M-5', channel: 'requests-spec', requestId: randomUUID(), at: '2026-11-24T02:00:00.000Z' });
const envelope = (appealId: string, requestId: string) => ({ specversion: '1.0', id: `${requestId}:requested`, source: '/suqiao/intake', subject: appealId, time: '2026-11-24T02:00:00.000Z', datacontenttype: 'application/json', partitionkey: appealId } as const);
function amended(appealId: string, text: string | null, contactChanged: boolean): AppealAmended {
  const data = { ...about(appealId), text, contactChanged };
  return { ...envelope(appealId, data.requestId), type: 'appeal.amended', dataschema: 'urn:suqiao:schema:appeal.amended:1', data };
}
function withdrawal(appealId: string): AppealWithdrawalRequested {
  const data = { ...about(appealId), reason: '已解决' };
  return { ...envelope(appealId, data.requestId), type: 'appeal.withdrawalRequested', dataschema: 'urn:suqiao:schema:appeal.withdrawalRequested:1', data };
}
const answeredAt = '2026-11-24T01:00:00.000Z';
function rated(appealId: string): AppealRated {
  const { requestId: ratingId, ...data } = about(appealId);
  return { ...envelope(appealId, ratingId), id: `${ratingId}:rated`, type: 'appeal.rated', dataschema: 'urn:suqiao:schema:appeal.rated:1', data: { ...data, ratingId, answeredAt, satisfaction: 'dissatisfied', comment: '只办了一半' } };
}
const publish = (...events: (AppealAmended | AppealWithdrawalRequested | AppealRated)[]) => bus.publish(events.map((event) => ({ topic: topics.appealReceived, event })));
const decisionOn = ({ data }: AppealAmended | AppealWithdrawalRequested) => until(() => decided.get(data.requestId)?.[0]);

it('gives an amendment to the case as a remark, and a withdrawal as the order, once each', async () => {
  const caseId = await openedCase();
  const events = [amended(caseId, '银行已答复', true), amended(caseId, null, true), withdrawal(caseId)] as const;
  await publish(...events, ...events);
  await decisionOn(events[2]);
  expect((await decisionOn(events[0])).data).toMatchObject({ appealId: caseId, channel: 'requests-spec', kind: 'amendment', decision: 'taken', state: 'dispatched', reason: null });
  expect((await decisionOn(events[2])).data).toMatchObject({ kind: 'withdrawal', decision: 'taken', state: 'closed' });
  const mine = given.filter(({ orderId }) => events.some(({ data }) => data.requestId === orderId));
  expect(mine.map(({ command, text }) => [command, text])).toEqual([['comment', '渠道补充：银行已答复\n联系方式已更新，见诉求'], ['comment', '渠道补充：联系方式已更新，见诉求'], ['withdraw', '渠道转达撤诉：已解决']]);
});

it('says that the case refused it, in which state and why; and asks again while the workflow does not run', async () => {
  const caseId = await openedCase();
  const found = await cases.find(caseId);
  if (found === null) throw new Error('not opened');
  outcomes = [{ kind: 'notRunning' }, { kind: 'refused', refusal: refusalBy('state', { ...found.snapshot, state: 'answered' }, 'withdraw') }];
  const event = withdrawal(caseId);
  await publish(event);
  expect((await decisionOn(event)).data).toMatchObject({ decision: 'refused', state: 'answered', reason: { zh: expect.stringContaining('诉求已答复，不能撤诉') as string } });
  expect(given.filter(({ orderId }) => orderId === event.data.requestId)).toHaveLength(2);
});

it('does not ask a closed case, and knows what it carried out before', async () => {
  const caseId = await openedCase();
  const closed = connection.collection<{ _id: string }>('cases');
  const [event, before] = [withdrawal(caseId), withdrawal(caseId)];
  await closed.updateOne({ _id: caseId }, { $set: { state: 'closed', orderIds: [before.data.requestId] } });
  await publish(event, before);
  expect((await decisionOn(event)).data).toMatchObject({ decision: 'refused', state: 'closed' });
  expect((await decisionOn(before)).data).toMatchObject({ decision: 'taken', state: 'closed' });
  expect(given.some(({ orderId }) => [event.data.requestId, before.data.requestId].includes(orderId))).toBe(false);
});

it('heeds an appellant\'s rating as their own follow-up, once, with the redo that the policy grants', async () => {
  const caseId = await openedCase();
  await connection.collection<{ _id: string }>('cases').updateOne({ _id: caseId }, { $set: { state: 'answered', answeredAt } });
  const event = rated(caseId);
  await publish(event, event);
  expect((await until(() => ratings.get(event.data.ratingId))).data).toMatchObject({ appealId: caseId, decision: 'taken', reason: null });
  expect(given.filter(({ orderId }) => orderId.startsWith(event.data.ratingId))).toEqual([{ command: 'followUp', orderId: event.data.ratingId, text: '只办了一半', by: 'appellant', satisfaction: 'dissatisfied', redoAtMost: expect.any(Number) as number }]);
  expect(given.find(({ orderId }) => orderId === event.data.ratingId)?.redoAtMost).toBeGreaterThan(0);
});

it('puts a rating that comes too late on the record as a remark, and says that it was not heeded', async () => {
  const [reopened, replaced] = [await openedCase(), await openedCase()];
  await connection.collection<{ _id: string }>('cases').updateOne({ _id: replaced }, { $set: { state: 'answered', answeredAt: '2026-11-24T01:30:00.000Z' } });
  for (const event of [rated(reopened), rated(replaced)]) {
    await publish(event, event);
    expect((await until(() => ratings.get(event.data.ratingId))).data).toMatchObject({ decision: 'unheeded', reason: { zh: expect.any(String) as string } });
    const orders = given.filter(({ orderId }) => orderId.startsWith(event.data.ratingId));
    expect(orders).toMatchObject([{ command: 'comment', orderId: `${event.data.ratingId}:unheeded`, by: 'appellant' }]);
    expect(orders[0]?.text).toContain('不满意；只办了一半');
  }
});
