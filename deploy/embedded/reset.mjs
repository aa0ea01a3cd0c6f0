import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lookAt } from './process-tree.mjs';

const stopLimitInMs = 60_000;

/**
 * Stops a running instance and empties the state folder; with `--keep-tools` the downloaded programs stay.
 * @param {string} stateDir
 * @param {readonly string[]} args
 * @param {boolean} isDefault whether the folder is the project's own
 * @returns {Promise<number>} exit code
 */
export async function reset(stateDir, args, isDefault) {
  if (!existsSync(stateDir)) return say(0, `没有数据：${stateDir} 不存在。`, `Nothing to reset: ${stateDir} does not exist.`);
  if (!isDefault && !existsSync(join(stateDir, 'run'))) {
    return say(1, `${stateDir} 不像是诉桥的数据目录，未删除任何内容。`, `${stateDir} does not look like a state folder of Suqiao; nothing was deleted.`);
  }
  const run = join(stateDir, 'run');
  const files = existsSync(run) ? readdirSync(run).filter((name) => name.endsWith('.pid')) : [];
  for (const name of ['owner.json', ...files]) {
    const left = readProcess(join(run, name));
    if (left === undefined || !(await stillRuns(left))) continue;
    return say(1, `进程 ${left.pid} 仍在运行，未删除任何内容。请先停止它：kill ${left.pid}`, `Process ${left.pid} is still running; nothing was deleted. Stop it first: kill ${left.pid}`);
  }
  const kept = args.includes('--keep-tools') ? ['tools'] : [];
  for (const name of readdirSync(stateDir)) {
    if (!kept.includes(name)) rmSync(join(stateDir, name), { recursive: true, force: true });
  }
  const tools = kept.length > 0 ? ['（保留已下载的程序）', ' (downloaded programs kept)'] : ['', ''];
  return say(0, `已清空 ${stateDir}${tools[0]}。`, `Emptied ${stateDir}${tools[1]}.`);
}

/**
 * Asks a process to stop and waits.
 * @param {{ pid: number, startTicks: string }} left
 * @returns {Promise<boolean>} whether it still runs
 */
async function stillRuns(left) {
  const isThere = () => lookAt(left.pid)?.startTicks === left.startTicks;
  if (!isThere()) return false;
  console.log(`正在停止进程 ${left.pid}…  stopping process ${left.pid}`);
  process.kill(left.pid, 'SIGTERM');
  for (const end = Date.now() + stopLimitInMs; Date.now() < end && isThere();) await delay(100);
  return isThere();
}

/**
 * @param {string} path
 * @returns {{ pid: number, startTicks: string } | undefined}
 */
function readProcess(path) {
  try {
    const { pid, startTicks } = JSON.parse(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 1 && typeof startTicks === 'string' ? { pid, startTicks } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} code
 * @param {string} chinese
 * @param {string} english
 */
function say(code, chinese, english) {
  console.log(`${chinese}\n${english}`);
  return code;
}
