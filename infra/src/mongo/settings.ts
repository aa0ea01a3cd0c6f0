import { createConnection, type Connection } from 'mongoose';

/** Acknowledged by a majority and journalled: what was answered with success survives a crash of the primary. */
export const durable = { w: 'majority', j: true } as const;
/** For writes that may be lost and done again, such as clearing a published outbox entry. */
export const repeatable = { w: 1, j: false } as const;

/** How long a request waits for a primary before it is told that the store is away. */
const serverSelectionInMs = 2500;

/**
 * Opens MONGODB_URI (a replica set; database `suqiao` unless the URI names one) with durable writes by default.
 * @throws Error when MONGODB_URI is not set, or no primary answers within some seconds
 */
export async function openMongo(environment: NodeJS.ProcessEnv, appName: string): Promise<Connection> {
  const uri = environment['MONGODB_URI'];
  if (uri === undefined || uri === '') throw new Error('MONGODB_URI is not set: mongodb://host:port/?replicaSet=name');
  const named = new URL(uri.replace(/^mongodb(\+srv)?:/, 'http:').replace(/,[^/]*/, '')).pathname.slice(1);
  return createConnection(uri, {
    dbName: named === '' ? 'suqiao' : named,
    appName,
    writeConcern: durable,
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: serverSelectionInMs,
    connectTimeoutMS: serverSelectionInMs,
    heartbeatFrequencyMS: 2000,
    maxPoolSize: 32,
    bufferCommands: false,
    autoIndex: true,
  }).asPromise();
}
