import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { hashChannelKey, newChannelKey } from '@suqiao/infra/auth';
import { freePorts, Part, startEmbeddedStack, type EmbeddedStack } from '@suqiao/infra/local';
import { openMongo } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import { until } from './callers';
import { HttpClient } from './http-client';
import { suqiaoDatabase } from './names';

type MongoClient = ReturnType<Connection['getClient']>;

/** Where programs and states of a bench lie. */
export interface Places {
  /** Root of the project. */
  readonly root: string;
  /** Holds the bench's own folder while it runs. */
  readonly stateDir: string;
  /** Engines, installed. */
  readonly toolsDir: string;
}

/** Processes beside the engines, each by the file it runs. */
const programs = {
  worker: 'deploy/embedded/dist/worker.js', app: 'deploy/embedded/dist/app.js', intake: 'services/intake/dist/main.js', bareWorker: 'bench/dist/bare-worker.js',
} as const;
type Program = keyof typeof programs;

/** A policy whose clocks do not run out during a bench: they would add work to one side only. */
const policy = 'shandong-enterprise-2020';
const readyLimitInMs = 90_000;
const connections = 16;
const credentialsSchema = z.object({ channels: z.record(z.string(), z.string()), users: z.array(z.object({ username: z.string(), token: z.string() })) });

/** Engines and processes of a bench's own, on free ports, in a folder that goes with them. */
export class Running {
  readonly #parts = new Map<Program, Part>();

  private constructor(
    readonly stack: EmbeddedStack,
    /** A connection with the driver and settings that Suqiao uses. */
    readonly mongo: Connection,
    readonly http: HttpClient,
    readonly environment: NodeJS.ProcessEnv,
    private readonly places: Places,
    private readonly ownDir: string,
  ) {}

  /** Everything, with the bare workflows' worker beside it. */
  static async whole(places: Places): Promise<Running> {
    return Running.#start(places, ['mongod', 'kafka', 'temporal'], ['worker', 'app', 'bareWorker'], (running) => running.#untilReady(readyLimitInMs));
  }

  /** Everything, over a store that `fill` has filled before the services start. */
  static async over(places: Places, limitInMs: number, fill: (client: MongoClient) => Promise<void>): Promise<Running> {
    return Running.#start(places, ['mongod', 'kafka', 'temporal'], ['worker', 'app'], (running) => running.#untilReady(limitInMs), fill);
  }

  async #untilReady(limitInMs: number): Promise<void> {
    let last = 'nothing';
    const isReady = async () => {
      const dead = [...this.#parts].filter(([, part]) => !part.isAlive).map(([name]) => name);
      if (dead.length > 0) throw new Error(`ended before it was ready: ${dead.join(', ')}`);
      const answer = await this.http.call('GET', '/readyz', null, null).catch((error: unknown) => ({ status: 0, text: String(error) }));
      last = answer.text;
      return answer.status === 200;
    };
    await until('Suqiao is ready', isReady, limitInMs).catch((error: unknown) => {
      throw new Error(`${String(error)}; last answer: ${last}`);
    });
  }

  /** Intake as a process of its own: nobody consumes what it publishes. */
  static async intakeAlone(places: Places): Promise<Running> {
    return Running.#start(places, ['mongod', 'kafka'], ['intake'], async (running) => {
      await until('intake answers', async () => (await running.http.call('GET', '/', null, null).catch(() => null)) !== null, readyLimitInMs);
    });
  }

  static async #start(places: Places, engines: readonly ('mongod' | 'kafka' | 'temporal')[], processes: readonly Program[], ready: (running: Running) => Promise<void>, fill?: (client: MongoClient) => Promise<void>): Promise<Running> {
    const ownDir = mkdtempSync(join(places.stateDir, 'bench-'));
    const stack = await startEmbeddedStack({ stateDir: ownDir, toolsDir: places.toolsDir, ports: await freePorts(), only: engines });
    const port = await freePort();
    const environment: NodeJS.ProcessEnv = {
      ...process.env, MONGODB_URI: stack.mongodbUri, KAFKA_BROKERS: stack.kafkaBrokers, TEMPORAL_ADDRESS: stack.temporalAddress, SUQIAO_PORT: String(port),
      SUQIAO_STATE_DIR: ownDir, SUQIAO_POLICY: policy, SUQIAO_LOG_LEVEL: 'warn', SUQIAO_HOST: '127.0.0.1',
      // Nobody signs in to intake alone; its tokens' issuer is never asked.
      ...(processes.includes('intake') && { OIDC_ISSUER: `http://127.0.0.1:${String(port)}/oidc` }),
    };
    const running = new Running(stack, await openMongo(environment, 'bench'), new HttpClient(port, connections), environment, places, ownDir);
    try {
      await fill?.(running.mongo.getClient());
      for (const name of processes) await running.#launch(name);
      await ready(running);
    } catch (error) {
      await running.stop(false);
      throw new Error(`the bench could not start; its logs stay in ${ownDir}`, { cause: error });
    }
    return running;
  }

  async #launch(name: Program): Promise<void> {
    const { ownDir, environment, places } = this;
    const part = await Part.launch({ name, command: process.execPath, args: [join(places.root, programs[name])], environment, stateDir: ownDir, stopLimitInMs: 15_000 });
    this.#parts.set(name, part);
  }

  /** @param clearing whether its folder goes too */
  async stop(clearing = true): Promise<void> {
    this.http.close();
    for (const part of this.#parts.values()) await part.stop();
    await this.mongo.close();
    await this.stack.stop();
    if (clearing) rmSync(this.ownDir, { recursive: true, force: true });
  }

  /** Key of a channel: a sample channel's, or that of a channel registered for this bench where intake runs alone. */
  async channelKey(): Promise<string> {
    if (!this.#parts.has('intake')) {
      const key = this.#credentials().channels['hotline-12345'];
      if (key === undefined) throw new Error('the sample channel is missing');
      return key;
    }
    const key = newChannelKey();
    // Whoever measures pushes far more than any channel may.
    await this.database().collection<{ _id: string }>('channels').updateOne({ _id: 'bench' }, { $set: { displayName: 'bench', quotaPerMinute: 10_000_000 } }, { upsert: true });
    const issued = { channel: 'bench', kind: 'key', label: 'bench', scopes: ['appeals:write', 'appeals:read'], sandbox: false, createdAt: new Date().toISOString(), createdBy: null, expiresAt: null, lastUsedAt: null, revokedAt: null };
    await this.database().collection<{ _id: string }>('channel_keys').updateOne({ _id: 'bench' }, { $set: { ...issued, hash: hashChannelKey(key) } }, { upsert: true });
    return key;
  }

  /** Access token of a sample user. @throws Error when there is none of this name */
  token(username: string): string {
    const user = this.#credentials().users.find((entry) => entry.username === username);
    if (user === undefined) throw new Error(`no sample user ${username}`);
    return user.token;
  }

  /** Suqiao's database, or another one in the same mongod. */
  database(name = suqiaoDatabase) {
    return this.mongo.getClient().db(name);
  }

  /** Process ids of engines and Suqiao's own processes; without the bench's. */
  pids(): Readonly<Record<string, number>> {
    const own = [...this.#parts].filter(([name]) => name !== 'bareWorker').map(([name, part]) => [name, part.pid] as const);
    return { ...this.stack.pids, ...Object.fromEntries(own) };
  }

  #credentials() {
    return credentialsSchema.parse(JSON.parse(readFileSync(join(this.ownDir, 'credentials.json'), 'utf8')));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}
