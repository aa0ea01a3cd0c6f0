import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ancestorsToWatch, isOrphaned, lookAt } from './process-tree.mjs';

/** How often we look whether npm is still there. */
const watchInMs = 500;
/** How long a child may take to end in order before it is killed. */
const endLimitInMs = 60_000;

/** @type {{ child: import('node:child_process').ChildProcess, isGroup: boolean } | undefined} */
let current;
/** @type {NodeJS.Signals | undefined} */
let ending;

/** Passes signals on to the running child, and ends with npm: when it is killed, nobody else would end us. */
export function guardTree() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(signal));
  const watched = ancestorsToWatch(process.ppid, lookAt);
  const timer = setInterval(() => {
    if (!isOrphaned(watched, lookAt)) return;
    clearInterval(timer);
    end('SIGTERM');
  }, watchInMs);
  timer.unref();
}

/** @param {NodeJS.Signals} signal */
function end(signal) {
  ending = signal;
  if (current === undefined) process.exit(exitCode(null, signal));
  send(signal);
  setTimeout(() => { send('SIGKILL'); }, endLimitInMs).unref();
}

/** @param {NodeJS.Signals} signal */
function send(signal) {
  const pid = current?.child.pid;
  if (pid === undefined) return;
  try {
    process.kill(current.isGroup ? -pid : pid, signal);
  } catch {
    // It is gone already.
  }
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, cwd: string, isQuiet: boolean }} options a quiet one is out of the terminal's group and its output is kept
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runChild(command, args, { env, cwd, isQuiet }) {
  const protect = hasProgram('setpriv', env) ? ['setpriv', '--pdeathsig', 'TERM', command] : [command];
  const [program, ...rest] = [...protect, ...args];
  const child = spawn(program, rest, { env, cwd, detached: isQuiet, stdio: isQuiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
  current = { child, isGroup: isQuiet };
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => { output = (output + text).slice(-20_000); });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      current = undefined;
      // A stage that was cut short by a signal is not followed by the next.
      if (isQuiet && ending !== undefined) process.exit(exitCode(null, ending));
      resolve({ code: exitCode(code, signal), output });
    });
  });
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 * @returns {number} as a shell counts it
 */
function exitCode(code, signal) {
  if (code !== null) return code;
  return 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal ?? 'SIGTERM'] ?? 15);
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} env
 */
function hasProgram(program, env) {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
