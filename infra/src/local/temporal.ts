import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { Part } from './child-process';
import type { Tools } from './provision';

/** Where and with what the server runs. */
export interface TemporalOptions {
  tool: NonNullable<Tools['temporal']>;
  stateDir: string;
  port: number;
  /** Port of Temporal's own web page; headless without it. */
  uiPort?: number | undefined;
  signal?: AbortSignal | undefined;
}

const startLimitInMs = 60_000;
const namespace = 'default';

/**
 * Beside its own port the server takes others for its inner services: it finds them free, and binds them a moment later.
 * When somebody else was faster it ends; at another start it finds others.
 */
const mostStarts = 3;

/**
 * Starts Temporal's development server on a SQLite file and waits until its namespace is served. `synchronous=NORMAL`
 * survives a killed process, not a power cut: production runs Temporal on PostgreSQL or Cassandra.
 * @throws StackError when it ends while starting, several times, or is not ready in time
 */
export async function startTemporal(options: TemporalOptions): Promise<Part> {
  const { port, signal } = options;
  mkdirSync(dataFolder(options), { recursive: true });
  for (let start = 1; ; start++) {
    const part = await launch(options);
    try {
      await part.ready(() => servesNamespace(port), startLimitInMs, signal);
      return part;
    } catch (error) {
      const hasEnded = !part.isAlive;
      await part.stop();
      if (!hasEnded || start === mostStarts || signal?.aborted === true) throw error;
    }
  }
}

function launch(options: TemporalOptions): Promise<Part> {
  const { tool, stateDir, port, uiPort } = options;
  return Part.launch({
    name: 'temporal',
    command: tool.command,
    args: ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--db-filename', join(dataFolder(options), 'temporal.db'),
      '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL', '--log-level', 'error', '--log-format', 'json',
      ...(uiPort === undefined ? ['--headless'] : ['--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)])],
    // A tighter collector: the server's idle heap is small, and its memory stays near it.
    environment: { ...process.env, GOGC: '50' },
    stateDir,
    stopLimitInMs: 10_000,
  });
}

function dataFolder({ stateDir }: TemporalOptions): string {
  return join(stateDir, 'temporal');
}

async function servesNamespace(port: number): Promise<boolean> {
  const connection = await Connection.connect({ address: `127.0.0.1:${String(port)}`, connectTimeout: 500 });
  try {
    await connection.withDeadline(Date.now() + 2000, () => connection.workflowService.describeNamespace({ namespace }));
    return true;
  } finally {
    await connection.close();
  }
}
