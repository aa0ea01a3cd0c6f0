import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { appealOf, freePort, RunningSuqiao, until } from './running-suqiao';

const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) console.warn('没有 python3，跳过 Python 示例 there is no python3: its example is not tested');

const examples = resolve(__dirname, '..', 'examples');

/** The examples as their README says, against a whole Suqiao, whose handler answers what they push. */
describe('the examples for channels', () => {
  let suqiao: RunningSuqiao;
  let ports: readonly [number, number];
  beforeAll(async () => {
    ports = [await freePort(), await freePort()];
    process.env['WEBHOOK_ALLOW'] = ports.map((port) => `127.0.0.1:${String(port)}`).join();
    suqiao = await RunningSuqiao.start('shandong-enterprise-2020');
  });
  afterAll(() => suqiao.stop());

  /** Runs a program to its end, and answers each appeal that it says it has pushed. */
  const run = async (command: string, args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> => {
    const child = spawn(command, args, { env: { ...process.env, SUQIAO_URL: suqiao.baseUrl, SUQIAO_STATE_DIR: suqiao.stateDir, SUQIAO_CHANNEL: 'digital-federation', SUQIAO_FOLLOW_SECONDS: '90' } });
    const answered = new Map<string, Promise<void>>();
    let said = '';
    const hear = (data: Buffer) => {
      said += data.toString();
      for (const [, number = ''] of said.matchAll(/(?:pushed|bulk) (SQ[\w-]+)/g)) if (!answered.has(number)) answered.set(number, answer(number));
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const code = await new Promise<number | null>((done, fail) => child.on('error', fail).on('close', done));
    await Promise.all(answered.values());
    return { code, said };
  };
  const answer = async (number: string): Promise<void> => {
    await until(`${number} is dispatched`, async () => (await suqiao.view('digital-federation', number)).status === 'dispatched', 60_000);
    const { id } = await suqiao.view('digital-federation', number);
    for (const [command, body] of [['accept', {}], ['answer', { content: `已协调支付 ${number}`, solution: 'solved' }]] as const) {
      const answer = await suqiao.command('handler-shandong', id, command, body);
      if (answer.status !== 200) throw new Error(`${command}: ${JSON.stringify(answer.body)}`);
    }
  };

  const does = async (command: string, file: string) => {
    const { code, said } = await run(command, [file]);
    expect(said).toContain('replayed=true');
    const numbers = [...new Set([...said.matchAll(/(?:pushed|again|bulk) (SQ[\w-]+)/g)].map(([, number = '']) => number))];
    expect(numbers).toHaveLength(4);
    for (const number of numbers) {
      for (const type of ['received', 'dispatched', 'accepted', 'answered']) expect(said).toContain(`change ${number} ${type}`);
      expect(said).toContain(`answer ${number} answered: 已协调支付 ${number}`);
    }
    expect(code).toBe(0);
  };

  /** Starts a receiver, pushes an appeal and waits until it says that it was told. */
  const isTold = async (command: string, file: string, port: number) => {
    const child = spawn(command, [file], { env: { ...process.env, SUQIAO_URL: suqiao.baseUrl, SUQIAO_STATE_DIR: suqiao.stateDir, SUQIAO_WEBHOOK_PORT: String(port) } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
    try {
      await until(`the receiver is there: ${said}`, () => Promise.resolve(said.includes('made http')), 30_000);
      const { trackingNumber } = await suqiao.pushed('digital-federation', appealOf());
      for (const type of ['received', 'classified', 'dispatched']) await until(`${type} is told`, () => Promise.resolve(said.includes(`message ${type} ${trackingNumber}`)), 60_000);
    } finally {
      child.kill('SIGTERM');
    }
  };

  it('TypeScript: is told by a webhook', () => isTold(process.execPath, join(examples, 'channel-typescript', 'webhooks.mts'), ports[0]));
  (hasPython ? it : it.skip)('Python: is told by a webhook', () => isTold('python3', join(examples, 'channel-python', 'webhooks.py'), ports[1]));
  it('TypeScript: one appeal of two pushes, three by bulk, their changes, their answers', () => does(process.execPath, join(examples, 'channel-typescript', 'channel.mts')));
  (hasPython ? it : it.skip)('Python: the same', () => does('python3', join(examples, 'channel-python', 'channel.py')));
});
