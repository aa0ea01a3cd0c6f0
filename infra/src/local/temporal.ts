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
 * Starts Temporal's development server on a SQLite file and waits until its namespace is served. `synchronous=NORMAL`
 * survives a killed process, not a power cut: production runs Temporal on PostgreSQL or Cassandra.
 */
export async function startTemporal({ tool, stateDir, port, uiPort, signal }: TemporalOptions): Promise<Part> {
  const data = join(stateDir, 'temporal');
  mkdirSync(data, { recursive: true });
  const part = await Part.launch({
    name: 'temporal',
    command: tool.command,
    args: ['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--db-filename', join(data, 'temporal.db'),
      '--sqlite-pragma', 'journal_mode=WAL', '--sqlite-pragma', 'synchronous=NORMAL', '--log-level', 'error', '--log-format', 'json',
      ...(uiPort === undefined ? ['--headless'] : ['--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)])],
    // A tighter collector: the server's idle heap is small, and its memory stays near it.
    environment: { ...process.env, GOGC: '50' },
    stateDir,
    stopLimitInMs: 10_000,
  });
  try {
    await part.ready(() => servesNamespace(port), startLimitInMs, signal);
    return part;
  } catch (error) {
    await part.stop();
    throw error;
  }
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
