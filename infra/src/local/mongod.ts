import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { Part } from './child-process';
import type { Tools } from './provision';

/** Where and with what a part runs. */
export interface MongodOptions {
  tool: NonNullable<Tools['mongod']>;
  stateDir: string;
  port: number;
  signal?: AbortSignal | undefined;
}

const replicaSet = 'suqiao';
const startLimitInMs = 60_000;

/** The address that a client uses. */
export function mongodbUri(port: number): string {
  return `mongodb://127.0.0.1:${String(port)}/?replicaSet=${replicaSet}`;
}

/** Starts mongod as a replica set of one member and waits until it takes writes. @throws StackError when it does not */
export async function startMongod({ tool, stateDir, port, signal }: MongodOptions): Promise<Part> {
  const data = join(stateDir, 'mongod');
  mkdirSync(data, { recursive: true });
  const part = await Part.launch({
    name: 'mongod',
    command: tool.command,
    args: ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', replicaSet, '--wiredTigerCacheSizeGB', '0.25',
      '--oplogSize', '128', '--networkMessageCompressors', 'disabled', '--unixSocketPrefix', data,
      // With one member there is nobody to step down for: the quiet time before a shutdown (15 s) would only make people wait.
      '--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
    environment: { ...process.env, ...(tool.libraryDir !== undefined && { LD_LIBRARY_PATH: tool.libraryDir }) },
    stateDir,
    stopLimitInMs: 15_000,
  });
  const client = new MongoClient(`mongodb://127.0.0.1:${String(port)}/?directConnection=true`, { serverSelectionTimeoutMS: 400, connectTimeoutMS: 400, maxPoolSize: 1 });
  try {
    await part.ready(() => isWritable(client, `127.0.0.1:${String(port)}`), startLimitInMs, signal);
    return part;
  } catch (error) {
    await part.stop();
    throw error;
  } finally {
    await client.close();
  }
}

/** Brings the replica set to this address step by step; asked again until the member is primary. */
async function isWritable(client: MongoClient, host: string): Promise<boolean> {
  const admin = client.db('admin');
  const hello = await admin.command({ hello: 1 });
  if (hello['isWritablePrimary'] === true && hello['me'] === host) return true;
  if (hello['setName'] === undefined && hello['info'] === 'Does not have a valid replica set config' && hello['isreplicaset'] === true) {
    await initiateOrMove(client, host);
  } else if (typeof hello['me'] === 'string' && hello['me'] !== host) {
    await initiateOrMove(client, host);
  }
  return false;
}

/** A new data folder gets its configuration; one made on another port has its only member moved here, by force: nobody can vote. */
async function initiateOrMove(client: MongoClient, host: string): Promise<void> {
  const admin = client.db('admin');
  const stored = await client.db('local').collection('system.replset').findOne({});
  if (stored === null) {
    await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
    return;
  }
  const version = typeof stored['version'] === 'number' ? stored['version'] : 1;
  const { _id, term, members, ...rest } = stored;
  const [member] = Array.isArray(members) ? members : [];
  await admin.command({ replSetReconfig: { ...rest, _id, version: version + 1, members: [{ ...member, host }] }, force: true });
}
