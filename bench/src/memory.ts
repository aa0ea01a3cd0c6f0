import { readFileSync } from 'node:fs';

/** Resident memory of processes in bytes, by name, and their sum. */
export interface Memory {
  readonly bytes: Readonly<Record<string, number>>;
  readonly totalBytes: number;
}

/** Reads `VmRSS` of each process. Pages that two processes share count twice. @throws Error when a process is gone */
export function residentMemory(pids: Readonly<Record<string, number>>): Memory {
  const bytes = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, residentBytes(pid)]));
  return { bytes, totalBytes: Object.values(bytes).reduce((sum, value) => sum + value, 0) };
}

function residentBytes(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  if (kibibytes === undefined) throw new Error(`process ${String(pid)} tells no VmRSS`);
  return Number(kibibytes) * 1024;
}
