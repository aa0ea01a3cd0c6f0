import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { formatSequence, topics, type AppealClassified, type IssueAppealAnswered } from '@suqiao/contracts';
import { kafkaSettings, type EventBus } from '@suqiao/infra/kafka';
import { openMongo } from '@suqiao/infra/mongo';
import { loggerFor } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { uuidv7 } from 'uuidv7';
import { classified, factsOf } from '../testing/cases';
import { OwnBus } from '../testing/own-bus';
import type { OrderOutcome } from './case-orders';
import { CommonIssuesConsumer } from './common-issues.consumer';
import { DispatchStore } from './dispatch.store';
import { openCase } from './domain/plan';

let connection: Connection;
let bus: EventBus;
let cases: DispatchStore;
let consumer: CommonIssuesConsumer;
const given: { caseId: string; command: string; orderId: string; text: string | null | undefined }[] = [];
/** What the workflows would answer; they themselves are another spec's. */
let outcomes: OrderOutcome[] = [];

beforeAll(async () => {
  connection = await openMongo({ ...process.env, MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/^(mongodb:\/\/[^/?]+)\/?[^?]*/, `$1/issues-${randomUUID()}`) }, 'issues-spec');
  bus = new OwnBus(kafkaSettings(process.env, 'issues-spec'), loggerFor('issues-spec'));
  await bus.ensureTopics();
  cases = new DispatchStore(connection, bus);
  await cases.onModuleInit();
  consumer = new CommonIssuesConsumer(bus, cases, {
    give: (snapshot, { command, text }, orderId) => {
      given.push({ caseId: snapshot.caseId, command, orderId, text });
      return Promise.resolve(outcomes.shift() ?? { kind: 'done', snapshot });
    },
  });
  consumer.onModuleInit();
});
afterAll(async () => {
  await consumer.onModuleDestroy();
  await cases.onModuleDestroy();
  await connection.dropDatabase();
  await bus.close();
  await connection.close();
});

async function openedCase(): Promise<string> {
  const caseId = uuidv7();
  const data = classified({ caseId });
  const event: AppealClassified = { ...envelope(caseId, randomUUID()), source: '/suqiao/classification', type: 'appeal.classified', dataschema: 'urn:suqiao:schema:appeal.classified:2', data };
  const { snapshot, transition } = openCase(data, factsOf('shandong-enterprise-2020').opening(), new Date());
  await cases.open(event, snapshot, transition, ['370102', '370100', '370000'], []);
  return caseId;
}

const envelope = (appealId: string, id: string) => ({ specversion: '1.0', id, source: '/suqiao/insight', subject: appealId, time: '2026-11-24T02:00:00.000Z', datacontenttype: 'application/json', partitionkey: appealId } as const);
function answered(appealId: string): IssueAppealAnswered {
  const issueId = randomUUID();
  return {
    ...envelope(appealId, `${issueId}:1:${appealId}`), type: 'commonIssue.appealAnswered', dataschema: 'urn:suqiao:schema:commonIssue.appealAnswered:1', sequence: formatSequence(1),
    data: {
      appealId, trackingNumber: 'SQ20261123-7K3F9Q2M-5', issueId, issueName: '银杏产业园停电', closing: 1, outcome: 'solved', reply: '园区已完成增容。', at: '2026-11-24T02:00:00.000Z',
      measure: { kind: 'policy', title: '园区供电保障办法', text: '内容', document: '鲁电〔2026〕1号', effectiveAt: '2026-11-01T00:00:00.000Z' },
    },
  };
}

async function untilGiven(orderId: string, count: number) {
  const mine = () => given.filter((order) => order.orderId === orderId);
  for (const end = Date.now() + 20_000; mine().length < count; await delay(25)) if (Date.now() > end) throw new Error('what the test waits for did not come in time');
  return mine();
}

it('puts the answer of a closed common issue on the record of its case, and asks again while the workflow does not run', async () => {
  const caseId = await openedCase();
  outcomes = [{ kind: 'notRunning' }];
  const event = answered(caseId);
  await bus.publish([{ topic: topics.commonIssue, event }]);
  const [, order] = await untilGiven(event.id, 2);
  expect(order).toEqual({ caseId, command: 'comment', orderId: event.id, text: '共性问题“银杏产业园停电”已办结（已解决）：园区已完成增容。\n措施：园区供电保障办法（鲁电〔2026〕1号）' });
});

it('knows what it noted before', async () => {
  const caseId = await openedCase();
  // Of one case, so that the second is taken after the first.
  const [known, fresh] = [answered(caseId), answered(caseId)];
  await connection.collection<{ _id: string }>('cases').updateOne({ _id: caseId }, { $set: { orderIds: [known.id] } });
  await bus.publish([{ topic: topics.commonIssue, event: known }, { topic: topics.commonIssue, event: fresh }]);
  await untilGiven(fresh.id, 1);
  expect(given.filter(({ orderId }) => orderId === known.id)).toEqual([]);
});
