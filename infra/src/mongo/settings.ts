import { createConnection, mongo, type Connection } from 'mongoose';
import { settingIn } from '../environment';

/** Acknowledged by a majority and journalled: what was answered with success survives a crash of the primary. */
export const durable = { w: 'majority', j: true } as const;
/** For writes that may be lost and done again, such as clearing a published outbox entry. */
export const repeatable = { w: 1, j: false } as const;

/** How long a request waits for a primary before it is told that the store is away. */
const serverSelectionInMs = 2500;
/** mongod's code for a wrong user or password. */
const authenticationFailed = 18;

/**
 * Opens MONGODB_URI (a replica set; database `suqiao` unless the URI names one) with durable writes by default. TLS and
 * credentials stand in the URI, by the driver's own options: `tls=true`, `tlsCAFile`, `tlsCertificateKeyFile`, `authSource`.
 * @throws Error when MONGODB_URI is not set, the credentials are refused, or no primary answers within some seconds
 */
export async function openMongo(environment: NodeJS.ProcessEnv, appName: string): Promise<Connection> {
  const uri = settingIn(environment, 'MONGODB_URI');
  if (uri === undefined) throw new Error('MONGODB_URI is not set: mongodb://host:port/?replicaSet=name');
  const connection = createConnection(uri, {
    dbName: databaseNamedIn(uri) ?? 'suqiao',
    appName,
    writeConcern: durable,
    readConcern: { level: 'majority' },
    serverSelectionTimeoutMS: serverSelectionInMs,
    connectTimeoutMS: serverSelectionInMs,
    heartbeatFrequencyMS: 2000,
    maxPoolSize: 32,
    bufferCommands: false,
    autoIndex: true,
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    throw unopened(error);
  }
}

/** What stands between the hosts and the options; a file's path among the options is none. */
function databaseNamedIn(uri: string): string | undefined {
  const name = /^mongodb(?:\+srv)?:\/\/[^/?]*\/([^?]*)/.exec(uri)?.[1];
  return name === undefined || name === '' ? undefined : decodeURIComponent(name);
}

/** The failure with the engine's name. The driver's messages never show the URI, which holds a password. */
function unopened(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const isRefused = error instanceof mongo.MongoServerError && (error.code === authenticationFailed || error.codeName === 'AuthenticationFailed');
  return new Error(`MongoDB ${isRefused ? 'refuses the credentials' : 'could not be opened'} (MONGODB_URI): ${reason}`, { cause: error });
}
