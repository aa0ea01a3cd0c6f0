import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { readerSchema, type Reader } from '@suqiao/contracts';
import { AccessGuard, hashChannelKey, newChannelKey, READER_TOKENS, type ReaderTokens } from '@suqiao/infra/auth';
import { createHttpApplication, ProblemError } from '@suqiao/infra/http';
import { EventBus, KafkaModule, kafkaSettings } from '@suqiao/infra/kafka';
import { MONGO, MongoModule } from '@suqiao/infra/mongo';
import { loggerFor, nestLogger } from '@suqiao/infra/telemetry';
import type { Connection } from 'mongoose';
import { ChannelsStore } from '../src/channels.store';
import { IntakeModule } from '../src/intake.module';

/** An intake on a real mongod and a real broker, listening on a free port, with a database of its own. */
export interface StartedIntake {
  readonly url: string;
  readonly connection: Connection;
  readonly bus: EventBus;
  /** Registers a channel and gives its key. */
  addChannel(name: string): Promise<string>;
  /** Posts a body as JSON, or as it is when it is a string. */
  post(channelKey: string, idempotencyKey: string | null, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  get(credential: string, trackingNumber: string): Promise<Response>;
  close(): Promise<void>;
}

/** Tokens that are the reader in JSON: who signs tokens is another part's test. */
const plainTokens: ReaderTokens = {
  readerOf(token) {
    const reader = readerSchema.safeParse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
    return reader.success ? Promise.resolve(reader.data) : Promise.reject(new ProblemError('unauthenticated'));
  },
};

/** The token under which `plainTokens` knows a reader. */
export function tokenOf(reader: Partial<Reader>): string {
  const whole: Reader = { subject: 'reader', name: '读者', role: 'supervisor', level: 'province', divisionCode: '370000', unitId: null, ...reader };
  return Buffer.from(JSON.stringify(whole)).toString('base64url');
}

/** `uri` with another database. */
export function withDatabase(uri: string, database: string): string {
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`);
}

/** A bus that publishes but joins no group, so that it takes nothing away from another test's intake. */
class DeafBus extends EventBus {
  override subscribe() {
    return { isJoined: () => true, close: () => Promise.resolve() };
  }
}

/** Provides a `DeafBus` where the composition expects the bus. */
@Global()
@Module({
  providers: [{ provide: EventBus, useFactory: () => new DeafBus(kafkaSettings(process.env, 'intake-test'), loggerFor('intake-test')) }],
  exports: [EventBus],
})
class DeafKafkaModule {}

/**
 * @param options.mongodbUri without a database; the environment's unless told
 * @param options.deaf whether to leave the consumer out
 * @param options.database one to be kept when intake closes, for another to go on with; an own one unless told
 */
export async function startIntake(options: { readonly mongodbUri?: string; readonly deaf?: boolean; readonly database?: string } = {}): Promise<StartedIntake> {
  const mongodbUri = options.mongodbUri ?? process.env['MONGODB_URI'] ?? '';
  const environment = { ...process.env, MONGODB_URI: withDatabase(mongodbUri, options.database ?? `intake-${randomUUID()}`) };
  const kafka = options.deaf === true ? DeafKafkaModule : KafkaModule.forRoot(environment, 'intake-test');
  @Module({
    imports: [MongoModule.forRoot(environment, 'intake-test'), kafka, IntakeModule],
    providers: [{ provide: READER_TOKENS, useValue: plainTokens }, { provide: APP_GUARD, useClass: AccessGuard }],
  })
  class IntakeUnderTest {}
  const application = await createHttpApplication(IntakeUnderTest, nestLogger('intake-test'));
  await application.listen(0, '127.0.0.1');
  const url = await application.getUrl();
  const connection = application.get<Connection>(MONGO);
  return {
    url, connection,
    bus: application.get(EventBus),
    async addChannel(name) {
      const key = newChannelKey();
      await application.get(ChannelsStore).ensureChannel(name, name, hashChannelKey(key));
      return key;
    },
    post: (channelKey, idempotencyKey, body, headers = {}) => fetch(`${url}/api/v1/appeals`, {
      method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${channelKey}`, ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }), ...headers },
    }),
    get: (credential, trackingNumber) => fetch(`${url}/api/v1/appeals/${trackingNumber}`, { headers: { authorization: `Bearer ${credential}` } }),
    async close() {
      if (options.database === undefined) await connection.dropDatabase();
      await application.close();
      await application.get(EventBus).close();
    },
  };
}

/** Posts as a channel must: again under the same key while the answer is 503. */
export async function postUntilTaken(intake: StartedIntake, channelKey: string, idempotencyKey: string, body: unknown): Promise<Response> {
  return eventually(async () => {
    const response = await intake.post(channelKey, idempotencyKey, body);
    return response.status === 503 ? null : response;
  });
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
