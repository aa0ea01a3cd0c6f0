import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient, MongoServerError, type Document } from 'mongodb';
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
      '--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0', '--setParameter', 'diagnosticDataCollectionEnabled=false',
      // What a killed process leaves open of a transaction holds its documents so long: a minute unless told.
      '--setParameter', 'transactionLifetimeLimitSeconds=10'],
    environment: { ...process.env, ...(tool.libraryDir !== undefined && { LD_LIBRARY_PATH: tool.libraryDir }) },
    stateDir,
    stopLimitInMs: 15_000,
  });
  try {
    await part.ready(() => isReady(port), startLimitInMs, signal);
    return part;
  } catch (error) {
    await part.stop();
    throw error;
  }
}

/** A client of its own each time: the driver does not revive one whose first connection failed. */
async function isReady(port: number): Promise<boolean> {
  const client = new MongoClient(`mongodb://127.0.0.1:${String(port)}/?directConnection=true`, { serverSelectionTimeoutMS: 500, connectTimeoutMS: 500, maxPoolSize: 1 });
  try {
    return await isWritable(client, `127.0.0.1:${String(port)}`);
  } finally {
    await client.close();
  }
}

/** Brings the replica set to this address step by step; asked again until the member is primary. */
async function isWritable(client: MongoClient, host: string): Promise<boolean> {
  const admin = client.db('admin');
  const hello = await admin.command({ hello: 1 });
  if (hello['isWritablePrimary'] === true && hello['me'] === host) return true;
  // A member that starts on its own port tells its address before it is elected: wait for that.
  if (hello['me'] === host) return false;
  const stored = await storedConfig(client);
  if (stored === undefined) await admin.command({ replSetInitiate: { _id: replicaSet, members: [{ _id: 0, host }] } });
  else if (stored.members[0]?.['host'] !== host) await move(client, stored, host);
  return false;
}

interface ReplicaSetConfig {
  version: number;
  members: Document[];
  rest: Document;
}

/** The configuration that the data folder carries; `undefined` for a new one. */
async function storedConfig(client: MongoClient): Promise<ReplicaSetConfig | undefined> {
  try {
    const { config }: Document = await client.db('admin').command({ replSetGetConfig: 1 });
    const { version, members, ...rest }: Document = config;
    // The term belongs to the server: a configuration given by force has none.
    delete rest['term'];
    return { version: Number(version), members: Array.isArray(members) ? members : [], rest };
  } catch (error) {
    if (error instanceof MongoServerError && error.codeName === 'NotYetInitialized') return undefined;
    throw error;
  }
}

/** Data made on another port: the only member is moved here by force, for nobody can vote. */
async function move(client: MongoClient, { version, members, rest }: ReplicaSetConfig, host: string): Promise<void> {
  const config = { ...rest, version: version + 1, members: members.slice(0, 1).map((member) => ({ ...member, host })) };
  await client.db('admin').command({ replSetReconfig: config, force: true });
}
