import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePorts, Part, startEmbeddedStack, type EmbeddedStack } from '@suqiao/infra/local';
import { openMongo } from '@suqiao/infra/mongo';
import type { Connection } from 'mongoose';
import { z } from 'zod';
import type { Killable } from './plan';

const root = resolve(__dirname, '..', '..');
const programs = { app: 'deploy/embedded/dist/app.js', worker: 'services/dispatch/dist/worker.js' } as const;
type Program = keyof typeof programs;
const credentialsSchema = z.object({ channels: z.record(z.string(), z.string()), users: z.array(z.object({ username: z.string(), token: z.string() })) });
const readyLimitInMs = 90_000;
const startLimitInMs = 20_000;
const restartAfterInMs = 500;

/** A whole Suqiao of the simulation's own, under clocks of seconds, each process of which can be killed. */
export class Engines {
  readonly #parts = new Map<Program, Part>();
  readonly #asked = new WeakSet<Part>();
  /** Programs that failed after they had long been up. One that starts while an engine is away may give up. */
  readonly fallen: string[] = [];
  #credentials: z.infer<typeof credentialsSchema> | null = null;

  private constructor(
    readonly stack: EmbeddedStack,
    readonly mongo: Connection,
    readonly baseUrl: string,
    private readonly stateDir: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  static async start(): Promise<Engines> {
    const stateDir = mkdtempSync(join(tmpdir(), 'suqiao-simulation-'));
    const stack = await startEmbeddedStack({ stateDir, toolsDir: process.env['SUQIAO_TOOLS_DIR'] ?? join(root, '.suqiao', 'tools'), ports: await freePorts() });
    const port = String(await freePort());
    const environment: NodeJS.ProcessEnv = {
      ...process.env, MONGODB_URI: stack.mongodbUri, KAFKA_BROKERS: stack.kafkaBrokers, TEMPORAL_ADDRESS: stack.temporalAddress,
      SUQIAO_PORT: port, SUQIAO_STATE_DIR: stateDir, SUQIAO_POLICY: 'seconds', SUQIAO_LOG_LEVEL: 'warn',
    };
    const engines = new Engines(stack, await openMongo(environment, 'simulation'), `http://127.0.0.1:${port}`, stateDir, environment);
    try {
      await engines.#launch('worker');
      await engines.#launch('app');
      await engines.untilReady();
      return engines;
    } catch (error) {
      await engines.stop(true);
      throw error;
    }
  }

  async untilReady(): Promise<void> {
    const end = Date.now() + readyLimitInMs;
    for (let last = 'nothing'; ; await delay(100)) {
      const answer = await fetch(`${this.baseUrl}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
      if (answer?.status === 200) break;
      last = (await answer?.text()) ?? last;
      if (Date.now() > end) throw new Error(`Suqiao is not ready within ${String(readyLimitInMs / 1000)} s: ${last}`);
    }
    this.#credentials ??= credentialsSchema.parse(JSON.parse(readFileSync(join(this.stateDir, 'credentials.json'), 'utf8')));
  }

  /** kill -9, nothing for a while, and up again: resolves when the process runs, not when all have found each other. */
  async outage(part: Killable, awayInMs: number): Promise<void> {
    if (part === 'app' || part === 'worker') {
      const running = this.#parts.get(part);
      if (running !== undefined) this.#asked.add(running);
      running?.signal('SIGKILL');
      if (running !== undefined && !(await running.goneWithin(10_000))) throw new Error(`${part} survived SIGKILL`);
      await delay(awayInMs);
      await this.#launch(part);
    } else {
      await this.stack.kill(part, 'SIGKILL');
      await delay(awayInMs);
      await this.stack.restart(part);
    }
  }

  /** The key of a sample channel or the token of a sample person. */
  credential(name: string): string {
    const found = this.#credentials?.channels[name] ?? this.#credentials?.users.find(({ username }) => username === name)?.token;
    if (found === undefined) throw new Error(`no sample channel or user ${name}`);
    return found;
  }

  /** @param keeping whether its folder, with everybody's logs, stays. @returns the folder */
  async stop(keeping: boolean): Promise<string> {
    await this.mongo.close().catch(() => undefined);
    for (const part of this.#parts.values()) this.#asked.add(part);
    for (const part of this.#parts.values()) await part.stop();
    await this.stack.stop();
    if (!keeping) rmSync(this.stateDir, { recursive: true, force: true });
    return this.stateDir;
  }

  /** What ends by itself is started again, as `npm start` and every orchestrator do. */
  async #watch(name: Program, part: Part, startedAtInMs: number): Promise<void> {
    const { code, signal } = await part.ended;
    if (this.#asked.has(part)) return;
    // Code 0 and SIGTERM say that somebody else on the machine told it to end.
    const failed = signal === null ? code !== 0 : signal !== 'SIGTERM';
    if (failed && Date.now() - startedAtInMs > startLimitInMs) this.fallen.push(`${name} ended by itself: ${String(code ?? signal)}`);
    await delay(restartAfterInMs);
    if (!this.#asked.has(part)) await this.#launch(name);
  }

  async #launch(name: Program): Promise<void> {
    const { environment, stateDir } = this;
    const part = await Part.launch({ name, command: process.execPath, args: [join(root, programs[name])], environment, stateDir, stopLimitInMs: 15_000 });
    this.#parts.set(name, part);
    void this.#watch(name, part, Date.now());
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) done(address.port);
        else fail(new Error('no port'));
      });
    });
  });
}
