import { setTimeout as delay } from 'node:timers/promises';
import { Admin, Producer, stringSerializer, type MessageToProduce } from '@platformatic/kafka';
import { cloudEventsContentType, deadLetterSchema, partitionsPerTopic, retentionInMs, suqiaoEventSchema, topics } from '@suqiao/contracts';
import type { DeadLetter, SuqiaoEvent, Topic } from '@suqiao/contracts';
import type { Logger } from 'pino';
import { consumerLags, type ConsumerLag } from './lags';
import type { KafkaSettings } from './settings';
import { RecordSubscription, type RawRecord, type Subscription } from './subscription';
import { isRefusedCertificate, isRefusedSignIn, isTransient, PoisonError, reasonOf } from './transient';

/** An event and where it goes. The record's key is the event's `partitionkey`. */
export interface OutgoingEvent {
  readonly topic: Topic;
  readonly event: SuqiaoEvent;
}

export interface SubscribeOptions {
  /** Name of the consumer group, and of the consumer in a dead letter. */
  readonly consumer: string;
  readonly topics: readonly Topic[];
  /** Records in hand at once; 64 unless told. */
  readonly concurrency?: number;
  /** Must be idempotent on (consumer, source, id): records come at least once. */
  readonly handle: (event: SuqiaoEvent) => Promise<void>;
}

/** A consumer of records that are not Suqiao's own events. */
export interface SubscribeRecordsOptions extends Omit<SubscribeOptions, 'topics' | 'handle'> {
  readonly topics: readonly string[];
  /** Must be idempotent: records come at least once. A `PoisonError` puts the record aside at once, a transient error never. */
  readonly handle: (record: RawRecord) => Promise<void>;
}

type Outgoing = MessageToProduce<string, Buffer, string, string>;

const topicAttempts = 20;
const topicPauseInMs = 500;
const attemptsBeforeDeadLetter = 5;
const longestBackoffInMs = 5000;

/** Facts out and in: publishes events with all replicas' acknowledgement and runs the consumers. */
export class EventBus {
  readonly #settings: KafkaSettings;
  readonly #logger: Logger;
  readonly #producer: Producer<string, Buffer, string, string>;
  readonly #subscriptions = new Set<Subscription>();

  constructor(settings: KafkaSettings, logger: Logger) {
    this.#settings = settings;
    this.#logger = logger;
    this.#producer = new Producer({
      ...settings, serializers: { key: stringSerializer, headerKey: stringSerializer, headerValue: stringSerializer },
      acks: -1, idempotent: true, retries: 2, retryDelay: 100, timeout: 5000, connectTimeout: 2000, autocreateTopics: false,
    });
  }

  /**
   * Creates Suqiao's topics where they are missing; existing ones are left as their owner made them.
   * @param retentions topics and how long they keep their records, in milliseconds; Suqiao's own unless told
   * @throws the client's error when the broker does not let us, also not after some seconds
   */
  async ensureTopics(retentions: Readonly<Record<string, number>> = retentionInMs): Promise<void> {
    const admin = new Admin({ ...this.#settings, retries: 2, timeout: 10_000, connectTimeout: 2000 });
    try {
      for (let attempt = 1; ; attempt++) {
        try {
          const existing = new Set(await admin.listTopics());
          const missing = Object.entries(retentions).filter(([name]) => !existing.has(name));
          if (missing.length === 0) return;
          for (const [topic, retention] of missing) {
            await admin.createTopics({ topics: [topic], partitions: partitionsPerTopic, replicas: -1, configs: [{ name: 'retention.ms', value: String(retention) }] });
          }
        } catch (error) {
          if (isRefusedSignIn(error)) throw new Error(`the Kafka brokers refuse the credentials (KAFKA_SASL_…): ${reasonOf(error)}`, { cause: error });
          if (isRefusedCertificate(error)) throw new Error(`no TLS with the Kafka brokers (KAFKA_TLS_…): ${reasonOf(error)}`, { cause: error });
          // Processes start at once and meet in the same topic, or the broker still starts: the next look tells.
          if (attempt >= topicAttempts) throw new Error(`the Kafka brokers (KAFKA_BROKERS) do not answer: ${reasonOf(error)}`, { cause: error });
          if (attempt === 1) this.#logger.warn({ err: error, reason: reasonOf(error) }, 'the Kafka brokers do not answer yet; they are asked again');
          await delay(topicPauseInMs);
        }
      }
    } finally {
      await admin.close();
    }
  }

  /** Publishes all or rejects; after a rejection some may have arrived, and publishing again is harmless. */
  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.#send(events.map(({ topic, event }) => ({
      topic, key: event.partitionkey, value: Buffer.from(JSON.stringify(event)), headers: { 'content-type': cloudEventsContentType },
    })));
  }

  /** Puts a record on a topic as it is: the replay of a dead letter, the answer to a channel. Resolves when all replicas have it. */
  async publishRaw(topic: string, key: string | null, value: Buffer, headers?: Readonly<Record<string, string>>): Promise<void> {
    await this.#send([{ topic, value, ...(key !== null && { key }), ...(headers !== undefined && { headers: { ...headers } }) }]);
  }

  /** Runs a consumer of events until it is closed. A record that can't be taken goes to the dead-letter topic, the rest go on. */
  subscribe(options: SubscribeOptions): Subscription {
    return this.#add(options.consumer, options.topics, options.concurrency ?? 64, (record, signal) =>
      this.#attempt(options.consumer, record, signal, () => options.handle(parseEvent(record))),
    );
  }

  /** Runs a consumer of records as they lie on the broker, by the same rules as `subscribe`. */
  subscribeRecords(options: SubscribeRecordsOptions): Subscription {
    return this.#add(options.consumer, options.topics, options.concurrency ?? 64, (record, signal) =>
      this.#attempt(options.consumer, record, signal, () => options.handle(record)),
    );
  }

  /** Runs a consumer of dead letters. A dead letter that can't be read is logged and skipped: there is nowhere further down. */
  subscribeDeadLetters(options: { readonly consumer: string; readonly handle: (letter: DeadLetter) => Promise<void> }): Subscription {
    return this.#add(options.consumer, [topics.deadLetter], 8, async (record, signal) => {
      const parsed = deadLetterSchema.safeParse(parseJson(record.value));
      if (!parsed.success) {
        this.#logger.error({ offset: String(record.offset) }, 'a dead letter could not be read');
        return;
      }
      await this.#retry(signal, () => options.handle(parsed.data), () => null);
    });
  }

  /** Whether the broker answers and every consumer has its partitions. */
  async isReady(): Promise<boolean> {
    await this.#producer.metadata({ topics: [topics.case], forceUpdate: true });
    return [...this.#subscriptions].every((subscription) => subscription.isJoined());
  }

  /** How far every consumer group of the cluster is behind. @throws the client's error when the brokers do not answer */
  lags(): Promise<ConsumerLag[]> {
    return consumerLags(this.#settings);
  }

  /** Finishes what is in hand and leaves. */
  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    await this.#producer.close(true).catch(() => undefined);
  }

  #add(consumer: string, names: readonly string[], concurrency: number, handle: (record: RawRecord, signal: AbortSignal) => Promise<void>): Subscription {
    const subscription = new RecordSubscription({ settings: this.#settings, consumer, topics: names, concurrency, handle, logger: this.#logger });
    this.#subscriptions.add(subscription);
    return {
      isJoined: () => subscription.isJoined(),
      close: async () => {
        this.#subscriptions.delete(subscription);
        await subscription.close();
      },
    };
  }

  async #send(messages: Outgoing[]): Promise<void> {
    await this.#producer.send({ messages });
  }

  /** Tries a record until it is taken, or put aside as a dead letter with its reason. */
  async #attempt(consumer: string, record: RawRecord, signal: AbortSignal, run: () => Promise<void>): Promise<void> {
    let attempts = 0;
    await this.#retry(signal, run, (error) => {
      if (isTransient(error)) return null;
      attempts++;
      if (!(error instanceof PoisonError) && attempts < attemptsBeforeDeadLetter) return null;
      return () => this.#putAside(consumer, record, error, attempts, signal);
    });
  }

  async #retry(signal: AbortSignal, run: () => Promise<void>, giveUp: (error: unknown) => (() => Promise<void>) | null): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      try {
        await run();
        return;
      } catch (error) {
        const last = giveUp(error);
        if (last !== null) return last();
        if (attempt === 0) this.#logger.warn({ err: error }, 'a record could not be taken yet; it is tried again');
        await delay(Math.min(longestBackoffInMs, 50 * 2 ** Math.min(attempt, 10)), undefined, { signal });
      }
    }
  }

  async #putAside(consumer: string, record: RawRecord, error: unknown, attempts: number, signal: AbortSignal): Promise<void> {
    const offset = String(record.offset);
    const letter: DeadLetter = {
      id: `${consumer}:${record.topic}:${String(record.partition)}:${offset}`,
      consumer, topic: record.topic, partition: record.partition, offset, key: record.key,
      valueBase64: record.value.toString('base64'), reason: error instanceof Error ? error.message : String(error),
      attempts, at: new Date().toISOString(),
    };
    this.#logger.error({ consumer, topic: record.topic, offset, reason: letter.reason }, 'a record was put aside as a dead letter');
    await this.#retry(signal, () => this.#send([{ topic: topics.deadLetter, key: letter.id, value: Buffer.from(JSON.stringify(letter)) }]), () => null);
  }
}

function parseEvent(record: RawRecord): SuqiaoEvent {
  const parsed = suqiaoEventSchema.safeParse(parseJson(record.value));
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || '(event)'}: ${issue.message}`);
  throw new PoisonError(`not an event of these contracts: ${issues.join('; ')}`);
}

function parseJson(value: Buffer): unknown {
  try {
    const parsed: unknown = JSON.parse(value.toString('utf8'));
    return parsed;
  } catch {
    return undefined;
  }
}
