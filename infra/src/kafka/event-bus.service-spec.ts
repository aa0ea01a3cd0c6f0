import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { formatSequence, topics } from '@suqiao/contracts';
import type { AppealReceived, DeadLetter } from '@suqiao/contracts';
import pino from 'pino';
import { EventBus } from './event-bus';
import { kafkaSettings } from './settings';
import { PoisonError } from './transient';

function received(appealId: string, sequence: number): AppealReceived {
  return {
    specversion: '1.0', id: `${appealId}:${String(sequence)}`, source: '/suqiao/intake', type: 'appeal.received', subject: appealId,
    time: '2026-11-23T01:00:00.000Z', datacontenttype: 'application/json', dataschema: 'urn:suqiao:schema:appeal.received:2',
    sequence: formatSequence(sequence), partitionkey: appealId,
    data: {
      appealId, trackingNumber: 'SQ20261123-00000000-0', channel: 'test', channelReference: String(sequence), title: '贷款', content: '贷款被拒',
      occurredAt: null, receivedAt: '2026-11-23T01:00:00.000Z', appellantName: '某公司', creditCode: null, divisionCode: null, categoryCode: null, confidential: false,
    },
  };
}

async function until(condition: () => boolean, limitInMs = 20_000): Promise<void> {
  const end = Date.now() + limitInMs;
  while (!condition()) {
    if (Date.now() > end) throw new Error('the condition did not come true in time');
    await delay(20);
  }
}

describe('EventBus on a real broker', () => {
  let bus: EventBus;
  beforeAll(async () => {
    bus = new EventBus(kafkaSettings(process.env, 'event-bus-test'), pino({ level: 'silent' }));
    await bus.ensureTopics();
  });
  afterAll(() => bus.close());

  it('delivers each key in order and different keys at once', async () => {
    const keys = Array.from({ length: 8 }, () => randomUUID());
    const seen = new Map<string, number[]>(keys.map((key) => [key, []]));
    let atOnce = 0;
    let mostAtOnce = 0;
    bus.subscribe({
      consumer: `order-${randomUUID()}`, topics: [topics.appealReceived],
      handle: async (event) => {
        const mine = seen.get(event.subject);
        if (mine === undefined) return;
        mostAtOnce = Math.max(mostAtOnce, ++atOnce);
        await delay(2);
        mine.push(Number(event.sequence));
        atOnce--;
      },
    });
    const events = Array.from({ length: 10 }, (_, index) => keys.map((key) => received(key, index + 1))).flat();
    await bus.publish(events.map((event) => ({ topic: topics.appealReceived, event })));
    await until(() => [...seen.values()].every((sequences) => sequences.length === 10));
    for (const sequences of seen.values()) expect(sequences).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(mostAtOnce).toBeGreaterThan(1);
  });

  it('puts poison aside with its reason while the rest of the partition goes on', async () => {
    const consumer = `poison-${randomUUID()}`;
    const [bad, good] = [randomUUID(), randomUUID()];
    const taken: string[] = [];
    const letters: DeadLetter[] = [];
    bus.subscribe({
      consumer, topics: [topics.appealReceived],
      handle: (event) => {
        if (event.subject === bad) return Promise.reject(new PoisonError('no such division'));
        taken.push(event.subject);
        return Promise.resolve();
      },
    });
    bus.subscribeDeadLetters({
      consumer: `letters-${randomUUID()}`,
      handle: (letter) => {
        if (letter.consumer === consumer) letters.push(letter);
        return Promise.resolve();
      },
    });
    await bus.publishRaw(topics.appealReceived, good, Buffer.from('{"not":"an event"'));
    await bus.publish([bad, good].map((key) => ({ topic: topics.appealReceived, event: received(key, 1) })));
    await until(() => taken.includes(good) && letters.length >= 2);
    const reasons = letters.map((letter) => letter.reason);
    expect(reasons).toEqual(expect.arrayContaining([expect.stringContaining('no such division'), expect.stringContaining('not an event of these contracts')]));
    const raw = letters.find((letter) => letter.reason.includes('not an event'));
    expect(Buffer.from(raw?.valueBase64 ?? '', 'base64').toString()).toBe('{"not":"an event"');
  });

  it('tries a transient failure again until it passes', async () => {
    const key = randomUUID();
    let attempts = 0;
    let taken = false;
    bus.subscribe({
      consumer: `transient-${randomUUID()}`, topics: [topics.appealReceived],
      handle: (event) => {
        if (event.subject !== key) return Promise.resolve();
        if (++attempts < 8) return Promise.reject(Object.assign(new Error('away'), { name: 'MongoServerSelectionError' }));
        taken = true;
        return Promise.resolve();
      },
    });
    await bus.publish([{ topic: topics.appealReceived, event: received(key, 1) }]);
    await until(() => taken, 30_000);
    expect(attempts).toBe(8);
  });

  it('gives what was not finished to the next member of the group', async () => {
    const consumer = `handover-${randomUUID()}`;
    const key = randomUUID();
    let started = false;
    const first = bus.subscribe({
      consumer, topics: [topics.appealReceived],
      handle: async (event) => {
        if (event.subject !== key) return;
        started = true;
        await Promise.reject(Object.assign(new Error('away'), { name: 'MongoServerSelectionError' }));
      },
    });
    await bus.publish([{ topic: topics.appealReceived, event: received(key, 1) }]);
    await until(() => started);
    await first.close();
    const again: string[] = [];
    bus.subscribe({ consumer, topics: [topics.appealReceived], handle: (event) => Promise.resolve(void again.push(event.subject)) });
    await until(() => again.includes(key));
  });

  it('closes at any moment of a join, without an error that nobody hears', async () => {
    const consumer = `closed-early-${randomUUID()}`;
    for (let waitInMs = 0; waitInMs < 120; waitInMs += 4) {
      const early = new EventBus(kafkaSettings(process.env, 'event-bus-test'), pino({ level: 'silent' }));
      const subscription = early.subscribe({ consumer, topics: [topics.appealReceived, topics.case], handle: () => Promise.resolve() });
      await delay(waitInMs);
      await subscription.close();
      await early.close();
    }
  });
});
