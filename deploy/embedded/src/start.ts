import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  connectionSettings, connectionVariables, environmentWithout, portsFromEnvironment, stackParts, StackError, startEmbeddedStack,
  type ConnectionSettings, type EmbeddedStack, type LocalPorts, type StackPart,
} from '@suqiao/infra/local';
import { startSampleStream, type SampleStream } from './samples';
import { renderReadyScreen } from './screen';
import { createStartBoard, type StartBoard } from './start-board';
import { storedCredentials } from './stored-credentials';
import { backoffInMs, SupervisedService } from './supervise';

const readyLimitInMs = 120_000;
/** A service that ended this often before it was ever ready will not become ready. */
const endingsBeforeReady = 4;

/** Everything that runs, in the order in which it was started. */
interface Running {
  stack?: EmbeddedStack;
  worker?: SupervisedService;
  app?: SupervisedService;
  samples?: SampleStream;
}

interface Context {
  stateDir: string;
  ports: LocalPorts;
  settings: ConnectionSettings;
  board: StartBoard;
  abort: AbortController;
  running: Running;
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const stateDir = resolve(process.env['SUQIAO_STATE_DIR'] ?? '.suqiao');
  const ports = portsFromEnvironment(process.env);
  const settings = connectionSettings(process.env);
  const abort = new AbortController();
  const stopped = new Promise<void>((settle) => abort.signal.addEventListener('abort', () => settle()));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => abort.abort(new Error(signal)));
  // A terminal that went away must not keep us from stopping in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const board = createStartBoard(stateDir, process.stdout.isTTY);
  const context: Context = { stateDir, ports, settings, board, abort, running: {} };
  try {
    await bringUp(context);
    await board.close();
    showReady(context, performance.now() - startedAt);
    if (process.env['SUQIAO_SAMPLES'] !== 'off') context.running.samples = feedSamples(context);
    await stopped;
  } catch (error) {
    await board.close(abort.signal.aborted ? undefined : errorText(error));
    if (!abort.signal.aborted) {
      console.error(`\n${errorText(error)}`);
      process.exitCode = 1;
    }
  } finally {
    await shutDown(context.running);
  }
}

/** Engines first, then the services and the worker; resolves when the whole path works. */
async function bringUp({ stateDir, ports, settings, board, abort, running }: Context): Promise<void> {
  for (const part of stackParts.filter((name) => !settings.embedded.includes(name))) board.done(part, `外部 external (${connectionVariables[part]})`);
  const stack = await startEmbeddedStack({
    stateDir, ports, only: settings.embedded, signal: abort.signal,
    log: (message) => console.log(message),
    onProgress: (step, progress) => {
      if (step === 'temporalTestServer') return;
      if (progress.isReady === true) board.done(step);
      else board.update(step, progress);
    },
  });
  running.stack = stack;
  stack.onUnexpectedEnd((part) => void reviveEngine(stack, part, abort.signal));
  const environment: NodeJS.ProcessEnv = {
    ...environmentWithout(settings.embedded, process.env),
    MONGODB_URI: settings.mongodbUri ?? stack.mongodbUri,
    KAFKA_BROKERS: settings.kafkaBrokers ?? stack.kafkaBrokers,
    TEMPORAL_ADDRESS: settings.temporalAddress ?? stack.temporalAddress,
    SUQIAO_PORT: String(ports.http),
    SUQIAO_STATE_DIR: stateDir,
    // Minutes instead of working days, so that a visitor sees a case fall due and rise.
    SUQIAO_POLICY: process.env['SUQIAO_POLICY'] ?? 'demonstration',
    SUQIAO_ISSUE_PRESET: process.env['SUQIAO_ISSUE_PRESET'] ?? 'demonstration',
  };
  const service = (name: string, script: string) => new SupervisedService({ name, script, environment, stateDir, onRestart: tellRestart });
  running.app = service('app', join(__dirname, 'app.js'));
  running.worker = service('worker', join(__dirname, 'worker.js'));
  board.update('services', { message: '启动 starting' });
  board.update('worker', { message: '启动 starting' });
  await Promise.all([running.app.start(), running.worker.start()]);
  const origin = `http://127.0.0.1:${String(ports.http)}`;
  await answers(`${origin}/healthz`, running, abort.signal);
  board.done('services');
  await answers(`${origin}/readyz`, running, abort.signal);
  board.done('worker');
}

/** Asks an address until it answers 200. @throws StackError when the limit is over or a service keeps ending */
async function answers(address: string, { app, worker }: Running, signal: AbortSignal): Promise<void> {
  const limit = performance.now() + readyLimitInMs;
  let last = '';
  while (performance.now() < limit) {
    signal.throwIfAborted();
    for (const [name, service] of [['app', app], ['worker', worker]] as const) {
      if ((service?.endings ?? 0) >= endingsBeforeReady) throw new StackError(`${name} 反复退出，见日志 logs/${name}.log`, `${name} keeps ending; see logs/${name}.log`);
    }
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
      if (response.status === 200) return;
      last = `${String(response.status)} ${(await response.text()).slice(0, 300)}`;
    } catch (error) {
      last = errorText(error);
    }
    await delay(100, undefined, { signal });
  }
  throw new StackError(`${address} 未就绪：${last}`, `${address} did not become ready: ${last}`);
}

/** An engine that died is started again, with growing pauses, for as long as we run. */
async function reviveEngine(stack: EmbeddedStack, part: StackPart, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; !signal.aborted; attempt++) {
    console.log(`⚠ ${part} 意外退出，正在重启…  ${part} ended unexpectedly; starting it again`);
    await delay(backoffInMs(attempt), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await stack.restart(part);
      console.log(`✔ ${part} 已恢复 is back`);
      return;
    } catch (error) {
      console.error(errorText(error));
    }
  }
}

function tellRestart(name: string, { code, signal }: { code: number | null; signal: string | null }, waitInMs: number, log: string): void {
  const how = signal ?? `code ${String(code)}`;
  console.log(`⚠ ${name} 退出（${how}），${String(waitInMs / 1000)} 秒后重启；日志 ${log}  ended, starting again`);
}

function showReady({ stateDir, ports, settings, running }: Context, startedInMs: number): void {
  const pids = [...Object.values(running.stack?.pids ?? {}), running.app?.pid, running.worker?.pid, process.pid, process.ppid].filter((pid) => pid !== undefined);
  console.log(renderReadyScreen({
    ...storedCredentials(stateDir),
    origin: `http://127.0.0.1:${String(ports.http)}`,
    stateDir,
    startedInMs,
    temporalUiPort: settings.embedded.includes('temporal') ? ports.temporalUi : undefined,
    external: stackParts.filter((part) => !settings.embedded.includes(part)).map((part) => connectionVariables[part]),
    memoryInBytes: pids.reduce((sum, pid) => sum + residentBytes(pid), 0),
  }));
}

function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** The first batch with a bar that is rewritten on a terminal, or a line for each quarter. */
function feedSamples({ ports, stateDir }: Context): SampleStream {
  let told = 0;
  return startSampleStream({
    baseUrl: `http://127.0.0.1:${String(ports.http)}`,
    stateDir,
    onProgress: (done, total) => {
      const filled = Math.floor((done / total) * 30);
      const line = `样例诉求 Sample appeals [${'#'.repeat(filled)}${'-'.repeat(30 - filled)}] ${String(done)}/${String(total)}`;
      if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${line}${done === total ? '\n' : ''}`);
      else if (Math.floor((done / total) * 4) > told) {
        told = Math.floor((done / total) * 4);
        console.log(line);
      }
    },
  });
}

/** Last started, first stopped. Engines outlive the services, so that these can finish what they have in hand. */
async function shutDown({ samples, app, worker, stack }: Running): Promise<void> {
  if (stack === undefined) return;
  console.log('\n正在停止…  stopping');
  await samples?.stop();
  await Promise.all([app?.stop(), worker?.stop()]);
  console.log('✔ 服务已停止 services stopped');
  await stack.stop();
  console.log('✔ 引擎已停止，数据已保存 engines stopped, data kept');
}

function errorText(error: unknown): string {
  return error instanceof StackError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
}

main().catch((error: unknown) => {
  console.error(errorText(error));
  process.exitCode = 1;
}).finally(() => process.exit());
