import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { readerSchema, type Reader } from '@suqiao/contracts';
import { AccessGuard, CHANNEL_DIRECTORY, READER_TOKENS, type ChannelDirectory, type ReaderTokens } from '@suqiao/infra/auth';
import { createHttpApplication, ProblemError } from '@suqiao/infra/http';
import { EventBus, KafkaModule } from '@suqiao/infra/kafka';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import { nestLogger } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { GIVEN_OFFICE_CLOCK, type OfficeClock } from '../src/office-clock';
import { SupervisionModule } from '../src/supervision.module';

/** A supervision on a real mongod and a real broker, listening on a free port, with a database of its own. */
export interface StartedSupervision {
  readonly connection: Connection;
  readonly bus: EventBus;
  /** Asks a path under `/api/v1` as a reader. */
  ask(reader: Partial<Reader>, path: string, options?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/** Tokens that are the reader in JSON: who signs tokens is another part's test. */
const plainTokens: ReaderTokens = {
  readerOf(token) {
    const reader = readerSchema.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    return reader.success ? Promise.resolve(reader.data) : Promise.reject(new ProblemError('unauthenticated'));
  },
};
const noChannels: ChannelDirectory = { findByKeyHash: () => Promise.resolve(null) };

/** `uri` with another database. */
export function withDatabase(uri: string, database: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`);
}

/**
 * Starts supervision against the environment's mongod and broker.
 * @param sharedDatabase the database of another, whose owner drops it: a second process on the same data
 * @param clock the time of reminders, hand-overs and digests; the store's own unless given
 */
export async function startSupervision(sharedDatabase?: string, clock?: OfficeClock): Promise<StartedSupervision> {
  const environment = { ...process.env, MONGODB_URI: withDatabase(process.env['MONGODB_URI'] ?? '', sharedDatabase ?? `supervision-${randomUUID()}`) };
  @Global()
  @Module({ providers: [{ provide: GIVEN_OFFICE_CLOCK, useValue: clock }], exports: [GIVEN_OFFICE_CLOCK] })
  class GivenClock {}
  @Module({
    imports: [GivenClock, MongoModule.forRoot(environment, 'supervision-test'), KafkaModule.forRoot(environment, 'supervision-test'), SupervisionModule],
    providers: [{ provide: READER_TOKENS, useValue: plainTokens }, { provide: CHANNEL_DIRECTORY, useValue: noChannels }, { provide: APP_GUARD, useClass: AccessGuard }],
  })
  class SupervisionUnderTest {}
  const application = await createHttpApplication(SupervisionUnderTest, nestLogger('supervision-test'));
  await application.listen(0, '127.0.0.1');
  const url = await application.getUrl();
  const connection = application.get<Connection>(MONGO);
  return {
    connection,
    bus: application.get(EventBus),
    ask: (reader, path, options = {}) => {
      const whole: Reader = { subject: 'reader', name: '读者', role: 'supervisor', level: 'province', divisionCode: '370000', unitId: null, ...reader };
      return fetch(`${url}/api/v1${path}`, { ...options, headers: { ...Object.fromEntries(new Headers(options.headers)), authorization: `Bearer ${Buffer.from(JSON.stringify(whole)).toString('base64url')}` } });
    },
    async close() {
      if (sharedDatabase === undefined) await connection.dropDatabase();
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
