import { createServer } from 'node:net';
import { portOwner } from './process-identity';
import { StackError, systemErrorCode } from './stack-error';

/** The loopback ports of the embedded stack. */
export interface StackPorts {
  mongo: number;
  kafka: number;
  kafkaController: number;
  temporal: number;
  /** Temporal's own web page; without it Temporal runs headless. */
  temporalUi?: number;
}

/** Every port of `npm start`, with the services' own. */
export interface LocalPorts extends StackPorts {
  http: number;
}

/** Below the range from which Linux takes ports for outgoing connections, and away from the engines' usual ports. */
export const defaultPorts: LocalPorts = { http: 8080, mongo: 27117, kafka: 29092, kafkaController: 29093, temporal: 27233 };

/** The environment variable that moves a port. Kafka's controller listens one above its broker. */
export const portVariables: Record<keyof LocalPorts, string> = {
  http: 'SUQIAO_PORT',
  mongo: 'SUQIAO_MONGO_PORT',
  kafka: 'SUQIAO_KAFKA_PORT',
  kafkaController: 'SUQIAO_KAFKA_PORT',
  temporal: 'SUQIAO_TEMPORAL_PORT',
  temporalUi: 'SUQIAO_TEMPORAL_UI_PORT',
};

/** Reads the ports from the environment. @throws StackError naming the variable that is not a port number */
export function portsFromEnvironment(environment: NodeJS.ProcessEnv): LocalPorts {
  const read = (name: keyof LocalPorts): number | undefined => {
    const variable = portVariables[name];
    const text = environment[variable];
    if (text === undefined || text === '') return undefined;
    const port = Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65_534) {
      throw new StackError(`环境变量 ${variable}=${text} 不是端口号（1–65534）。`, `${variable}=${text} is not a port number (1–65534).`);
    }
    return port;
  };
  const kafka = read('kafka') ?? defaultPorts.kafka;
  const temporalUi = read('temporalUi');
  return {
    http: read('http') ?? defaultPorts.http,
    mongo: read('mongo') ?? defaultPorts.mongo,
    kafka,
    kafkaController: kafka + 1,
    temporal: read('temporal') ?? defaultPorts.temporal,
    ...(temporalUi !== undefined && { temporalUi }),
  };
}

/** What to tell a person whose port is taken. */
export function portTakenError(name: keyof LocalPorts, port: number, owner: { pid: number; command: string } | undefined): StackError {
  const variable = portVariables[name];
  const command = owner === undefined ? '' : owner.command.length > 100 ? `${owner.command.slice(0, 100)}…` : owner.command;
  const [who, whoEnglish] = owner === undefined
    ? ['被另一个程序占用', 'is in use by another program']
    : [`被进程 ${String(owner.pid)}（${command}）占用`, `is in use by process ${String(owner.pid)} (${command})`];
  return new StackError(
    `端口 ${String(port)} ${who}。请停止该程序，或换一个端口：${variable}=${String(port + 100)} npm start`,
    `Port ${String(port)} ${whoEnglish}. Stop that program, or choose another port: ${variable}=${String(port + 100)} npm start`,
  );
}

/** @throws StackError naming the first port that is taken, its owner and the variable that moves it */
export async function assertPortsFree(ports: Partial<LocalPorts>): Promise<void> {
  const names = Object.keys(portVariables).filter((name): name is keyof LocalPorts => name in portVariables);
  for (const name of names) {
    const port = ports[name];
    if (port !== undefined && !(await isFree(port))) throw portTakenError(name, port, portOwner(port));
  }
}

/** Ports that are free now, for a stack of a test's own. */
export async function freePorts(): Promise<StackPorts> {
  const servers = await Promise.all([0, 1, 2, 3].map(() => listen(0)));
  const numbers = servers.map(({ port }) => port);
  await Promise.all(servers.map(({ close }) => close()));
  const [mongo, kafka, kafkaController, temporal] = numbers;
  if (mongo === undefined || kafka === undefined || kafkaController === undefined || temporal === undefined) throw new Error('no free ports');
  return { mongo, kafka, kafkaController, temporal };
}

/** Whether nothing listens on a loopback port. */
export async function isFree(port: number): Promise<boolean> {
  try {
    await (await listen(port)).close();
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EADDRINUSE') return false;
    throw error;
  }
}

function listen(port: number): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('no TCP address'));
      const close = () => new Promise<void>((done) => { server.close(() => done()); });
      resolve({ port: address.port, close });
    });
  });
}
