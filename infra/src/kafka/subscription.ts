import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Consumer, type Message, type MessagesStream } from '@platformatic/kafka';
import type { Logger } from 'pino';
import { giveWay } from '../telemetry';
import { PartitionProgress } from './progress';
import type { KafkaSettings } from './settings';

/** How often finished positions are stored: one round trip a batch instead of one a record. */
const commitIntervalInMs = 200;
/** How long a consumer waits before it joins anew after its connection broke. */
const rejoinDelayInMs = 500;

/** One record as it lay on the broker. */
export interface RawRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string | null;
  readonly value: Buffer;
}

/** A running consumer. `close` lets what is in hand finish, stores positions and leaves the group. */
export interface Subscription {
  close(): Promise<void>;
  isJoined(): boolean;
}

export interface RecordSubscriptionOptions {
  readonly settings: KafkaSettings;
  readonly consumer: string;
  readonly topics: readonly string[];
  /** How many records may be in hand at once. */
  readonly concurrency: number;
  /** Must not reject except when `signal` is aborted: whoever handles decides on retry and dead letter. */
  readonly handle: (record: RawRecord, signal: AbortSignal) => Promise<void>;
  readonly logger: Logger;
}

/**
 * Consumes topics as one member of the group `consumer`: records of one key one after the other, different keys at once,
 * positions stored behind the oldest unfinished record. A broken connection is mended by joining anew, for ever.
 */
export class RecordSubscription implements Subscription {
  readonly #options: RecordSubscriptionOptions;
  readonly #abort = new AbortController();
  readonly #tails = new Map<string, Promise<void>>();
  #progress = new Map<string, PartitionProgress>();
  #stream: MessagesStream<string, Buffer, string, string> | null = null;
  #consumer: Consumer<string, Buffer, string, string> | null = null;
  #inHand = 0;
  #roomMade: (() => void) | null = null;
  readonly #running: Promise<void>;

  constructor(options: RecordSubscriptionOptions) {
    this.#options = options;
    this.#running = this.#run();
  }

  isJoined(): boolean {
    return this.#stream !== null && (this.#consumer?.assignments?.length ?? 0) > 0 && this.#consumer?.isActive() === true;
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await Promise.allSettled(this.#tails.values());
    await this.#commit();
    await this.#leave();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { logger, consumer } = this.#options;
    while (!this.#abort.signal.aborted) {
      try {
        await this.#consume();
      } catch (error) {
        if (!this.#abort.signal.aborted) logger.warn({ consumer, err: error }, 'consumer lost its broker; it joins anew');
      }
      await this.#leave();
      if (!this.#abort.signal.aborted) await delay(rejoinDelayInMs);
    }
  }

  async #consume(): Promise<void> {
    const { settings, consumer: groupId, topics } = this.#options;
    const text = (data?: Buffer) => data?.toString('utf8');
    const consumer = new Consumer<string, Buffer, string, string>({
      ...settings, groupId, autocommit: false, retries: 2, retryDelay: 250, timeout: 5000, connectTimeout: 2000,
      sessionTimeout: 10_000, rebalanceTimeout: 10_000, heartbeatInterval: 1000,
      deserializers: { key: text, value: (data?: Buffer) => data ?? Buffer.alloc(0), headerKey: text, headerValue: text },
    });
    this.#consumer = consumer;
    this.#progress = new Map();
    // Joining goes on in the background, and its failures come as events; without a listener one would end the process.
    const failed = (error: unknown) => {
      this.#options.logger.debug({ consumer: groupId, err: error }, 'the consumer reports a failure');
      this.#stream?.destroy();
    };
    // The library's types do not list its own `error` event.
    const emitter: EventEmitter = consumer;
    emitter.on('error', failed);
    const stream = await new Promise<MessagesStream<string, Buffer, string, string>>((resolve, reject) => {
      consumer.consume({ topics: [...topics], mode: 'committed', fallbackMode: 'earliest', maxWaitTime: 250, highWaterMark: 256 }, (error, made) => {
        if (made === undefined) {
          reject(error ?? new Error('no stream came'));
          return;
        }
        // Listened to in the very call that hands it over: a consumer closed while it joins fails its stream before any promise goes on.
        made.on('error', failed);
        resolve(made);
      });
    });
    this.#stream = stream;
    const timer = setInterval(() => void this.#commit(), commitIntervalInMs);
    try {
      for await (const message of stream) await this.#take(message);
    } finally {
      clearInterval(timer);
    }
  }

  async #take(message: Message<string, Buffer, string, string>): Promise<void> {
    if (this.#abort.signal.aborted) return;
    await giveWay();
    if (this.#inHand >= this.#options.concurrency) await new Promise<void>((resolve) => (this.#roomMade = resolve));
    const place = `${message.topic}/${String(message.partition)}`;
    const progress = this.#progress.get(place) ?? new PartitionProgress();
    this.#progress.set(place, progress);
    const finish = progress.deliver(() => message.commit());
    const { topic, partition, offset, value } = message;
    // A record without a key has no order to keep: its own place serves as its key.
    const record: RawRecord = { topic, partition, offset, value, key: message.key ?? null };
    const key = record.key ?? `${place}/${String(offset)}`;
    this.#inHand++;
    const tail = (this.#tails.get(key) ?? Promise.resolve()).then(() => this.#handle(record, finish));
    this.#tails.set(key, tail);
    void tail.then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
      this.#inHand--;
      this.#roomMade?.();
      this.#roomMade = null;
    });
  }

  async #handle(record: RawRecord, finish: () => void): Promise<void> {
    if (this.#abort.signal.aborted) return;
    try {
      await this.#options.handle(record, this.#abort.signal);
      finish();
    } catch (error) {
      // Only an abort ends here: the record stays unfinished, its position is not stored, the next member gets it.
      if (!this.#abort.signal.aborted) this.#options.logger.error({ err: error, record: { topic: record.topic, offset: String(record.offset) } }, 'handler rejected outside an abort');
    }
  }

  async #commit(): Promise<void> {
    const commits = [...this.#progress.values()].map((progress) => progress.takeCommit());
    // A position that could not be stored means that records come twice, which every handler expects.
    await Promise.allSettled(commits.map(async (commit) => commit?.()));
  }

  async #leave(): Promise<void> {
    const consumer = this.#consumer;
    this.#stream = null;
    this.#consumer = null;
    if (consumer === null) return;
    await consumer.close(true).catch((error: unknown) => {
      this.#options.logger.debug({ err: error }, 'consumer closed with an error');
    });
  }
}
