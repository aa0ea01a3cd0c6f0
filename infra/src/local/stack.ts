import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftover, type Part, type PartEnd } from './child-process';
import { makeClassArchive, hasClassArchive, startKafka } from './kafka';
import { lockFolder } from './lock';
import { mongodbUri, startMongod } from './mongod';
import { assertPortsFree, type LocalPorts, type StackPorts } from './ports';
import type { OnProgress } from './progress';
import { provision, type Tools } from './provision';
import { stackParts, type StackPart } from './stack-part';
import { startTemporal } from './temporal';

/** What to run, and where. */
export interface StackOptions {
  /** Data, logs and pid files. One stack at a time. */
  stateDir: string;
  /** Installed programs; `stateDir/tools` unless several stacks share them. */
  toolsDir?: string;
  /** With `http` when the services' port is to be checked too before anything starts. */
  ports: StackPorts & { http?: number };
  /** The engines to run; all of them unless told. */
  only?: readonly StackPart[];
  environment?: NodeJS.ProcessEnv;
  onProgress?: OnProgress;
  /** Told of what happens outside of a start: leftovers ended, a part that died. */
  log?: (message: string) => void;
  /** Gives up the start and stops what runs already. */
  signal?: AbortSignal;
}

/** A running stack. */
export interface EmbeddedStack {
  /** Addresses of the engines that run here. */
  mongodbUri: string;
  kafkaBrokers: string;
  temporalAddress: string;
  /** Process ids of the engines that run. */
  readonly pids: Partial<Record<StackPart, number>>;
  /** Stops Temporal, Kafka and mongod in this order and lets go of the state folder. */
  stop(): Promise<void>;
  /** Sends a signal to an engine and, unless it may go on, waits for its end; for tests of failure. */
  kill(part: StackPart, signal: NodeJS.Signals): Promise<void>;
  /** Starts an engine again that is down, or stops it first; resolves when it is ready. */
  restart(part: StackPart): Promise<void>;
  /** Settles when an engine ends without having been asked to. */
  onUnexpectedEnd(listener: (part: StackPart, end: PartEnd) => void): void;
}

const leftoverLimitInMs = 10_000;
const endingSignals: readonly NodeJS.Signals[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGABRT'];

/**
 * Installs what is missing, ends what a former run left behind, and starts the engines side by side.
 * @throws StackError when a program is missing, a download fails, a port is taken, the folder is in use, or an engine does not start
 */
export async function startEmbeddedStack(options: StackOptions): Promise<EmbeddedStack> {
  mkdirSync(options.stateDir, { recursive: true });
  const stateDir = realpathSync(options.stateDir);
  const only = options.only ?? stackParts;
  const lock = await lockFolder(stateDir);
  const stack = new RunningStack({ ...options, stateDir }, () => lock.release());
  try {
    for (const part of [...only].reverse()) {
      if (await endLeftover(stateDir, part, leftoverLimitInMs)) options.log?.(`已结束上次遗留的 ${part}  ended a leftover ${part}`);
    }
    await assertPortsFree(portsOf(only, options.ports));
    await stack.install(only);
    await stack.startAll(only);
    return stack;
  } catch (error) {
    await stack.stop();
    throw error;
  }
}

/** Only the ports that will be listened on here. */
function portsOf(only: readonly StackPart[], { http, mongo, kafka, kafkaController, temporal, temporalUi }: StackOptions['ports']): Partial<LocalPorts> {
  return {
    ...(http !== undefined && { http }),
    ...(only.includes('mongod') && { mongo }),
    ...(only.includes('kafka') && { kafka, kafkaController }),
    ...(only.includes('temporal') && { temporal, ...(temporalUi !== undefined && { temporalUi }) }),
  };
}

class RunningStack implements EmbeddedStack {
  readonly mongodbUri: string;
  readonly kafkaBrokers: string;
  readonly temporalAddress: string;
  readonly #options: StackOptions;
  readonly #release: () => Promise<void>;
  readonly #parts = new Map<StackPart, Part>();
  readonly #listeners: ((part: StackPart, end: PartEnd) => void)[] = [];
  readonly #asked = new WeakSet<Part>();
  #tools: Tools = {};
  #isStopped = false;

  constructor(options: StackOptions, release: () => Promise<void>) {
    this.#options = options;
    this.#release = release;
    this.mongodbUri = mongodbUri(options.ports.mongo);
    this.kafkaBrokers = `127.0.0.1:${String(options.ports.kafka)}`;
    this.temporalAddress = `127.0.0.1:${String(options.ports.temporal)}`;
  }

  get pids(): Partial<Record<StackPart, number>> {
    return Object.fromEntries([...this.#parts].filter(([, part]) => part.isAlive).map(([name, part]) => [name, part.pid]));
  }

  async install(only: readonly StackPart[]): Promise<void> {
    const { toolsDir = join(this.#options.stateDir, 'tools'), environment = process.env, onProgress, signal } = this.#options;
    onProgress?.('tools', { message: '检查程序 checking programs' });
    this.#tools = await provision({ toolsDir, tools: only, environment, signal, ...(onProgress && { onProgress }) });
    if (this.#tools.kafka !== undefined && !hasClassArchive(this.#tools.kafka)) {
      onProgress?.('tools', { message: '为 Kafka 生成类存档（仅一次） preparing Kafka for quick starts (once)' });
      await makeClassArchive(this.#tools.kafka, signal);
    }
    onProgress?.('tools', { isReady: true, message: '就绪 ready' });
  }

  /** Side by side; when one fails, the others are awaited so that none is left behind. */
  async startAll(only: readonly StackPart[]): Promise<void> {
    const results = await Promise.allSettled(only.map((part) => this.#start(part)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    for (const name of [...stackParts].reverse()) {
      const part = this.#parts.get(name);
      if (part === undefined) continue;
      this.#asked.add(part);
      await part.stop();
    }
    await this.#release();
  }

  async kill(name: StackPart, signal: NodeJS.Signals): Promise<void> {
    const part = this.#parts.get(name);
    if (part === undefined) throw new Error(`${name} does not run in this stack`);
    this.#asked.add(part);
    part.signal(signal);
    if (endingSignals.includes(signal) && !(await part.goneWithin(20_000))) throw new Error(`${name} did not end on ${signal}`);
  }

  async restart(name: StackPart): Promise<void> {
    const part = this.#parts.get(name);
    if (part !== undefined) {
      this.#asked.add(part);
      await part.stop();
    }
    await this.#start(name);
  }

  onUnexpectedEnd(listener: (part: StackPart, end: PartEnd) => void): void {
    this.#listeners.push(listener);
  }

  async #start(name: StackPart): Promise<void> {
    const { onProgress } = this.#options;
    const startedAt = performance.now();
    onProgress?.(name, { message: '启动 starting' });
    const part = await this.#launch(name);
    this.#parts.set(name, part);
    onProgress?.(name, { isReady: true, message: `就绪 ready (${((performance.now() - startedAt) / 1000).toFixed(1)} s)` });
    void part.ended.then((end) => {
      if (this.#asked.has(part)) return;
      for (const listener of this.#listeners) listener(name, end);
    });
  }

  #launch(name: StackPart): Promise<Part> {
    const { stateDir, ports, signal } = this.#options;
    const { mongod, kafka, temporal } = this.#tools;
    if (name === 'mongod' && mongod !== undefined) return startMongod({ tool: mongod, stateDir, port: ports.mongo, signal });
    if (name === 'kafka' && kafka !== undefined) {
      return startKafka({ tool: kafka, stateDir, port: ports.kafka, controllerPort: ports.kafkaController, signal });
    }
    if (name === 'temporal' && temporal !== undefined) return startTemporal({ tool: temporal, stateDir, port: ports.temporal, uiPort: ports.temporalUi, signal });
    throw new Error(`${name} is not installed`);
  }
}
