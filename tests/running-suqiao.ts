import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { appealAcknowledgementSchema, appealViewSchema, problemSchema, type AppealView, type NewAppeal } from '@suqiao/contracts';
import { freePorts, Part, startEmbeddedStack, type EmbeddedStack } from '@suqiao/infra/local';
import { z } from 'zod';

const root = resolve(__dirname, '..');
const credentialsSchema = z.object({ channels: z.record(z.string(), z.string()), users: z.array(z.object({ username: z.string(), password: z.string(), token: z.string() })) });

/** An answer of the API with its body as it came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A whole Suqiao of a test's own: engines, services and worker as processes, on free ports, in a folder that goes with it. */
export class RunningSuqiao {
  readonly #parts = new Map<'app' | 'worker', Part>();
  #credentials: z.infer<typeof credentialsSchema> | null = null;

  readonly #stack: EmbeddedStack | null;

  private constructor(
    stack: EmbeddedStack | null,
    readonly baseUrl: string,
    readonly stateDir: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {
    this.#stack = stack;
  }

  /** On engines of its own. */
  static async start(policy: string): Promise<RunningSuqiao> {
    const stateDir = mkdtempSync(join(tmpdir(), 'suqiao-test-'));
    const stack = await startEmbeddedStack({ stateDir, toolsDir: process.env['SUQIAO_TOOLS_DIR'] ?? join(root, '.suqiao', 'tools'), ports: await freePorts() });
    const engines = { MONGODB_URI: stack.mongodbUri, KAFKA_BROKERS: stack.kafkaBrokers, TEMPORAL_ADDRESS: stack.temporalAddress };
    const suqiao = new RunningSuqiao(stack, ...(await placeOf(stateDir, engines, policy)));
    return suqiao.#started();
  }

  /** On engines that run elsewhere. */
  static async on(engines: Readonly<Record<string, string>>, policy: string): Promise<RunningSuqiao> {
    return (await RunningSuqiao.off(engines, policy)).#started();
  }

  /** On engines that run elsewhere, with no process of it started yet. */
  static async off(engines: Readonly<Record<string, string>>, policy: string): Promise<RunningSuqiao> {
    return new RunningSuqiao(null, ...(await placeOf(mkdtempSync(join(tmpdir(), 'suqiao-test-')), engines, policy)));
  }

  get stack(): EmbeddedStack {
    if (this.#stack === null) throw new Error('the engines run elsewhere');
    return this.#stack;
  }

  async #started(): Promise<this> {
    try {
      await this.startProcess('worker');
      await this.startProcess('app');
      await this.waitUntilReady();
      return this;
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async startProcess(name: 'app' | 'worker'): Promise<void> {
    const file = name === 'app' ? 'deploy/embedded/dist/app.js' : 'deploy/embedded/dist/worker.js';
    this.#parts.set(name, await Part.launch({ name, command: process.execPath, args: [join(root, file)], environment: this.environment, stateDir: this.stateDir, stopLimitInMs: 15_000 }));
  }

  /** kill -9: no goodbye, no clean-up. */
  async killProcess(name: 'app' | 'worker'): Promise<void> {
    const part = this.#parts.get(name);
    part?.signal('SIGKILL');
    if (part !== undefined && !(await part.goneWithin(10_000))) throw new Error(`${name} survived SIGKILL`);
  }

  /** Whether a process ends by itself. */
  async endsWithin(name: 'app' | 'worker', limitInMs: number): Promise<boolean> {
    return (await this.#parts.get(name)?.goneWithin(limitInMs)) ?? true;
  }

  /** As an operator stops it: SIGTERM, and SIGKILL only when that does not help. */
  async stopProcess(name: 'app' | 'worker'): Promise<void> {
    await this.#parts.get(name)?.stop();
  }

  async stop(): Promise<void> {
    for (const name of ['app', 'worker'] as const) await this.#parts.get(name)?.stop();
    await this.#stack?.stop();
    rmSync(this.stateDir, { recursive: true, force: true });
  }

  async waitUntilReady(limitInMs = 90_000): Promise<void> {
    await until('readyz answers 200', async () => (await this.call('GET', '/readyz').catch(() => null))?.status === 200, limitInMs);
    this.#credentials = credentialsSchema.parse(JSON.parse(readFileSync(join(this.stateDir, 'credentials.json'), 'utf8')));
  }

  channelKey(name: string): string {
    const key = this.#credentials?.channels[name];
    if (key === undefined) throw new Error(`no sample channel ${name}`);
    return key;
  }

  user(username: string): { readonly username: string; readonly password: string; readonly token: string } {
    const user = this.#credentials?.users.find((entry) => entry.username === username);
    if (user === undefined) throw new Error(`no sample user ${username}`);
    return user;
  }

  async call(method: string, path: string, credential?: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method, signal: AbortSignal.timeout(30_000),
      headers: { ...(credential !== undefined && { authorization: `Bearer ${credential}` }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    const parsed: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: parsed };
  }

  push(channel: string, appeal: NewAppeal, key = appeal.channelReference): Promise<Answer> {
    return this.call('POST', '/api/v1/appeals', this.channelKey(channel), appeal, { 'idempotency-key': key });
  }

  /** Pushes and expects 202. */
  async pushed(channel: string, appeal: NewAppeal): Promise<z.infer<typeof appealAcknowledgementSchema>> {
    const answer = await this.push(channel, appeal);
    if (answer.status !== 202) throw new Error(`intake answered ${String(answer.status)}: ${JSON.stringify(answer.body)}`);
    return appealAcknowledgementSchema.parse(answer.body);
  }

  async view(channel: string, trackingNumber: string): Promise<AppealView> {
    return appealViewSchema.parse((await this.call('GET', `/api/v1/appeals/${trackingNumber}`, this.channelKey(channel))).body);
  }

  command(username: string, caseId: string, command: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> {
    return this.call('POST', `/api/v1/cases/${caseId}/commands/${command}`, this.user(username).token, body, headers);
  }
}

/** Reads a problem, and fails on anything else. */
export function problemIn(answer: Answer): z.infer<typeof problemSchema> {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  return problemSchema.parse(answer.body);
}

/** Waits for a condition; the failure names it. */
export async function until(what: string, condition: () => Promise<boolean> | boolean, limitInMs = 60_000): Promise<void> {
  const end = Date.now() + limitInMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`not within ${String(limitInMs / 1000)} s: ${what}`);
    await delay(100);
  }
}

async function placeOf(stateDir: string, engines: Readonly<Record<string, string>>, policy: string): Promise<[string, string, NodeJS.ProcessEnv]> {
  const port = String(await freePort());
  return [`http://127.0.0.1:${port}`, stateDir, { ...process.env, ...engines, SUQIAO_PORT: port, SUQIAO_STATE_DIR: stateDir, SUQIAO_POLICY: policy, SUQIAO_LOG_LEVEL: 'warn' }];
}

/** A port of loopback on which nobody listens. */
export function freePort(): Promise<number> {
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

let counter = 0;
/** An appeal that sorting is sure of: registration, in 历下区. */
export function appealOf(changes: Partial<NewAppeal> = {}): NewAppeal {
  counter++;
  return {
    channelReference: `test-${String(Date.now())}-${String(counter)}`, title: '公司变更登记被反复退回', content: '办理股权变更登记，窗口反复退回，已四次。',
    appellant: { name: '济南样例机械有限公司', contact: '张小明', phone: '13812345678' }, divisionCode: '370102', categoryCode: 'approvals.registration', ...changes,
  };
}
