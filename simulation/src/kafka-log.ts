import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Admin, Consumer, type MessagesStream } from '@platformatic/kafka';
import { partitionsPerTopic, topics, type Topic } from '@suqiao/contracts';
import { kafkaSettings, type KafkaSettings } from '@suqiao/infra/kafka';

/** A record as it lies on the broker. */
export interface Seen {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly value: Buffer;
}

/** Who consumes what: each of them puts each poison record of its topics aside once. */
export const consumersOf: Readonly<Partial<Record<string, readonly string[]>>> = {
  [topics.appealReceived]: ['classification'],
  [topics.appealClassified]: ['dispatch', 'intake'],
  [topics.case]: ['intake', 'supervision', 'supervision-rates'],
  [topics.deadLetter]: ['supervision-dead-letters'],
};
const watched: readonly Topic[] = [topics.appealReceived, topics.appealClassified, topics.case];
const places = Array.from({ length: partitionsPerTopic }, (_, partitionIndex) => partitionIndex);

/** Reads back everything that was published, also over the broker's death: from the beginning, each place once. */
export class KafkaLog {
  readonly #settings: KafkaSettings;
  readonly #seen = new Map<string, Seen>();
  readonly #running: Promise<void>;
  #stream: MessagesStream<string, Buffer, string, string> | null = null;
  #isOver = false;
  #round = 0;

  constructor(brokers: string) {
    this.#settings = kafkaSettings({ KAFKA_BROKERS: brokers }, 'simulation');
    this.#running = this.#run();
  }

  /** In the order in which they were read: of one partition, the order of the partition. */
  records(): Seen[] {
    return [...this.#seen.values()];
  }

  /** Consumers, and this log itself, that have records before them; empty when all is taken. */
  async behind(): Promise<string[]> {
    const admin = new Admin({ ...this.#settings, retries: 1, timeout: 5000, connectTimeout: 2000 });
    try {
      const names = Object.keys(consumersOf);
      const listed = await admin.listOffsets({ topics: names.map((name) => ({ name, partitions: places.map((partitionIndex) => ({ partitionIndex, timestamp: -1n })) })) });
      const groups = [...new Set(Object.values(consumersOf).flatMap((consumers) => consumers ?? []))];
      const committed = new Map<string, bigint>((await admin.listConsumerGroupOffsets({ groups })).flatMap(({ groupId, topics: taken }) =>
        taken.flatMap(({ name, partitions }) => partitions.map(({ partitionIndex, committedOffset }) => [`${groupId} ${name}/${String(partitionIndex)}`, committedOffset] as const))));
      return listed.flatMap(({ name, partitions }) => partitions.flatMap(({ partitionIndex, offset: end }) => {
        if (end <= 0n) return [];
        const place = `${name}/${String(partitionIndex)}`;
        const late = (consumersOf[name] ?? []).map((consumer) => `${consumer} ${place}`).filter((at) => (committed.get(at) ?? -1n) < end);
        const isUnread = watched.some((topic) => topic === name) && !this.#seen.has(`${place}/${String(end - 1n)}`);
        return isUnread ? [...late, `the simulation's own reading of ${place}`] : late;
      }));
    } finally {
      await admin.close();
    }
  }

  async close(): Promise<void> {
    this.#isOver = true;
    this.#stream?.destroy();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      // The broker is killed while this reads: it begins anew, and places that were read are known.
      await this.#read().catch(() => undefined);
      if (!this.#isOver) await delay(300);
    }
  }

  async #read(): Promise<void> {
    const text = (data?: Buffer) => data?.toString('utf8');
    const consumer = new Consumer<string, Buffer, string, string>({
      ...this.#settings, groupId: `simulation-${String(process.pid)}-${String(++this.#round)}`, autocommit: false, retries: 1, timeout: 5000, connectTimeout: 2000,
      deserializers: { key: text, value: (data?: Buffer) => data ?? Buffer.alloc(0), headerKey: text, headerValue: text },
    });
    const failed = () => this.#stream?.destroy();
    // The library's types do not list its own `error` event.
    const emitter: EventEmitter = consumer;
    emitter.on('error', failed);
    try {
      const stream = await consumer.consume({ topics: [...watched], mode: 'earliest', maxWaitTime: 250 });
      this.#stream = stream;
      stream.on('error', failed);
      for await (const { topic, partition, offset, key, value } of stream) {
        const place = `${topic}/${String(partition)}/${String(offset)}`;
        if (!this.#seen.has(place)) this.#seen.set(place, { topic, partition, offset, key: key ?? null, value });
      }
    } finally {
      this.#stream = null;
      await consumer.close(true).catch(() => undefined);
    }
  }
}
