import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin } from '@platformatic/kafka';
import { Part } from './child-process';
import { freePorts } from './ports';
import type { Tools } from './provision';
import { runTool } from './run-tool';

/** Where and with what the broker runs. */
export interface KafkaOptions {
  tool: NonNullable<Tools['kafka']>;
  stateDir: string;
  port: number;
  controllerPort: number;
  signal?: AbortSignal | undefined;
}

const startLimitInMs = 90_000;
/** A demonstration's load fits in this; TieredStopAtLevel=1 spares the second compiler's memory and start-up work. */
const javaOptions = ['-Xmx256m', '-Xms48m', '-Xss512k', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:MaxMetaspaceSize=128m', '-XX:-UsePerfData',
  '-XX:+ExitOnOutOfMemoryError', '-Djava.awt.headless=true', '-Dfile.encoding=UTF-8'];

/** One node that is broker and controller. Paths and ports may change between runs; the data's own settings do not. */
export function serverProperties({ port, controllerPort, dataDir }: { port: number; controllerPort: number; dataDir: string }): string {
  const [broker, controller] = [`127.0.0.1:${String(port)}`, `127.0.0.1:${String(controllerPort)}`];
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@${controller}`,
    listeners: `PLAINTEXT://${broker},CONTROLLER://${controller}`,
    'advertised.listeners': `PLAINTEXT://${broker}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDir,
    'auto.create.topics.enable': false,
    // One node holds everything.
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    // Consumers get their partitions at once, and a broker that was killed is let back in soon.
    'group.initial.rebalance.delay.ms': 0,
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    // Memory and threads for one machine's demonstration.
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    'log.segment.bytes': 67_108_864,
    'log.index.size.max.bytes': 1_048_576,
  };
  return Object.entries(settings).map(([name, value]) => `${name}=${String(value)}\n`).join('');
}

/** Kafka's log goes to the part's own file: warnings, and the few lines that tell of start and stop. */
const loggingProperties = [
  'status = error', 'appender.out.type = Console', 'appender.out.name = out', 'appender.out.layout.type = PatternLayout',
  'appender.out.layout.pattern = %d{ISO8601} %p %m (%c{1})%n', 'rootLogger.level = warn', 'rootLogger.appenderRef.out.ref = out',
  'logger.server.name = kafka.server.KafkaRaftServer', 'logger.server.level = info', '',
].join('\n');

/** Starts the broker and waits until it serves its metadata; the data folder is formatted once and keeps its cluster id. */
export async function startKafka(options: KafkaOptions): Promise<Part> {
  const { tool, port } = options;
  const archive = archivePath(tool);
  const configFile = await prepare(options);
  const part = await launch(options, configFile, existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`, '-Xlog:cds=off', '-Xlog:cds+dynamic=off'] : []);
  return readyOrStopped(part, port, options.signal);
}

/**
 * Makes the archive of loaded classes that cuts a start from 6 s to 1.5 s, by one start of a broker in a folder of its
 * own. It is bound to this Java and this class path; without it Kafka only starts more slowly.
 */
export async function makeClassArchive(tool: NonNullable<Tools['kafka']>, signal?: AbortSignal): Promise<void> {
  const archive = archivePath(tool);
  if (existsSync(archive)) return;
  const stateDir = mkdtempSync(join(tmpdir(), 'suqiao-kafka-'));
  try {
    const ports = await freePorts();
    const options: KafkaOptions = { tool, stateDir, port: ports.kafka, controllerPort: ports.kafkaController, signal };
    const made = join(stateDir, 'classes.jsa');
    const part = await readyOrStopped(await launch(options, await prepare(options), [`-XX:ArchiveClassesAtExit=${made}`]), options.port, signal);
    await part.stop();
    // Another file system may lie between: copied beside the archive first, so that what has its name is whole.
    if (existsSync(made)) {
      const aside = `${archive}.${String(process.pid)}`;
      writeFileSync(aside, readFileSync(made));
      renameSync(aside, archive);
    }
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** Whether a start can use the archive of loaded classes. */
export function hasClassArchive(tool: NonNullable<Tools['kafka']>): boolean {
  return existsSync(archivePath(tool));
}

/** Beside the jars, named by all that it depends on. */
function archivePath(tool: NonNullable<Tools['kafka']>): string {
  const key = createHash('sha256').update([tool.javaVersion, classPath(tool), ...javaOptions].join('\n')).digest('hex').slice(0, 16);
  return join(tool.libraryDir, '..', `classes-${key}.jsa`);
}

/** In one fixed order: the archive is refused by Java when the class path differs. */
function classPath({ libraryDir }: NonNullable<Tools['kafka']>): string {
  return readdirSync(libraryDir).filter((file) => file.endsWith('.jar')).sort().map((file) => join(libraryDir, file)).join(':');
}

/** Writes the configuration for these ports and formats a new data folder. @returns the configuration's path */
async function prepare({ tool, stateDir, port, controllerPort, signal }: KafkaOptions): Promise<string> {
  const dataDir = join(stateDir, 'kafka');
  const configFile = join(stateDir, 'run', 'kafka.properties');
  mkdirSync(dataDir, { recursive: true });
  mkdirSync(join(stateDir, 'run'), { recursive: true });
  writeFileSync(configFile, serverProperties({ port, controllerPort, dataDir }));
  writeFileSync(join(stateDir, 'run', 'kafka-log4j2.properties'), loggingProperties);
  if (!existsSync(join(dataDir, 'meta.properties'))) {
    // A folder whose formatting was interrupted has no meta.properties and nothing worth keeping.
    rmSync(dataDir, { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    await runTool({
      command: tool.java,
      args: [...javaOptions, ...loggingArguments(stateDir), '-cp', classPath(tool), 'kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', configFile],
      signal,
    });
  }
  return configFile;
}

/** 16 random bytes in base64url, as Kafka writes its ids; one that starts with a dash would read as an option. */
function newClusterId(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}

function loggingArguments(stateDir: string): string[] {
  return [`-Dlog4j2.configurationFile=${join(stateDir, 'run', 'kafka-log4j2.properties')}`, '-Dlog4j2.disableJmx=true'];
}

function launch({ tool, stateDir }: KafkaOptions, configFile: string, archiveOptions: readonly string[]): Promise<Part> {
  return Part.launch({
    name: 'kafka',
    command: tool.java,
    args: [...javaOptions, ...archiveOptions, ...loggingArguments(stateDir), '-cp', classPath(tool), 'kafka.Kafka', configFile],
    // Fewer memory arenas of the C library: some 60 MB less for a program of many threads.
    environment: { ...process.env, MALLOC_ARENA_MAX: '2' },
    stateDir,
    stopLimitInMs: 20_000,
  });
}

async function readyOrStopped(part: Part, port: number, signal: AbortSignal | undefined): Promise<Part> {
  try {
    await part.ready(() => servesMetadata(port), startLimitInMs, signal);
    return part;
  } catch (error) {
    await part.stop();
    throw error;
  }
}

async function servesMetadata(port: number): Promise<boolean> {
  const admin = new Admin({ clientId: 'suqiao-start', bootstrapBrokers: [`127.0.0.1:${String(port)}`], retries: 0, timeout: 2000, connectTimeout: 500 });
  try {
    await admin.listTopics();
    return true;
  } finally {
    await admin.close();
  }
}
