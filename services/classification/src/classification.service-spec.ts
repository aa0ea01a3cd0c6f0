import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { topics, type AppealClassified, type AppealReceived } from '@suqiao/contracts';
import { EventBus, KafkaModule } from '@suqiao/infra/kafka';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';
import { sortingFacts } from './classification.consumer';
import { ClassificationStore } from './classification.store';
import { sortAppeal } from './domain/sort';
import { segment } from './segmenter';

const database = `classification-${randomUUID()}`;
const environment = { ...process.env, MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`) };

/** The store and its relay without the consumer, whose group another Suqiao on this broker may be a member of. */
@Module({ imports: [MongoModule.forRoot(environment, 'classification-test'), KafkaModule.forRoot(environment, 'classification-test')], providers: [ClassificationStore] })
class StoreUnderTest {}

function received(): AppealReceived {
  const appealId = randomUUID();
  return {
    specversion: '1.0', id: `${appealId}:received`, source: '/suqiao/intake', type: 'appeal.received', subject: appealId, time: '2026-11-23T01:00:00.000Z',
    datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.received:2', partitionkey: appealId, traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    data: {
      appealId, trackingNumber: 'SQ20261123-00000000-0', channel: 'test', channelReference: appealId, title: '银行突然抽贷', content: '济南市章丘区我公司被银行抽贷，断贷了',
      occurredAt: null, receivedAt: '2026-11-23T01:00:00.000Z', appellantName: '某公司', creditCode: null, divisionCode: null, categoryCode: null, confidential: false,
    },
  };
}

async function until(condition: () => Promise<boolean> | boolean, limitInMs = 30_000): Promise<void> {
  const end = Date.now() + limitInMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('the condition did not come true in time');
    await delay(50);
  }
}

describe('classification on a real store and broker', () => {
  let application: INestApplicationContext;
  let store: ClassificationStore;
  let connection: Connection;
  const heard: AppealClassified[] = [];
  const facts = sortingFacts({}, null);
  const decide = (event: AppealReceived) => store.decide(event, sortAppeal(event.data, segment(event.data.title, event.data.content), facts));

  beforeAll(async () => {
    application = await NestFactory.createApplicationContext(StoreUnderTest, { logger: false, abortOnError: false });
    store = application.get(ClassificationStore);
    connection = application.get<Connection>(MONGO);
    application.get(EventBus).subscribe({
      consumer: `classified-test-${randomUUID()}`, topics: [topics.appealClassified],
      handle: (event) => {
        if (event.type === 'appeal.classified') heard.push(event);
        return Promise.resolve();
      },
    });
  }, 60_000);

  afterAll(async () => {
    await connection.dropDatabase();
    await application.close();
  }, 30_000);

  it('decides an appeal once, however often and however many at once, and announces that one decision', async () => {
    const events = Array.from({ length: 20 }, received);
    await Promise.all([...events, ...events].map(decide));
    await Promise.all(events.map(decide));
    const heardOf = (event: AppealReceived) => new Set(heard.filter(({ subject }) => subject === event.subject).map((found) => JSON.stringify(found)));
    await until(() => events.every((event) => heardOf(event).size > 0));
    // Time for a second, different decision to show itself, if there were one.
    await delay(500);
    for (const event of events) {
      const [only, second] = [...heardOf(event)];
      expect(second).toBeUndefined();
      expect(JSON.parse(only ?? '{}')).toMatchObject({
        id: `${event.subject}:classified`, traceparent: event.traceparent, partitionkey: event.subject,
        data: { appeal: event.data, sorting: { unsure: [], category: { value: 'financing.loan-withdrawn' }, jurisdiction: { value: '370114', method: 'name' } } },
      });
    }
    const documents = connection.collection('classifications');
    expect(await documents.countDocuments()).toBe(events.length);
    await until(async () => (await documents.countDocuments({ outboxSince: null })) === events.length);
  }, 60_000);
});
