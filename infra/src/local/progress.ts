import type { JarPin } from './pins';

/** What is being made ready: a tool to install, or a part to start. */
export type StackStep = 'tools' | 'mongod' | 'temporal' | 'temporalTestServer' | 'kafka';

/** How far a step is. Bytes are those of downloads; a message is for people, Chinese first. */
export interface StackProgress {
  doneBytes?: number;
  totalBytes?: number;
  message?: string;
  /** Set once, with the last word on a step. */
  isReady?: boolean;
}

/** Told again and again while a step goes on. */
export type OnProgress = (step: StackStep, progress: StackProgress) => void;

/** Never more than the total, never less than was told before: several sources measure one download. */
export function forwardOnly(totalBytes: number): (measuredBytes: number) => number {
  let highest = 0;
  return (measuredBytes) => {
    highest = Math.min(totalBytes, Math.max(highest, measuredBytes));
    return highest;
  };
}

/** `12.3 MB`; decimal megabytes, as package registries count. */
export function formatBytes(sizeBytes: number): string {
  return `${(sizeBytes / 1e6).toFixed(1)} MB`;
}

/** `[#####-----]  50%  12.3/24.6 MB  message`, or the message alone where the size is not known. */
export function formatProgress({ doneBytes, totalBytes, message }: StackProgress): string {
  const text = message ?? '';
  if (doneBytes === undefined || totalBytes === undefined || totalBytes <= 0) return text;
  const part = Math.min(1, Math.max(0, doneBytes / totalBytes));
  const filled = Math.floor(part * 20);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(20 - filled)}]`;
  const percent = `${String(Math.floor(part * 100)).padStart(3)}%`;
  return `${bar} ${percent}  ${(doneBytes / 1e6).toFixed(1)}/${formatBytes(totalBytes)}${text === '' ? '' : `  ${text}`}`;
}

/** The pinned jar that a line of Maven's output says has arrived, or `undefined` for any other line. */
export function jarOfMavenLine(line: string, jars: readonly JarPin[]): JarPin | undefined {
  const address = /Downloaded from \S+: (\S+)/.exec(line)?.[1];
  const file = address?.slice(address.lastIndexOf('/') + 1);
  return file === undefined ? undefined : jars.find((jar) => jar.file === file);
}
