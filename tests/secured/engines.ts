import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { freePorts, Part, provision, startEmbeddedStack, type EmbeddedStack } from '@suqiao/infra/local';
import { mongo } from 'mongoose';
import { makeCertificate, type Certificate } from './certificates';
import { TemporalFront } from './temporal-front';

const user = 'suqiao';

/** Engines as a cautious operator runs them: TLS everywhere, and nobody without credentials. */
export class SecuredEngines {
  private constructor(
    readonly folder: string,
    /** Everything that Suqiao needs to know, by the README's variables. */
    readonly environment: Readonly<Record<string, string>>,
    private readonly parts: readonly Part[],
    private readonly temporal: EmbeddedStack,
    private readonly front: TemporalFront,
  ) {}

  static async start(toolsDir: string): Promise<SecuredEngines> {
    const folder = mkdtempSync(join(tmpdir(), 'suqiao-secured-'));
    const [server, client] = [makeCertificate(folder, 'server'), makeCertificate(folder, 'client')];
    const password = randomBytes(12).toString('hex');
    const tools = await provision({ toolsDir, tools: ['mongod', 'kafka', 'temporal'], environment: process.env });
    const ports = await freePorts();
    const temporal = await startEmbeddedStack({ stateDir: join(folder, 'temporal'), toolsDir, ports, only: ['temporal'] });
    const apiKey = randomBytes(12).toString('hex');
    const front = await TemporalFront.open({ address: temporal.temporalAddress, server, client, apiKey });
    if (tools.mongod === undefined || tools.kafka === undefined) throw new Error('the engines are not installed: npm test installs them');
    const mongod = await startMongod(folder, tools.mongod, ports.mongo, server, password);
    const kafka = await startKafka(folder, tools.kafka, ports.kafka, ports.kafkaController, server, password);
    const environment = {
      MONGODB_URI: `mongodb://${user}:${password}@127.0.0.1:${String(ports.mongo)}/?replicaSet=secured&tls=true&tlsCAFile=${encodeURIComponent(server.certFile)}`,
      KAFKA_BROKERS: `127.0.0.1:${String(ports.kafka)}`, KAFKA_TLS: 'true', KAFKA_TLS_CA: server.certFile,
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', KAFKA_SASL_USERNAME: user, KAFKA_SASL_PASSWORD: password,
      TEMPORAL_ADDRESS: front.address, TEMPORAL_TLS: 'true', TEMPORAL_TLS_SERVER_CA_CERT_PATH: server.certFile,
      TEMPORAL_TLS_CLIENT_CERT_PATH: client.certFile, TEMPORAL_TLS_CLIENT_KEY_PATH: client.keyFile, TEMPORAL_API_KEY: apiKey,
    };
    return new SecuredEngines(folder, environment, [mongod, kafka], temporal, front);
  }

  async stop(): Promise<void> {
    this.front.close();
    for (const part of this.parts) await part.stop();
    await this.temporal.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function startMongod(folder: string, tool: { command: string; libraryDir?: string }, port: number, server: Certificate, password: string): Promise<Part> {
  const data = join(folder, 'mongod');
  mkdirSync(data);
  const keyFile = join(folder, 'members.key');
  writeFileSync(keyFile, randomBytes(48).toString('base64'), { mode: 0o600 });
  const part = await Part.launch({
    name: 'mongod', command: tool.command, stateDir: folder, stopLimitInMs: 15_000,
    args: ['--dbpath', data, '--port', String(port), '--bind_ip', '127.0.0.1', '--replSet', 'secured', '--auth', '--keyFile', keyFile, '--oplogSize', '64', '--unixSocketPrefix', data,
      '--wiredTigerCacheSizeGB', '0.25', '--tlsMode', 'requireTLS', '--tlsCertificateKeyFile', server.bothFile, '--tlsCAFile', server.certFile, '--tlsAllowConnectionsWithoutCertificates', '--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=0'],
    environment: { ...process.env, ...(tool.libraryDir !== undefined && { LD_LIBRARY_PATH: tool.libraryDir }) },
  });
  // Before there is a user, the machine itself may make the first.
  await part.ready(async () => {
    const connection = new mongo.MongoClient(`mongodb://127.0.0.1:${String(port)}/?directConnection=true&tls=true&tlsCAFile=${encodeURIComponent(server.certFile)}`, { serverSelectionTimeoutMS: 1000 });
    try {
      const admin = connection.db('admin');
      const hello = await admin.command({ hello: 1 });
      if (hello['setName'] === undefined) await admin.command({ replSetInitiate: { _id: 'secured', members: [{ _id: 0, host: `127.0.0.1:${String(port)}` }] } });
      if (hello['isWritablePrimary'] !== true) return false;
      await admin.command({ createUser: user, pwd: password, roles: ['readWriteAnyDatabase', 'dbAdminAnyDatabase'] });
      return true;
    } finally {
      await connection.close();
    }
  }, 60_000);
  return part;
}

async function startKafka(folder: string, { java, libraryDir }: { java: string; libraryDir: string }, port: number, controllerPort: number, server: Certificate, password: string): Promise<Part> {
  const settings = {
    'process.roles': 'broker,controller', 'node.id': 1, 'controller.quorum.voters': `1@127.0.0.1:${String(controllerPort)}`, 'controller.listener.names': 'CONTROLLER',
    listeners: `SASL_SSL://127.0.0.1:${String(port)},CONTROLLER://127.0.0.1:${String(controllerPort)}`, 'advertised.listeners': `SASL_SSL://127.0.0.1:${String(port)}`,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT', 'inter.broker.listener.name': 'SASL_SSL', 'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512', 'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="${user}" password="${password}";`,
    'ssl.keystore.type': 'PKCS12', 'ssl.keystore.location': server.storeFile, 'ssl.keystore.password': server.storePassword, 'ssl.key.password': server.storePassword,
    'ssl.truststore.type': 'PEM', 'ssl.truststore.location': server.certFile,
    'log.dirs': join(folder, 'kafka'), 'auto.create.topics.enable': false, 'offsets.topic.replication.factor': 1, 'offsets.topic.num.partitions': 4, 'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1, 'group.initial.rebalance.delay.ms': 0,
  };
  const file = join(folder, 'kafka.properties');
  writeFileSync(file, Object.entries(settings).map(([name, value]) => `${name}=${String(value)}\n`).join(''), { mode: 0o600 });
  const classPath = readdirSync(libraryDir).filter((jar) => jar.endsWith('.jar')).map((jar) => join(libraryDir, jar)).join(':');
  const options = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.disableJmx=true', '-cp', classPath];
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  execFileSync(java, [...options, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file, '--add-scram', `SCRAM-SHA-512=[name=${user},password=${password}]`], { stdio: 'ignore' });
  const part = await Part.launch({ name: 'kafka', command: java, args: [...options, 'kafka.Kafka', file], environment: process.env, stateDir: folder, stopLimitInMs: 20_000 });
  await part.ready(() => takesConnections(port), 60_000);
  return part;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}
