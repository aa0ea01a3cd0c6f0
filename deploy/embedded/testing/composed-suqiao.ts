import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { readerSchema, type Reader } from '@suqiao/contracts';
import { AccessGuard, hashChannelKey, newChannelKey, READER_TOKENS, type ReaderTokens } from '@suqiao/infra/auth';
import { createHttpApplication, ProblemError } from '@suqiao/infra/http';
import { EventBus, kafkaSettings, type OutgoingEvent, type SubscribeOptions } from '@suqiao/infra/kafka';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import { loggerFor, nestLogger } from '@suqiao/infra/telemetry';
import { ChannelsStore } from '@suqiao/intake';
import { Client } from '@temporalio/client';
import type { Connection } from 'mongoose';
import { serviceModules } from '../src/services';

/** All services in one process, behind their real doors and on a real mongod; facts go from hand to hand, and no workflow runs. */
export interface ComposedSuqiao {
  readonly url: string;
  readonly connection: Connection;
  /** Registers a channel and gives its key. */
  addChannel(name: string): Promise<string>;
  close(): Promise<void>;
}

/** Hands each fact to its consumers in this process, again while one of them can't take it yet. */
class HandedBus extends EventBus {
  readonly #consumers: SubscribeOptions[] = [];
  #isOpen = true;

  override ensureTopics() {
    return Promise.resolve();
  }

  override isReady() {
    return Promise.resolve(true);
  }

  override publish(events: readonly OutgoingEvent[]): Promise<void> {
    for (const outgoing of events) for (const consumer of this.#consumers) if (consumer.topics.includes(outgoing.topic)) void this.#hand(consumer, outgoing);
    return Promise.resolve();
  }

  override subscribe(options: SubscribeOptions) {
    this.#consumers.push(options);
    return { isJoined: () => true, close: () => Promise.resolve() };
  }

  override subscribeRecords() {
    return { isJoined: () => true, close: () => Promise.resolve() };
  }

  override subscribeDeadLetters() {
    return { isJoined: () => true, close: () => Promise.resolve() };
  }

  override close(): Promise<void> {
    this.#isOpen = false;
    return super.close();
  }

  async #hand(consumer: SubscribeOptions, { event }: OutgoingEvent): Promise<void> {
    for (let attempt = 0; attempt < 100 && this.#isOpen; attempt++) {
      try {
        await consumer.handle(event);
        return;
      } catch {
        await delay(50);
      }
    }
  }
}

/** A workflow server that takes every start and runs nothing. */
const idleWorkflows = {
  withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
  connection: { operatorService: { addSearchAttributes: () => Promise.resolve({}), listSearchAttributes: () => Promise.resolve({ customAttributes: {} }) } },
  options: { namespace: 'none' },
  workflow: { start: () => Promise.resolve({}), getHandle: () => ({ signal: () => Promise.resolve() }) },
};

@Global()
@Module({
  providers: [
    { provide: EventBus, useFactory: () => new HandedBus(kafkaSettings({ KAFKA_BROKERS: '127.0.0.1:1' }, 'composed-test'), loggerFor('composed-test')) },
    { provide: Client, useValue: idleWorkflows },
  ],
  exports: [EventBus, Client],
})
class HandedModule {}

/** Tokens that are the reader in JSON: who signs tokens is another part's test. */
const plainTokens: ReaderTokens = {
  readerOf(token) {
    const reader = readerSchema.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    return reader.success ? Promise.resolve(reader.data) : Promise.reject(new ProblemError('unauthenticated'));
  },
};

/** The token under which `startComposed` knows a reader. */
export function tokenOf(reader: Reader): string {
  return Buffer.from(JSON.stringify(reader)).toString('base64url');
}

/** Starts all services on the environment's mongod, with a database of their own. */
export async function startComposed(): Promise<ComposedSuqiao> {
  const environment = { ...process.env, MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/composed-${randomUUID()}`) };
  @Module({
    imports: [MongoModule.forRoot(environment, 'composed-test'), HandedModule, ...serviceModules],
    providers: [{ provide: READER_TOKENS, useValue: plainTokens }, { provide: APP_GUARD, useClass: AccessGuard }],
  })
  class ComposedModule {}
  const application = await createHttpApplication(ComposedModule, nestLogger('composed-test'));
  await application.listen(0, '127.0.0.1');
  const connection = application.get<Connection>(MONGO);
  return {
    url: await application.getUrl(), connection,
    async addChannel(name) {
      const key = newChannelKey();
      await application.get(ChannelsStore).ensureChannel(name, name, hashChannelKey(key));
      return key;
    },
    async close() {
      await connection.dropDatabase();
      await application.close();
    },
  };
}

/** Waits until `condition` gives something, and gives that. */
export async function eventually<Result>(what: string, condition: () => Promise<Result | null | undefined | false>, limitInMs = 60_000): Promise<Result> {
  const end = Date.now() + limitInMs;
  for (;;) {
    const result = await condition();
    if (result !== null && result !== undefined && result !== false) return result;
    if (Date.now() > end) throw new Error(`did not come in time: ${what}`);
    await delay(50);
  }
}
