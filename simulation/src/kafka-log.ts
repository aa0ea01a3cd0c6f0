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

/** Who consumes a topic: each of them puts each poison record on it aside once. */
export type Consumers = ReadonlyMap<string, ReadonlySet<string>>;

/** Who must be there at the least; whoever else has taken a record is found on the broker. */
export const mustConsume: readonly (readonly [Topic, readonly string[]])[] = [
  [topics.appealReceived, ['classification', 'dispatch-requests', 'enterprises']],
  [topics.appealClassified, ['dispatch', 'duplicates', 'insight', 'intake']],
  [topics.case, ['corrections', 'duplicates', 'insight', 'intake', 'supervision', 'supervision-rates', 'supervision-reminders']],
  [topics.commonIssue, ['dispatch-common-issues', 'intake']],
  [topics.calendar, ['insight-calendar', 'supervision-calendar']],
  [topics.deadLetter, ['supervision-dead-letters']],
];
/** Who puts a case's event aside that names a division which nobody knows; whoever asks for no division takes it. */
export const mustKnowDivision: readonly string[] = ['duplicates', 'insight', 'intake', 'supervision', 'supervision-rates'];
const ownGroups = 'simulation-';
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

  /** Who consumes what, and which of them, this log too, have records before them: none when all is taken. */
  async progress(): Promise<{ consumers: Consumers; behind: string[] }> {
    const admin = new Admin({ ...this.#settings, retries: 1, timeout: 5000, connectTimeout: 2000 });
    try {
      const names = mustConsume.map(([name]) => name);
      const listed = await admin.listOffsets({ topics: names.map((name) => ({ name, partitions: places.map((partitionIndex) => ({ partitionIndex, timestamp: -1n })) })) });
      const groups = [...(await admin.listGroups()).keys()].filter((group) => !group.startsWith(ownGroups));
      const consumers = new Map<string, Set<string>>(mustConsume.map(([name, known]) => [name, new Set(known)]));
      const committed = new Map<string, bigint>((await admin.listConsumerGroupOffsets({ groups })).flatMap(({ groupId, topics: taken }) =>
        taken.flatMap(({ name, partitions }) => partitions.map(({ partitionIndex, committedOffset }) => {
          if (committedOffset >= 0n) consumers.get(name)?.add(groupId);
          return [`${groupId} ${name}/${String(partitionIndex)}`, committedOffset] as const;
        }))));
      const behind = listed.flatMap(({ name, partitions }) => partitions.flatMap(({ partitionIndex, offset: end }) => {
        if (end <= 0n) return [];
        const place = `${name}/${String(partitionIndex)}`;
        const late = [...(consumers.get(name) ?? [])].map((consumer) => `${consumer} ${place}`).filter((at) => (committed.get(at) ?? -1n) < end);
        const isUnread = watched.some((topic) => topic === name) && !this.#seen.has(`${place}/${String(end - 1n)}`);
        return isUnread ? [...late, `the simulation's own reading of ${place}`] : late;
      }));
      return { consumers, behind };
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
      ...this.#settings, groupId: `${ownGroups}${String(process.pid)}-${String(++this.#round)}`, autocommit: false, retries: 1, timeout: 5000, connectTimeout: 2000,
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
