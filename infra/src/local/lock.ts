import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identify } from './process-identity';
import { StackError, systemErrorCode } from './stack-error';

/** A folder that is ours until we let go of it or die. */
export interface FolderLock {
  release(): Promise<void>;
}

/** The file inside a locked folder that tells who holds it; `npm run reset` reads it too. */
export const ownerFile = join('run', 'owner.json');

/**
 * Takes a folder for this process. The lock is a socket in Linux's abstract namespace: the kernel gives it to one process
 * only and frees it however that process ends, so there is no stale lock to judge.
 * @throws StackError naming the process that holds the folder
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  mkdirSync(join(folder, 'run'), { recursive: true });
  const server = await listen(socketName(folder));
  if (server === undefined) {
    const owner = await ownerOf(folder);
    throw new StackError(
      `诉桥已在运行（进程 ${owner}，数据目录 ${folder}）。请先停止它（在其终端按 Ctrl-C，或 kill ${owner}）。`,
      `Suqiao is running already (process ${owner}, state folder ${folder}). Stop it first: Ctrl-C in its terminal, or kill ${owner}.`,
    );
  }
  const path = join(folder, ownerFile);
  writeFileSync(path, JSON.stringify({ ...identify(process.pid), pid: process.pid }));
  return {
    release: async () => {
      rmSync(path, { force: true });
      await close(server);
    },
  };
}

/** Waits for a folder that several processes fill by turns, such as the tools. */
export async function waitForFolder(folder: string, signal?: AbortSignal): Promise<FolderLock> {
  mkdirSync(folder, { recursive: true });
  for (;;) {
    signal?.throwIfAborted();
    const server = await listen(socketName(folder));
    if (server !== undefined) return { release: () => close(server) };
    await delay(200);
  }
}

function socketName(folder: string): string {
  return `\0suqiao-${createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)}`;
}

async function ownerOf(folder: string): Promise<string> {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const owner: unknown = JSON.parse(readFileSync(join(folder, ownerFile), 'utf8'));
      if (typeof owner === 'object' && owner !== null && 'pid' in owner && typeof owner.pid === 'number') return String(owner.pid);
    } catch {
      // The owner has the socket but not yet written its file.
    }
    await delay(50);
  }
  return '?';
}

function listen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error) => systemErrorCode(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error));
    server.listen({ path }, () => {
      // Holding a folder must not keep a process alive.
      server.unref();
      resolve(server);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => { server.close(() => resolve()); });
}
