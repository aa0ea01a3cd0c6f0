import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { logPath } from '@suqiao/infra/local';
import { appealOf, RunningSuqiao, until } from './running-suqiao';
import { SecuredEngines } from './secured/engines';

/** A user's own clusters, by environment variables and no change of code. */
describe('engines that ask for TLS and credentials', () => {
  let engines: SecuredEngines;
  beforeAll(async () => {
    engines = await SecuredEngines.start(process.env['SUQIAO_TOOLS_DIR'] ?? resolve(__dirname, '../.suqiao/tools'));
  });
  afterAll(() => engines.stop());

  /** What a process said, which must be clear without giving a secret away. */
  function logOf(suqiao: RunningSuqiao, program: 'app' | 'worker'): string {
    const log = readFileSync(logPath(suqiao.stateDir, program), 'utf8');
    for (const secret of Object.values(engines.secrets)) expect(log.includes(secret)).toBe(false);
    return log;
  }

  it('carry an appeal from the channel to closure', async () => {
    const suqiao = await RunningSuqiao.on(engines.environment, 'demonstration');
    try {
      const appeal = await suqiao.pushed('hotline-12345', appealOf());
      await until('the appeal is dispatched', async () => (await suqiao.view('hotline-12345', appeal.trackingNumber)).status === 'dispatched');
      for (const [command, body] of [['accept', {}], ['answer', { content: '已办理' }], ['close', {}]] as const) {
        expect((await suqiao.command('handler-lixia-market', appeal.id, command, body)).status).toBe(200);
      }
      await until('the channel sees the closure', async () => (await suqiao.view('hotline-12345', appeal.trackingNumber)).status === 'closed');
      logOf(suqiao, 'app');
      logOf(suqiao, 'worker');
    } finally {
      await suqiao.stop();
    }
  });

  it.each<[string, 'app' | 'worker', () => Readonly<Record<string, string>>, RegExp]>([
    ['a wrong password of the store', 'app', () => ({ MONGODB_URI: engines.environment['MONGODB_URI']?.replace(engines.secrets.mongod, 'wrong') ?? '' }), /MongoDB refuses the credentials \(MONGODB_URI\)/],
    ['a wrong password of the brokers', 'worker', () => ({ KAFKA_SASL_PASSWORD: 'wrong' }), /the Kafka brokers refuse the credentials/],
    ["brokers of an authority that isn't ours", 'worker', () => ({ KAFKA_TLS_CA: engines.foreignCaFile }), /no TLS with the Kafka brokers/],
    ['a wrong API key', 'worker', () => ({ TEMPORAL_API_KEY: 'wrong' }), /Temporal at [\d.:]+ is away or refuses the credentials.*the API key is missing or wrong/],
    ['no client certificate', 'worker', () => ({ TEMPORAL_TLS_CLIENT_CERT_PATH: '', TEMPORAL_TLS_CLIENT_KEY_PATH: '' }), /Temporal at [\d.:]+ is away or refuses the credentials/],
    ["a Temporal of an authority that isn't ours", 'worker', () => ({ TEMPORAL_TLS_SERVER_CA_CERT_PATH: engines.foreignCaFile }), /Temporal at [\d.:]+ .*InvalidCertificate/],
  ])('%s ends the %s with the reason', async (_, program, changes, said) => {
    const suqiao = await RunningSuqiao.off({ ...engines.environment, ...changes() }, 'demonstration');
    try {
      await suqiao.startProcess(program);
      expect(await suqiao.endsWithin(program, 30_000)).toBe(true);
      expect(logOf(suqiao, program)).toMatch(said);
    } finally {
      await suqiao.stop();
    }
  });

  it('a wrong API key leaves intake open, and readiness says why nothing goes on', async () => {
    const suqiao = await RunningSuqiao.off({ ...engines.environment, TEMPORAL_API_KEY: 'wrong' }, 'demonstration');
    try {
      await suqiao.startProcess('app');
      await until('readiness names Temporal', async () => {
        const answer = await suqiao.call('GET', '/readyz').catch(() => null);
        return answer?.status === 503 && /"temporal":"16 UNAUTHENTICATED/.test(JSON.stringify(answer.body));
      });
      logOf(suqiao, 'app');
    } finally {
      await suqiao.stop();
    }
  });
});
