import { resolve } from 'node:path';
import { logPath } from '@suqiao/infra/local';
import { readFileSync } from 'node:fs';
import { appealOf, RunningSuqiao, until } from './running-suqiao';
import { SecuredEngines } from './secured/engines';

/** A user's own clusters, by environment variables and no change of code. */
describe('engines that ask for TLS and credentials', () => {
  let engines: SecuredEngines;
  beforeAll(async () => {
    engines = await SecuredEngines.start(process.env['SUQIAO_TOOLS_DIR'] ?? resolve(__dirname, '../.suqiao/tools'));
  });
  afterAll(() => engines.stop());

  it('carry an appeal from the channel to closure', async () => {
    const suqiao = await RunningSuqiao.on(engines.environment, 'demonstration');
    try {
      const appeal = await suqiao.pushed('hotline-12345', appealOf());
      await until('the appeal is dispatched', async () => (await suqiao.view('hotline-12345', appeal.trackingNumber)).status === 'dispatched');
      for (const [command, body] of [['accept', {}], ['answer', { content: '已办理' }], ['close', {}]] as const) {
        expect((await suqiao.command('handler-lixia-market', appeal.id, command, body)).status).toBe(200);
      }
      await until('the channel sees the closure', async () => (await suqiao.view('hotline-12345', appeal.trackingNumber)).status === 'closed');
    } finally {
      await suqiao.stop();
    }
  });

  it.each([
    ['mongod', 'app', { MONGODB_URI: (uri: string) => uri.replace(/:[^:@/]+@/, ':wrong@') }, /Authentication failed/],
    ['kafka', 'app', { KAFKA_SASL_PASSWORD: () => 'wrong' }, /SASL|authentication/i],
    ['temporal', 'worker', { TEMPORAL_API_KEY: () => 'wrong' }, /API key is missing or wrong/],
    ['temporal', 'worker', { TEMPORAL_TLS_CLIENT_CERT_PATH: () => '', TEMPORAL_TLS_CLIENT_KEY_PATH: () => '' }, /tls|certificate|handshake|transport|connect/i],
  ] as const)('%s refuses wrong credentials, and %s says so instead of waiting', async (_, program, changes, said) => {
    const change = (name: string, before: string) => (changes as Readonly<Record<string, (before: string) => string>>)[name]?.(before) ?? before;
    const environment = Object.fromEntries(Object.entries(engines.environment).map(([name, value]) => [name, change(name, value)]).filter(([, value]) => value !== ''));
    const suqiao = await RunningSuqiao.off(environment, 'demonstration');
    try {
      await suqiao.startProcess(program);
      await until(`${program} says why`, () => said.test(readFileSync(logPath(suqiao.stateDir, program), 'utf8')), 40_000);
    } finally {
      await suqiao.stop();
    }
  });
});
