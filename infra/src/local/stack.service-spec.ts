import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { freePorts } from './ports';
import { identify } from './process-identity';
import { installedPath } from './provision';
import { startEmbeddedStack, type EmbeddedStack } from './stack';
import { startTemporal } from './temporal';

/** Shared with the project's own stack, so that nothing is fetched twice. */
const toolsDir = join(process.env['SUQIAO_STATE_DIR'] ?? join(__dirname, '..', '..', '..', '.suqiao'), 'tools');

async function allGone(pids: readonly number[], limitInMs: number): Promise<number[]> {
  const end = Date.now() + limitInMs;
  for (;;) {
    const left = pids.filter((pid) => identify(pid) !== undefined);
    if (left.length === 0 || Date.now() > end) return left;
    await delay(50);
  }
}

describe('the embedded stack', () => {
  jest.setTimeout(240_000);
  let stateDir: string;
  beforeEach(() => { stateDir = mkdtempSync(join(tmpdir(), 'suqiao-stack-')); });
  afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

  async function withClient<Result>(stack: EmbeddedStack, use: (client: MongoClient) => Promise<Result>): Promise<Result> {
    const client = new MongoClient(stack.mongodbUri, { serverSelectionTimeoutMS: 10_000 });
    try {
      return await use(client);
    } finally {
      await client.close();
    }
  }

  it('keeps acknowledged data over a kill -9, refuses a second start, moves to other ports and leaves no process', async () => {
    const stack = await startEmbeddedStack({ stateDir, toolsDir, ports: await freePorts() });
    const pids = Object.values(stack.pids);
    expect(pids).toHaveLength(3);
    const unexpected: string[] = [];
    stack.onUnexpectedEnd((part) => unexpected.push(part));
    try {
      await withClient(stack, (client) => client.db('t').collection('t').insertOne({ kept: 1 }, { writeConcern: { w: 'majority', j: true } }));
      await expect(startEmbeddedStack({ stateDir, toolsDir, ports: await freePorts() })).rejects.toThrow(`process ${String(process.pid)}`);
      for (const part of ['mongod', 'kafka', 'temporal'] as const) {
        await stack.kill(part, 'SIGKILL');
        expect(stack.pids[part]).toBeUndefined();
      }
      await Promise.all((['mongod', 'kafka', 'temporal'] as const).map((part) => stack.restart(part)));
      expect(await withClient(stack, (client) => client.db('t').collection('t').countDocuments({ kept: 1 }))).toBe(1);
      pids.push(...Object.values(stack.pids));
      process.kill(stack.pids.temporal ?? 0, 'SIGKILL');
      await delay(500);
      expect(unexpected).toEqual(['temporal']);
    } finally {
      await stack.stop();
    }
    expect(await allGone(pids, 0)).toEqual([]);
    const moved = await startEmbeddedStack({ stateDir, toolsDir, ports: await freePorts(), only: ['mongod'] });
    try {
      expect(await withClient(moved, (client) => client.db('t').collection('t').countDocuments({ kept: 1 }))).toBe(1);
    } finally {
      await moved.stop();
    }
  });

  it('ends with its parent within 5 s when that is killed by -9, and the folder can be used again', async () => {
    const ports = await freePorts();
    const script = `
      const { startEmbeddedStack } = require(${JSON.stringify(join(__dirname, '..', '..', 'dist', 'local', 'index.js'))});
      startEmbeddedStack(${JSON.stringify({ stateDir, toolsDir, ports })}).then((stack) => console.log(JSON.stringify(stack.pids)));
    `;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pids = await new Promise<number[]>((resolve, reject) => {
      createInterface({ input: parent.stdout }).once('line', (line) => resolve(Object.values<number>(JSON.parse(line))));
      parent.once('exit', () => reject(new Error('the parent ended before its stack was up')));
    });
    expect(pids.filter((pid) => identify(pid) !== undefined)).toHaveLength(3);
    parent.kill('SIGKILL');
    expect(await allGone(pids, 5000)).toEqual([]);
    const again = await startEmbeddedStack({ stateDir, toolsDir, ports, only: ['mongod'] });
    expect(existsSync(join(stateDir, 'run', 'owner.json'))).toBe(true);
    expect(JSON.parse(readFileSync(join(stateDir, 'run', 'owner.json'), 'utf8'))).toMatchObject({ pid: process.pid });
    await again.stop();
  });

  it('starts Temporal again when it ends while starting, but not for ever', async () => {
    const command = join(stateDir, 'temporal-that-ends');
    const endingFirst = (times: number) => {
      writeFileSync(command, `#!/bin/sh\ncd ${stateDir}\necho start >> starts\n[ "$(wc -l < starts)" -gt ${String(times)} ] || exit 2\nexec ${installedPath(toolsDir, 'temporal') ?? ''} "$@"\n`, { mode: 0o755 });
    };
    const { temporal: port } = await freePorts();
    endingFirst(1);
    const part = await startTemporal({ tool: { command }, stateDir, port });
    expect(part.isAlive).toBe(true);
    await part.stop();
    endingFirst(99);
    await expect(startTemporal({ tool: { command }, stateDir, port })).rejects.toThrow('temporal ended while starting');
    expect(readFileSync(join(stateDir, 'starts'), 'utf8').split('\n').filter(Boolean)).toHaveLength(5);
  });
});
