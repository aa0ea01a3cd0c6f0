import { readFileSync } from 'node:fs';

/** Programs that npm puts between itself and a script. */
const shells = new Set(['sh', 'dash', 'bash', 'ash', 'zsh']);

/**
 * Reads one process from the text of /proc/PID/stat; the command may hold spaces and brackets.
 * @param {string} stat
 * @returns {{ command: string, state: string, parentPid: number, startTicks: string } | undefined}
 */
export function parseStat(stat) {
  const [open, close] = [stat.indexOf('('), stat.lastIndexOf(')')];
  const fields = stat.slice(close + 2).split(' ');
  const [state, parentPid] = fields;
  const startTicks = fields[19];
  if (open < 0 || close < open || state === undefined || parentPid === undefined || startTicks === undefined) return undefined;
  return { command: stat.slice(open + 1, close), state, parentPid: Number(parentPid), startTicks };
}

/**
 * Looks at a living process.
 * @param {number} pid
 * @returns {{ command: string, state: string, parentPid: number, startTicks: string } | undefined} `undefined` for none, or a zombie
 */
export function lookAt(pid) {
  try {
    const found = parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return found?.state === 'Z' ? undefined : found;
  } catch {
    return undefined;
  }
}

/**
 * The processes whose end must end us: our parent, and its parent where ours is only the shell that npm put between.
 * @param {number} parentPid
 * @param {(pid: number) => { command: string, parentPid: number, startTicks: string } | undefined} look
 * @returns {{ pid: number, startTicks: string }[]}
 */
export function ancestorsToWatch(parentPid, look) {
  // Started by the first process of a container or adopted by it: there is nobody to outlive.
  if (parentPid <= 1) return [];
  const parent = look(parentPid);
  if (parent === undefined) return [];
  const watched = [{ pid: parentPid, startTicks: parent.startTicks }];
  const grandparent = shells.has(parent.command) && parent.parentPid > 1 ? look(parent.parentPid) : undefined;
  if (grandparent !== undefined) watched.push({ pid: parent.parentPid, startTicks: grandparent.startTicks });
  return watched;
}

/**
 * Whether one of the watched processes is gone, or its id belongs to another process now.
 * @param {readonly { pid: number, startTicks: string }[]} watched
 * @param {(pid: number) => { startTicks: string } | undefined} look
 * @returns {boolean}
 */
export function isOrphaned(watched, look) {
  return watched.some(({ pid, startTicks }) => look(pid)?.startTicks !== startTicks);
}
