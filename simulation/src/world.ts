import { setTimeout as delay } from 'node:timers/promises';
import { topics } from '@suqiao/contracts';
import { EventBus, kafkaSettings } from '@suqiao/infra/kafka';
import { openTemporal } from '@suqiao/infra/temporal';
import pino from 'pino';
import { Engines } from './engines';
import { isUnanswered, Journal, type Answered, type OrderEntry, type Place, type PushEntry } from './journal';
import { KafkaLog, type Seen } from './kafka-log';
import type { PoisonShape, PushStep, Step } from './plan';
import type { OrderStep } from './plan-orders';

/** A step goes on in the background when it takes longer: what waits for a dead engine must not hold the others up. */
const stepInMs = 200;
/** A case is there soon after its appeal; an order waits for it so long. */
const caseWaitInMs = 6000;
const answerLimitInMs = 15_000;
const againLimitInMs = 45_000;
const noAnswer: Answered = { status: 0, body: null };

/** Drives a real Suqiao by steps, keeps the journal, and reads everything back. */
export class World {
  readonly journal = new Journal();
  readonly log: KafkaLog;
  readonly temporal: ReturnType<typeof openTemporal>;
  readonly #bus: EventBus;
  readonly #underWay = new Set<Promise<void>>();
  /** Values that were put in as poison, in base64. */
  readonly #poison = new Set<string>();
  #outage: Promise<void> = Promise.resolve();

  private constructor(readonly engines: Engines) {
    this.log = new KafkaLog(engines.stack.kafkaBrokers);
    this.temporal = openTemporal({ TEMPORAL_ADDRESS: engines.stack.temporalAddress });
    this.#bus = new EventBus(kafkaSettings({ KAFKA_BROKERS: engines.stack.kafkaBrokers }, 'simulation'), pino({ level: 'silent' }));
  }

  static async start(): Promise<World> {
    return new World(await Engines.start());
  }

  async take(step: Step, place: Place): Promise<void> {
    switch (step.kind) {
      case 'push':
      case 'order':
        return this.#background(this.#ask(step, place));
      case 'together':
        return this.#background(Promise.all(step.steps.map((one) => this.#ask(one, place))));
      case 'outage':
        await this.#outage;
        this.#outage = this.engines.outage(step.part, step.awayInMs);
        // Its failure is met where it is awaited: at the next outage, or in `settle`.
        this.#outage.catch(() => undefined);
        return delay(stepInMs);
      case 'copies':
        return this.#background(this.#copy(step.shares, step.newestFirst));
      case 'poison':
        return this.#background(this.#poisonWith(step.shape, step.share));
      case 'wait':
        return delay(step.forInMs);
    }
  }

  /** Everything is up, and everybody who got no answer has asked again until there was one. */
  async settle(): Promise<void> {
    await this.#outage;
    await this.engines.untilReady();
    await Promise.all(this.#underWay);
    const end = Date.now() + againLimitInMs;
    const open = () => [...this.journal.pushes, ...this.journal.orders].filter(({ answers }) => answers.every(isUnanswered));
    for (let waiting = open(); waiting.length > 0 && Date.now() < end; waiting = open()) {
      await Promise.all(waiting.map((entry) => ('push' in entry ? this.#send(entry) : this.#order(entry))));
    }
  }

  isPoison(record: Seen): boolean {
    return this.#poison.has(record.value.toString('base64'));
  }

  async call(method: string, path: string, credential: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answered> {
    try {
      const response = await fetch(`${this.engines.baseUrl}${path}`, {
        method, signal: AbortSignal.timeout(answerLimitInMs),
        headers: { authorization: `Bearer ${this.engines.credential(credential)}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const parsed: unknown = await response.json();
      return { status: response.status, body: parsed };
    } catch {
      return noAnswer;
    }
  }

  /** @returns the folder with everybody's logs, when they are kept */
  async stop(keepingLogs: boolean): Promise<string> {
    await Promise.allSettled([this.#outage, ...this.#underWay]);
    await this.log.close();
    await this.#bus.close();
    await this.temporal.connection.close();
    return this.engines.stop(keepingLogs);
  }

  async #background(work: Promise<unknown>): Promise<void> {
    const done: Promise<void> = work.then(() => undefined).finally(() => this.#underWay.delete(done));
    this.#underWay.add(done);
    await Promise.race([done, delay(stepInMs)]);
  }

  async #ask(step: PushStep | OrderStep, place: Place): Promise<void> {
    if (step.kind === 'push') {
      const entry: PushEntry = { place, push: step, answers: [] };
      this.journal.pushes.push(entry);
      return this.#send(entry);
    }
    const caseId = this.journal.acknowledged(step.reference)?.id;
    // Nobody can give an order on what no channel was told to be there.
    if (caseId === undefined) return;
    const entry: OrderEntry = { place, order: step, caseId, answers: [] };
    this.journal.orders.push(entry);
    const end = Date.now() + caseWaitInMs;
    while ((await this.call('GET', `/api/v1/cases/${caseId}`, 'admin')).status === 404 && Date.now() < end) await delay(100);
    await this.#order(entry);
  }

  async #send(entry: PushEntry): Promise<void> {
    const { channel, key, appeal } = entry.push;
    this.journal.answerPush(entry, await this.call('POST', '/api/v1/appeals', channel, appeal, { 'idempotency-key': key }));
    if (entry.answers.at(-1)?.status === 0) await delay(200);
  }

  async #order(entry: OrderEntry): Promise<void> {
    const { person, orderId, command, body, suspendForInMs, into } = entry.order;
    const given = {
      ...body,
      ...(suspendForInMs !== undefined && { until: new Date(Date.now() + suspendForInMs).toISOString() }),
      ...(into !== undefined && { into: this.journal.acknowledged(into)?.trackingNumber ?? 'none' }),
    };
    entry.answers.push(await this.call('POST', `/api/v1/cases/${entry.caseId}/commands/${command}`, person, given, { 'idempotency-key': orderId }));
    if (entry.answers.at(-1)?.status === 0) await delay(200);
  }

  /** Earlier facts once more, usually the newer ones first. */
  async #copy(shares: readonly number[], newestFirst: boolean): Promise<void> {
    const facts = this.log.records().filter((record) => !this.isPoison(record));
    const places = shares.map((share) => Math.floor(share * facts.length)).sort((a, b) => (newestFirst ? b - a : a - b));
    for (const place of places) {
      const record = facts[place];
      if (record !== undefined) await this.#publish(record, record.value);
    }
  }

  /** A spoilt copy of a real fact, under the key of that fact: what comes after it must still arrive. */
  async #poisonWith(shape: PoisonShape, share: number): Promise<void> {
    const facts = this.log.records().filter((record) => !this.isPoison(record));
    const record = facts[Math.floor(share * facts.length)];
    if (record === undefined) return;
    const value = spoilt(record, shape);
    this.#poison.add(value.toString('base64'));
    await this.#publish(record, value);
  }

  /** What the broker did not take, because it was away, was not put in: the log that is read back tells. */
  async #publish({ topic, key }: Seen, value: Buffer): Promise<void> {
    await this.#bus.publishRaw(topic, key, value).catch(() => undefined);
  }
}

function spoilt({ topic, value }: Seen, shape: PoisonShape): Buffer {
  const text = value.toString('utf8');
  if (shape === 'cut') return Buffer.from(text.slice(0, Math.floor(text.length / 2)));
  // Only a case's event names a division that its consumers must know.
  if (shape === 'unknownDivision' && topic === topics.case) return Buffer.from(text.replace(/("case":\{[^]*?"divisionCode":)"\d{6}"/, '$1"999999"'));
  return Buffer.from(text.replace(/"dataschema":"[^"]*"/, '"dataschema":"urn:suqiao:schema:case.exploded:9"'));
}
