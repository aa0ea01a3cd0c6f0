/** What /proc/PID/stat tells of a process. */
export interface SeenProcess {
  command: string;
  state: string;
  parentPid: number;
  startTicks: string;
}
export interface WatchedProcess {
  pid: number;
  startTicks: string;
}
export function parseStat(stat: string): SeenProcess | undefined;
export function lookAt(pid: number): SeenProcess | undefined;
export function ancestorsToWatch(
  parentPid: number,
  look: (pid: number) => Pick<SeenProcess, 'command' | 'parentPid' | 'startTicks'> | undefined,
): WatchedProcess[];
export function isOrphaned(watched: readonly WatchedProcess[], look: (pid: number) => Pick<SeenProcess, 'startTicks'> | undefined): boolean;
