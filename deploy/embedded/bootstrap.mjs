#!/usr/bin/env node
// What npm runs first: plain JavaScript for the machine's own Node (20 or later), without any package. It installs the
// packages, builds, and hands over to the built program under the Node of node_modules.
import { existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guardTree, runChild } from './children.mjs';
import { countPackages, isInstalled, markInstalled } from './packages.mjs';
import { reset } from './reset.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Commands and the built programs behind them. */
const programs = {
  start: 'deploy/embedded/dist/start.js', test: 'deploy/embedded/dist/test.js', replay: 'deploy/embedded/dist/replay.js', bench: 'deploy/embedded/dist/bench.js',
  simulate: 'simulation/dist/simulate.js', train: 'services/classification/dist/train.js', evaluate: 'services/classification/dist/evaluate.js',
  classify: 'services/classification/dist/classify.js', group: 'services/insight/dist/group.js', audit: 'deploy/embedded/dist/audit.js',
};
const commands = [...Object.keys(programs), 'reset'];
/** What is told goes beside what these write, which is data. */
const writesData = ['train', 'evaluate', 'classify', 'group', 'audit'].includes(process.argv[2] ?? '');
const telling = writesData ? process.stderr : process.stdout;
const oldestNode = 20;
/** A stage that is over sooner than this is not worth a line. */
const silentInMs = 1500;

/**
 * @param {string} chinese
 * @param {string} english
 * @returns {never}
 */
function giveUp(chinese, english) {
  console.error(`${chinese}\n${english}`);
  process.exit(1);
}

/**
 * Tells that a stage goes on: one line that is rewritten on a terminal, a line now and then elsewhere.
 * @param {() => string} text
 * @returns {() => void} ends it
 */
function showStage(text) {
  const startedAt = Date.now();
  let [shown, told] = [false, 0];
  const timer = setInterval(() => {
    const elapsedInMs = Date.now() - startedAt;
    if (elapsedInMs < silentInMs) return;
    const line = `${text()} … ${Math.round(elapsedInMs / 1000)} s`;
    if (telling.isTTY) telling.write(`\r\x1b[K${'|/-\\'[Math.floor(elapsedInMs / 200) % 4]} ${line}`);
    else if (elapsedInMs - told >= 10_000 || told === 0) {
      told = elapsedInMs;
      telling.write(`${line}\n`);
    }
    shown = true;
  }, 200);
  return () => {
    clearInterval(timer);
    if (shown && telling.isTTY) telling.write('\r\x1b[K');
  };
}

/** The machine's environment without the Node of node_modules, which an installation replaces. */
function machineEnvironment() {
  const own = join(root, 'node_modules');
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(own)).join(delimiter);
  return { ...process.env, PATH: path };
}

/** Everything after the installation runs on the pinned Node. */
function projectEnvironment() {
  const path = [join(root, 'node_modules', 'node', 'bin'), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true' };
}

async function installPackages() {
  if (isInstalled(root)) return;
  const stop = showStage(() => `安装依赖 installing packages: ${countPackages(root)}`);
  const env = { ...machineEnvironment(), NODE_ENV: '' };
  // The machine's npm may warn of engines that the Node of node_modules satisfies: errors only.
  const { code, output } = await runChild('npm', ['ci', '--no-audit', '--no-fund', '--include=dev', '--loglevel=error'], { env, cwd: root, isQuiet: true })
    .catch(() => giveUp('找不到 npm：请安装 Node.js 20 或更高版本（含 npm）。', 'npm is missing: install Node.js 20 or later with npm.'));
  stop();
  if (code !== 0) giveUp(`npm ci 失败，请检查网络后重试。`, `npm ci failed. Check the network and start again.\n${output.trimEnd()}`);
  markInstalled(root);
  telling.write(`依赖已安装 packages installed: ${countPackages(root)}\n`);
}

async function build() {
  const stop = showStage(() => '构建 building');
  const { code, output } = await runChild('nx', ['run-many', '-t', 'build'], { env: projectEnvironment(), cwd: root, isQuiet: true });
  stop();
  if (code !== 0) giveUp('构建失败。', `The build failed.\n${output.trimEnd()}`);
}

async function main() {
  const [command = '', ...args] = process.argv.slice(2);
  if (!commands.includes(command)) giveUp(`用法：npm start | npm test | npm run ${commands.slice(2).join('|')}`, `Usage: npm start | npm test | npm run ${commands.slice(2).join('|')}`);
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) giveUp(`需要 Node.js ${oldestNode} 或更高版本，当前是 ${process.versions.node}。`, `Node.js ${oldestNode} or later is needed; this is ${process.versions.node}.`);
  guardTree();
  const ownState = join(root, '.suqiao');
  const stateDir = resolve(root, process.env.SUQIAO_STATE_DIR ?? ownState);
  if (command === 'reset') return reset(stateDir, args, stateDir === ownState);
  await installPackages();
  await build();
  const script = join(root, programs[command]);
  if (!existsSync(script)) giveUp(`缺少 ${script}。`, `${script} is missing.`);
  const env = { ...projectEnvironment(), SUQIAO_STATE_DIR: stateDir };
  // Whoever only watches the others keeps a small heap; a replay or a test may need a large one.
  const heap = command === 'start' ? ['--max-semi-space-size=4'] : [];
  const { code } = await runChild(join(root, 'node_modules', 'node', 'bin', 'node'), [...heap, script, ...args], { env, cwd: root, isQuiet: false });
  return code;
}

process.exit(await main());
