import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { readerSchema, type Reader } from '@suqiao/contracts';
import { AccessGuard, CHANNEL_DIRECTORY, READER_TOKENS, type ChannelDirectory, type ReaderTokens } from '@suqiao/infra/auth';
import { createHttpApplication, ProblemError } from '@suqiao/infra/http';
import { EventBus, kafkaSettings, type SubscribeOptions } from '@suqiao/infra/kafka';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import { loggerFor, nestLogger } from '@suqiao/infra/telemetry';
import { TemporalModule } from '@suqiao/infra/temporal';
import type { Connection } from 'mongoose';
import { DuplicateCandidates } from '../src/duplicates.candidates';
import { DuplicatesConsumer } from '../src/duplicates.consumer';
import { DuplicatesController } from '../src/duplicates.controller';
import { DuplicatesMerging, MERGE_RULE } from '../src/duplicates.merging';
import { DuplicatesStore } from '../src/duplicates.store';
import { mergeRuleOf } from '../src/domain/merge-rule';

/**
 * The part of classification that finds duplicates, on a real mongod and a real broker, listening on a free port, with a
 * database of its own. The sorting is left out: it would take over what others on this broker have received.
 */
export interface StartedClassification {
  readonly connection: Connection;
  readonly bus: EventBus;
  readonly duplicates: DuplicatesConsumer;
  /** The appeals that the test tells of: events of others on this broker are passed over. */
  readonly subjects: Set<string>;
  /** Asks a path under `/api/v1` as a reader. */
  ask(reader: Partial<Reader>, path: string, options?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** Tokens that are the reader in JSON: who signs tokens is another part's test. */
export const plainTokens: ReaderTokens = {
  readerOf(token) {
    const reader = readerSchema.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    return reader.success ? Promise.resolve(reader.data) : Promise.reject(new ProblemError('unauthenticated'));
  },
};
/** Nobody pushes. */
export const noChannels: ChannelDirectory = { findByKeyHash: () => Promise.resolve(null) };

/** A bus that hands on the events of some subjects only. */
class SelectiveBus extends EventBus {
  readonly subjects = new Set<string>();

  override subscribe(options: SubscribeOptions) {
    return super.subscribe({ ...options, handle: (event) => (this.subjects.has(event.subject) ? options.handle(event) : Promise.resolve()) });
  }
}

/** Starts it against the environment's mongod and broker. */
export async function startClassification(): Promise<StartedClassification> {
  const environment = { ...process.env, MONGODB_URI: (process.env['MONGODB_URI'] ?? '').replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/classification-${randomUUID()}`) };
  const bus = new SelectiveBus(kafkaSettings(environment, 'classification-test'), loggerFor('kafka'));
  await bus.ensureTopics();
  @Global()
  @Module({ providers: [{ provide: EventBus, useValue: bus }], exports: [EventBus] })
  class SelectiveKafkaModule {}
  @Module({
    imports: [MongoModule.forRoot(environment, 'classification-test'), SelectiveKafkaModule, TemporalModule.forRoot(environment)],
    controllers: [DuplicatesController],
    providers: [DuplicateCandidates, DuplicatesStore, DuplicatesConsumer, DuplicatesMerging, { provide: MERGE_RULE, useValue: mergeRuleOf('exact') }, { provide: READER_TOKENS, useValue: plainTokens }, { provide: CHANNEL_DIRECTORY, useValue: noChannels }, { provide: APP_GUARD, useClass: AccessGuard }],
  })
  class ClassificationUnderTest {}
  const application = await createHttpApplication(ClassificationUnderTest, nestLogger('classification-test'));
  await application.listen(0, '127.0.0.1');
  const url = await application.getUrl();
  const connection = application.get<Connection>(MONGO);
  return {
    connection,
    bus,
    subjects: bus.subjects,
    duplicates: application.get(DuplicatesConsumer),
    ask: (reader, path, options = {}) => {
      const whole: Reader = { subject: 'reader', name: '读者', role: 'supervisor', level: 'province', divisionCode: '370000', unitId: null, ...reader };
      return fetch(`${url}/api/v1${path}`, { ...options, headers: { ...Object.fromEntries(new Headers(options.headers)), authorization: `Bearer ${Buffer.from(JSON.stringify(whole)).toString('base64url')}` } });
    },
    async close() {
      await bus.close();
      await connection.dropDatabase();
      await application.close();
    },
  };
}

/** Waits until `condition` gives something, and gives that. */
export async function eventually<Result>(condition: () => Promise<Result | null | undefined | false>, limitInMs = 45_000): Promise<Result> {
  const end = Date.now() + limitInMs;
  for (;;) {
    const result = await condition();
    if (result !== null && result !== undefined && result !== false) return result;
    if (Date.now() > end) throw new Error('what the test waits for did not come in time');
    await delay(50);
  }
}
