import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts, provision, startEmbeddedStack, StackError } from '@suqiao/infra/local';
import { z } from 'zod';

const root = resolve(__dirname, '..', '..', '..');
const stateDir = resolve(process.env['SUQIAO_STATE_DIR'] ?? join(root, '.suqiao'));
const toolsDir = join(stateDir, 'tools');

const resultSchema = z.object({ numPassedTests: z.number(), numFailedTests: z.number(), numPendingTests: z.number(), numRuntimeErrorTestSuites: z.number() });

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/** Nx's boundary rule skips itself in silence when it has no project graph; these are the words it then says elsewhere. */
const boundaryRuleAsleep = /No cached ProjectGraph|project graph.*(?:not|un)|skipping.*enforce-module-boundaries/i;

/**
 * `npm test`: provisions by the same code as `npm start`, then lint, types and unit tests beside the tests on real parts, which
 * wait for engines most of their time. The last line counts tests.
 */
async function main(): Promise<void> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  mkdirSync(stateDir, { recursive: true });
  await provision({ toolsDir, tools: ['mongod', 'kafka', 'temporal', 'temporalTestServer'], environment: process.env, onProgress: progressLines() });
  const beside = checkSources(tally);
  console.log('\n== 真实组件测试 tests on real parts');
  await withStack(async (environment) => {
    await jest('service', ['--runInBand'], environment, tally, 'live');
  });
  await beside;
  console.log(`${String(tally.passed)} passed, ${String(tally.failed)} failed${tally.skipped > 0 ? `, ${String(tally.skipped)} skipped` : ''}`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
}

/** What needs no engine, one after the other, with what the tests on real parts leave of the processors. */
async function checkSources(tally: Tally): Promise<void> {
  const checks: readonly (readonly [string, string, readonly string[]])[] = [
    ['项目图 project graph', 'nx', ['show', 'projects']],
    ['规范 lint', 'eslint', ['.', '--max-warnings', '0']],
    ['类型 types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
    ['控制台类型 console types', 'tsc', ['--noEmit', '-p', 'services/console/tsconfig.json']],
  ];
  for (const [name, command, args] of checks) {
    const { code, output } = await run(command, args, process.env, 'atEnd');
    const passed = code === 0 && !boundaryRuleAsleep.test(output);
    console.log(`\n== ${name}: ${passed ? '通过 passed' : '未通过 failed'}\n${output}`);
    if (passed) tally.passed++;
    else tally.failed++;
  }
  const output = await jest('unit', ['--maxWorkers', '2'], process.env, tally, 'atEnd');
  console.log(`\n== 单元测试 unit tests\n${output}`);
}

/** Service tests share one stack; those that kill engines start their own from the same tools. */
async function withStack(use: (environment: NodeJS.ProcessEnv) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(stateDir, 'test-'));
  const stack = await startEmbeddedStack({ stateDir: directory, toolsDir, ports: await freePorts() });
  try {
    await use({ ...process.env, MONGODB_URI: stack.mongodbUri, KAFKA_BROKERS: stack.kafkaBrokers, TEMPORAL_ADDRESS: stack.temporalAddress, SUQIAO_TOOLS_DIR: toolsDir });
  } finally {
    await stack.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function jest(project: string, args: readonly string[], environment: NodeJS.ProcessEnv, tally: Tally, told: Told): Promise<string> {
  const file = join(stateDir, `jest-${project}.json`);
  rmSync(file, { force: true });
  const filter = process.argv.slice(2);
  const { code, output } = await run('jest', ['--ci', '--selectProjects', project, '--json', '--outputFile', file, '--forceExit', ...args, ...(filter.length > 0 ? ['--passWithNoTests', '--testPathPatterns', ...filter] : [])], environment, told);
  const result = resultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  tally.passed += result.numPassedTests;
  tally.failed += result.numFailedTests + result.numRuntimeErrorTestSuites + (code !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0 ? 1 : 0);
  tally.skipped += result.numPendingTests;
  return output;
}

/** Whether a program's words are shown as they come, or are the caller's to show at its end. */
type Told = 'live' | 'atEnd';
/** Lower than what the tests on real parts run with. */
const besidePriority = 10;

/** Runs a program of node_modules/.bin; jest's JSON goes to its file, its words to stderr. */
function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv, told: Told): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, env: { ...environment, FORCE_COLOR: '0' }, stdio: ['ignore', told === 'live' ? 'ignore' : 'pipe', 'pipe'] });
    if (told === 'atEnd' && child.pid !== undefined) setPriority(child.pid, besidePriority);
    let output = '';
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (told === 'live') process.stderr.write(chunk);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.on('error', fail);
    child.on('close', (code) => {
      done({ code: code ?? 1, output });
    });
  });
}

/** A line a step and ten per cent: provisioning must not look like standing still. */
function progressLines(): NonNullable<Parameters<typeof provision>[0]['onProgress']> {
  const told = new Map<string, string>();
  return (step, progress) => {
    const share = progress.doneBytes !== undefined && progress.totalBytes !== undefined ? ` ${String(Math.floor((10 * progress.doneBytes) / progress.totalBytes) * 10)} %` : '';
    const line = `${step}: ${progress.message}${share}`;
    if (told.get(step) === line) return;
    told.set(step, line);
    console.log(line);
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof StackError ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
