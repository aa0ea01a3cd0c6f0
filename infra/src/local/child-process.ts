import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commandLine, endProcess, goneWithin, identify, isAlive, signalProcess, type ProcessIdentity } from './process-identity';
import { StackError } from './stack-error';

/** A log that has grown past this is set aside at the next start. */
const logLimitInBytes = 10_000_000;

/** How a part of the stack is run. */
export interface PartOptions {
  /** Names the log, the pid file and the messages: `mongod`, `kafka`. */
  name: string;
  command: string;
  args: readonly string[];
  environment?: NodeJS.ProcessEnv;
  workingDir?: string;
  /** Holds `logs/` and `run/`. */
  stateDir: string;
  /** How long SIGTERM may take before SIGKILL follows. */
  stopLimitInMs: number;
  /** What the kernel sends when this process dies, however it dies. */
  deathSignal?: 'TERM' | 'KILL';
}

/** How a process ended. */
export interface PartEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/**
 * A child in a process group of its own, so that the terminal's Ctrl-C reaches only us and we end our children in order;
 * `setpriv --pdeathsig` has the kernel end it when we are killed and cannot.
 */
export class Part {
  readonly ended: Promise<PartEnd>;
  readonly #options: PartOptions;
  readonly #identity: ProcessIdentity;

  /** @throws StackError when the command cannot be run at all */
  static async launch(options: PartOptions): Promise<Part> {
    const { name, command, args, stateDir, environment, workingDir, deathSignal = 'TERM' } = options;
    const log = openLog(stateDir, name);
    const child = spawn('setpriv', ['--pdeathsig', deathSignal, command, ...args], {
      detached: true,
      stdio: ['ignore', log, log],
      env: environment ?? process.env,
      ...(workingDir !== undefined && { cwd: workingDir }),
    });
    try {
      await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
    } catch (error) {
      throw new StackError(`无法运行 ${command}：${String(error)}`, `Cannot run ${command}: ${String(error)}`);
    } finally {
      closeSync(log);
    }
    return new Part(child, options);
  }

  private constructor(child: ChildProcess, options: PartOptions) {
    this.#options = options;
    const pid = child.pid ?? 0;
    // A child that is over already has no start time any more; its end tells the rest.
    this.#identity = identify(pid) ?? { pid, startTicks: 'over' };
    this.ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    mkdirSync(join(options.stateDir, 'run'), { recursive: true });
    writeFileSync(pidFile(options), JSON.stringify({ ...this.#identity, command: options.command }));
  }

  get pid(): number {
    return this.#identity.pid;
  }

  get isAlive(): boolean {
    return isAlive(this.#identity);
  }

  /** Sends a signal; harmless when the process is gone. */
  signal(signal: NodeJS.Signals): void {
    signalProcess(this.#identity, signal);
  }

  /** SIGTERM, then SIGKILL when the limit is over. Resolves when the process is gone. */
  async stop(): Promise<void> {
    if (this.isAlive) await endProcess(this.#identity, this.#options.stopLimitInMs);
    rmSync(pidFile(this.#options), { force: true });
  }

  /** Waits for the end of the process. @returns whether it came within the limit */
  goneWithin(limitInMs: number): Promise<boolean> {
    return goneWithin(this.#identity, limitInMs);
  }

  /**
   * Asks again and again until the part answers.
   * @param probe rejects or answers `false` while the part is not ready
   * @throws StackError when the process ends, or the limit is over, with the log's last lines
   */
  async ready(probe: () => Promise<boolean>, limitInMs: number, signal?: AbortSignal): Promise<void> {
    const { name, stateDir } = this.#options;
    const limit = Date.now() + limitInMs;
    let lastAnswer: unknown = 'no';
    for (;;) {
      signal?.throwIfAborted();
      if (await probe().catch((error: unknown) => { lastAnswer = error; return false; })) return;
      const path = logPath(stateDir, name);
      if (!this.isAlive) throw new StackError(`${name} 启动后退出。日志：${path}`, `${name} ended while starting. Log: ${path}\n${lastLines(path)}`);
      if (Date.now() > limit) {
        const seconds = String(Math.round(limitInMs / 1000));
        throw new StackError(`${name} 在 ${seconds} 秒内未就绪。日志：${path}`, `${name} was not ready in ${seconds} s (${String(lastAnswer)}). Log: ${path}\n${lastLines(path)}`);
      }
      await delay(40);
    }
  }
}

/** Ends what a former run left behind; by its pid file, and only when that very process still lives. */
export async function endLeftover(stateDir: string, name: string, limitInMs: number): Promise<boolean> {
  const left = readPidFile(pidFile({ stateDir, name }));
  if (left === undefined || !isAlive(left) || commandLine(left.pid)?.includes(left.command) !== true) return false;
  await endProcess(left, limitInMs);
  return true;
}

/** Where a part's output goes. */
export function logPath(stateDir: string, name: string): string {
  return join(stateDir, 'logs', `${name}.log`);
}

/** Opens a log for appending; one that has grown too long becomes `NAME.log.1` first. @returns a file descriptor */
export function openLog(stateDir: string, name: string): number {
  const path = logPath(stateDir, name);
  mkdirSync(join(stateDir, 'logs'), { recursive: true });
  if (existsSync(path) && statSync(path).size > logLimitInBytes) renameSync(path, `${path}.1`);
  return openSync(path, 'a');
}

/** The end of a log, for a message. */
export function lastLines(path: string, count = 8): string {
  if (!existsSync(path)) return '';
  return readFileSync(path, 'utf8').slice(-4000).trimEnd().split('\n').slice(-count).map((line) => `  | ${line.slice(0, 300)}`).join('\n');
}

function pidFile({ stateDir, name }: Pick<PartOptions, 'stateDir' | 'name'>): string {
  return join(stateDir, 'run', `${name}.pid`);
}

function readPidFile(path: string): (ProcessIdentity & { command: string }) | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed !== 'object' || parsed === null || !('pid' in parsed) || !('startTicks' in parsed) || !('command' in parsed)) return undefined;
    const { pid, startTicks, command } = parsed;
    return typeof pid === 'number' && typeof startTicks === 'string' && typeof command === 'string' ? { pid, startTicks, command } : undefined;
  } catch {
    return undefined;
  }
}
