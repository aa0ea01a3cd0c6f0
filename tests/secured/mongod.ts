import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Part } from '@suqiao/infra/local';
import { mongo } from 'mongoose';
import type { Certificate } from './certificates';
import type { Login } from './engines';

interface MongodOptions {
  readonly tool: { command: string; libraryDir?: string } | undefined;
  readonly stateDir: string;
  readonly port: number;
  readonly server: Certificate;
  readonly caFile: string;
  readonly login: Login;
}

/** A replica set of one member that takes nobody without TLS and a password; its only user may use one database. */
export async function startSecuredMongod({ tool, stateDir, port, server, caFile, login }: MongodOptions): Promise<Part> {
  if (tool === undefined) throw new Error('mongod is not installed');
  const data = join(stateDir, 'mongod');
  mkdirSync(data);
  const keyFile = join(stateDir, 'members.key');
  writeFileSync(keyFile, randomBytes(48).toString('base64'), { mode: 0o600 });
  const part = await Part.launch({
    name: 'mongod', command: tool.command, stateDir, stopLimitInMs: 15_000,
    args: ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'secured', '--auth', '--keyFile', keyFile, '--oplogSize', '64',
      '--unixSocketPrefix', data, '--wiredTigerCacheSizeGB', '0.25', '--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0',
      '--tlsMode', 'requireTLS', '--tlsCertificateKeyFile', server.bothFile, '--tlsCAFile', caFile, '--tlsAllowConnectionsWithoutCertificates'],
    environment: { ...process.env, ...(tool.libraryDir !== undefined && { LD_LIBRARY_PATH: tool.libraryDir }) },
  });
  const operator = { user: 'operator', password: randomBytes(12).toString('hex') };
  const uri = (user?: Login) => `mongodb://${user === undefined ? '' : `${user.user}:${user.password}@`}127.0.0.1:${String(port)}/?directConnection=true&tls=true&tlsCAFile=${encodeURIComponent(caFile)}`;
  try {
    await part.ready(() => asked(uri(), (admin) => hasOperator(admin, `127.0.0.1:${String(port)}`, operator)), 60_000);
    await asked(uri(operator), (admin) => admin.command({ createUser: login.user, pwd: login.password, roles: [{ role: 'readWrite', db: 'suqiao' }] }));
    return part;
  } catch (error) {
    await part.stop();
    throw error;
  }
}

async function asked<Answer>(uri: string, ask: (admin: mongo.Db) => Promise<Answer>): Promise<Answer> {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1000 });
  try {
    return await ask(client.db('admin'));
  } finally {
    await client.close();
  }
}

/** Step by step: while there is no user, whoever calls from the machine itself may found the set and make the one who makes the others. */
async function hasOperator(admin: mongo.Db, host: string, { user, password }: Login): Promise<boolean> {
  const hello = await admin.command({ hello: 1 });
  if (hello['setName'] === undefined) await admin.command({ replSetInitiate: { _id: 'secured', members: [{ _id: 0, host }] } });
  if (hello['isWritablePrimary'] !== true) return false;
  await admin.command({ createUser: user, pwd: password, roles: ['userAdminAnyDatabase'] });
  return true;
}
