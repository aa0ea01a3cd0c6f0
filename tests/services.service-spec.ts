import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts, Part, startEmbeddedStack, type EmbeddedStack } from '@suqiao/infra/local';
import { until } from './running-suqiao';

const root = resolve(__dirname, '..');

/** Production runs a process a service: each must come up on its own, and say when it does its work. */
describe('each service as a process of its own', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'suqiao-services-'));
  const parts: Part[] = [];
  let stack: EmbeddedStack;

  const launch = async (name: string, file: string, environment: NodeJS.ProcessEnv) => {
    parts.push(await Part.launch({ name, command: process.execPath, args: [join(root, file)], environment: { ...process.env, ...environment }, stateDir, stopLimitInMs: 15_000 }));
  };
  const status = async (port: number, path: string) => (await fetch(`http://127.0.0.1:${String(port)}${path}`).catch(() => null))?.status ?? 0;

  beforeAll(async () => {
    stack = await startEmbeddedStack({ stateDir, toolsDir: process.env['SUQIAO_TOOLS_DIR'] ?? join(root, '.suqiao', 'tools'), ports: await freePorts() });
  });
  afterAll(async () => {
    for (const part of parts) await part.stop();
    await stack.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  it('is ready alone, answers its doors to who signs in only, and dispatch waits for its worker', async () => {
    const engines = { MONGODB_URI: stack.mongodbUri, KAFKA_BROKERS: stack.kafkaBrokers, TEMPORAL_ADDRESS: stack.temporalAddress, OIDC_ISSUER: 'http://127.0.0.1:9/none', SUQIAO_LOG_LEVEL: 'error' };
    const names = ['intake', 'classification', 'dispatch', 'supervision'] as const;
    const { mongo, kafka, kafkaController, temporal } = await freePorts();
    const ports = { intake: mongo, classification: kafka, dispatch: kafkaController, supervision: temporal };
    for (const name of names) await launch(name, `services/${name}/dist/main.js`, { ...engines, SUQIAO_PORT: String(ports[name]) });
    for (const name of names) await until(`${name} lives`, async () => (await status(ports[name], '/healthz')) === 200, 60_000);
    for (const name of ['intake', 'classification', 'supervision'] as const) await until(`${name} is ready`, async () => (await status(ports[name], '/readyz')) === 200, 60_000);
    expect(await status(ports.dispatch, '/readyz')).toBe(503);
    await launch('worker', 'services/dispatch/dist/worker.js', engines);
    await until('dispatch is ready', async () => (await status(ports.dispatch, '/readyz')) === 200, 60_000);
    expect(await status(ports.dispatch, '/api/v1/cases')).toBe(401);
    expect(await status(ports.supervision, '/api/v1/supervision/cases')).toBe(401);
    expect(await status(ports.supervision, '/api/v1/cases')).toBe(404);
  });
});
