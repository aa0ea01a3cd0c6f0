import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { systemErrorCode } from './stack-error';

/** A process that cannot be mistaken for a later one with the same id: the kernel's start time goes with it. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks between the machine's boot and the start of the process (field 22 of /proc/PID/stat). */
  startTicks: string;
}

/** Fields of a line of /proc/PID/stat; the command may hold spaces and brackets. */
export function parseStat(stat: string): { command: string; state: string; parentPid: number; startTicks: string } | undefined {
  const [open, close] = [stat.indexOf('('), stat.lastIndexOf(')')];
  const [state, parentPid, ...rest] = stat.slice(close + 2).split(' ');
  const startTicks = rest[17];
  if (open < 0 || close < open || state === undefined || parentPid === undefined || startTicks === undefined) return undefined;
  return { command: stat.slice(open + 1, close), state, parentPid: Number(parentPid), startTicks };
}

/** The identity of a living process; `undefined` when there is none, or it is a zombie. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readText(`/proc/${String(pid)}/stat`);
  const parsed = stat === undefined ? undefined : parseStat(stat);
  return parsed === undefined || parsed.state === 'Z' ? undefined : { pid, startTicks: parsed.startTicks };
}

/** Whether this very process still lives. */
export function isAlive(process: ProcessIdentity): boolean {
  return identify(process.pid)?.startTicks === process.startTicks;
}

/** The command line, blanks between its words; `undefined` when it cannot be read. */
export function commandLine(pid: number): string | undefined {
  const text = readText(`/proc/${String(pid)}/cmdline`)?.replaceAll('\0', ' ').trim();
  return text === '' ? undefined : text;
}

/** Sends SIGTERM, and SIGKILL when the limit is over. Resolves when the process is gone. */
export async function endProcess(process: ProcessIdentity, limitInMs: number): Promise<void> {
  signalProcess(process, 'SIGTERM');
  if (await goneWithin(process, limitInMs)) return;
  signalProcess(process, 'SIGKILL');
  await goneWithin(process, 5000);
}

/** Signals this very process; harmless when it is gone. */
export function signalProcess({ pid, startTicks }: ProcessIdentity, signal: NodeJS.Signals): void {
  if (!isAlive({ pid, startTicks })) return;
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (systemErrorCode(error) !== 'ESRCH') throw error;
  }
}

/** Waits for the end of a process. @returns whether it came within the limit */
export async function goneWithin(process: ProcessIdentity, limitInMs: number): Promise<boolean> {
  const end = Date.now() + limitInMs;
  while (isAlive(process)) {
    if (Date.now() > end) return false;
    await delay(25);
  }
  return true;
}

/** Who listens on a TCP port of this machine, as far as /proc tells this user. */
export function portOwner(port: number): { pid: number; command: string } | undefined {
  const inodes = new Set(['tcp', 'tcp6'].flatMap((table) => listeningInodes(readText(`/proc/net/${table}`) ?? '', port)));
  if (inodes.size === 0) return undefined;
  for (const name of listFolder('/proc').filter((entry) => /^\d+$/.test(entry))) {
    for (const descriptor of listFolder(`/proc/${name}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(readLink(`/proc/${name}/fd/${descriptor}`) ?? '')?.[1];
      if (inode !== undefined && inodes.has(inode)) return { pid: Number(name), command: commandLine(Number(name)) ?? '?' };
    }
  }
  return undefined;
}

/** The inodes of the sockets that listen on a port, from the text of /proc/net/tcp or tcp6. */
export function listeningInodes(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const listen = '0A';
  return table.split('\n').slice(1).flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [, local, , state] = fields;
    const inode = fields[9];
    return local?.endsWith(suffix) === true && state === listen && inode !== undefined ? [inode] : [];
  });
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function readLink(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
