import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Admin } from '@platformatic/kafka';
import { Part } from '@suqiao/infra/local';
import type { Certificate } from './certificates';
import type { Login } from './engines';

interface KafkaOptions {
  readonly tool: { java: string; libraryDir: string } | undefined;
  readonly stateDir: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly server: Certificate;
  readonly caFile: string;
  readonly login: Login;
}

const mechanism = 'SCRAM-SHA-512';
const javaOptions = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.disableJmx=true'];

/** One broker that takes nobody without TLS and a password. */
export async function startSecuredKafka(options: KafkaOptions): Promise<Part> {
  const { tool, stateDir, port, caFile, login } = options;
  if (tool === undefined) throw new Error('Kafka is not installed');
  const file = join(stateDir, 'kafka.properties');
  writeFileSync(file, serverProperties(options), { mode: 0o600 });
  const classPath = readdirSync(tool.libraryDir).filter((jar) => jar.endsWith('.jar')).map((jar) => join(tool.libraryDir, jar)).join(':');
  const java = [...javaOptions, '-cp', classPath];
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
  await promisify(execFile)(tool.java, [...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', file, '--add-scram', `${mechanism}=[name=${login.user},password=${login.password}]`]);
  const part = await Part.launch({ name: 'kafka', command: tool.java, args: [...java, 'kafka.Kafka', file], environment: process.env, stateDir, stopLimitInMs: 20_000 });
  try {
    await part.ready(() => letsIn(port, caFile, login), 60_000);
    return part;
  } catch (error) {
    await part.stop();
    throw error;
  }
}

function serverProperties({ stateDir, port, controllerPort, server, caFile, login }: KafkaOptions): string {
  const [broker, controller] = [`127.0.0.1:${String(port)}`, `127.0.0.1:${String(controllerPort)}`];
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller', 'node.id': 1, 'controller.quorum.voters': `1@${controller}`, 'controller.listener.names': 'CONTROLLER',
    listeners: `SASL_SSL://${broker},CONTROLLER://${controller}`, 'advertised.listeners': `SASL_SSL://${broker}`,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT', 'inter.broker.listener.name': 'SASL_SSL',
    'sasl.mechanism.inter.broker.protocol': mechanism, 'sasl.enabled.mechanisms': mechanism,
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config':
      `org.apache.kafka.common.security.scram.ScramLoginModule required username="${login.user}" password="${login.password}";`,
    'ssl.keystore.type': 'PEM', 'ssl.keystore.location': server.bothFile, 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': caFile,
    'log.dirs': join(stateDir, 'kafka'), 'auto.create.topics.enable': false, 'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.replication.factor': 1, 'offsets.topic.num.partitions': 4, 'transaction.state.log.replication.factor': 1, 'transaction.state.log.min.isr': 1,
  };
  return Object.entries(settings).map(([name, value]) => `${name}=${String(value)}\n`).join('');
}

async function letsIn(port: number, caFile: string, { user, password }: Login): Promise<boolean> {
  const admin = new Admin({
    clientId: 'secured-start', bootstrapBrokers: [`127.0.0.1:${String(port)}`], retries: 0, timeout: 2000, connectTimeout: 1000,
    tls: { ca: readFileSync(caFile) }, sasl: { mechanism, username: user, password },
  });
  try {
    await admin.listTopics();
    return true;
  } finally {
    await admin.close();
  }
}
