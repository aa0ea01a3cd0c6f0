import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** User and system time of processes so far, in seconds, by name. Source: proc(5). */
export function processorSeconds(pids: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => {
    const [, fields = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ');
    const values = fields.split(' ').map(Number);
    return [name, ((values[11] ?? 0) + (values[12] ?? 0)) / ticksPerSecond];
  }));
}
