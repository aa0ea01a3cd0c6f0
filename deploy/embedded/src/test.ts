import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
 * `npm test`: provisions by the same code as `npm start`, then lint, types, unit tests, and the tests on real parts. The
 * last line counts tests.
 */
async function main(): Promise<void> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  mkdirSync(stateDir, { recursive: true });
  await provision({ toolsDir, tools: ['mongod', 'kafka', 'temporal', 'temporalTestServer'], environment: process.env, onProgress: progressLines() });
  const checks: readonly (readonly [string, string, readonly string[]])[] = [
    ['项目图 project graph', 'nx', ['show', 'projects']],
    ['规范 lint', 'eslint', ['.', '--max-warnings', '0']],
    ['类型 types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']],
    ['控制台类型 console types', 'tsc', ['--noEmit', '-p', 'services/console/tsconfig.json']],
  ];
  for (const [name, command, args] of checks) {
    console.log(`\n== ${name}`);
    const { code, output } = await run(command, args, process.env);
    if (code !== 0 || boundaryRuleAsleep.test(output)) tally.failed++;
    else tally.passed++;
  }
  console.log('\n== 单元测试 unit tests');
  await jest('unit', ['--maxWorkers', '2'], process.env, tally);
  console.log('\n== 真实组件测试 tests on real parts');
  await withStack(async (environment) => {
    await jest('service', ['--runInBand'], environment, tally);
  });
  console.log(`${String(tally.passed)} passed, ${String(tally.failed)} failed${tally.skipped > 0 ? `, ${String(tally.skipped)} skipped` : ''}`);
  process.exitCode = tally.failed === 0 ? 0 : 1;
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

async function jest(project: string, args: readonly string[], environment: NodeJS.ProcessEnv, tally: Tally): Promise<void> {
  const file = join(stateDir, `jest-${project}.json`);
  rmSync(file, { force: true });
  const filter = process.argv.slice(2);
  const { code } = await run('jest', ['--ci', '--selectProjects', project, '--json', '--outputFile', file, '--forceExit', ...args, ...(filter.length > 0 ? ['--passWithNoTests', '--testPathPatterns', ...filter] : [])], environment, true);
  const result = resultSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  tally.passed += result.numPassedTests;
  tally.failed += result.numFailedTests + result.numRuntimeErrorTestSuites + (code !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0 ? 1 : 0);
  tally.skipped += result.numPendingTests;
}

/** Runs a program of node_modules/.bin and shows what it says; jest's JSON goes to its file, its words to stderr. */
function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv, hideOutput = false): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: root, env: { ...environment, FORCE_COLOR: '0' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (!hideOutput) process.stdout.write(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      process.stderr.write(chunk);
    });
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
