import { setTimeout as delay } from 'node:timers/promises';
import { supervisionPageSchema } from '@suqiao/contracts';
import type { StackPart } from '@suqiao/infra/local';
import { appealOf, problemIn, RunningSuqiao, until } from './running-suqiao';

/** Each engine is killed while channels push. What was acknowledged must all arrive, once, by itself. */
describe('with an engine gone', () => {
  let suqiao: RunningSuqiao;
  beforeAll(async () => {
    suqiao = await RunningSuqiao.start('shandong-enterprise-2020');
  });
  afterAll(() => suqiao.stop());

  /** Pushes for some seconds around a failure; answers with what was acknowledged and every other status met. */
  const pushThrough = async (failure: () => Promise<void>) => {
    const acknowledged = new Map<string, string>();
    const others = new Set<number>();
    let over = false;
    const pushing = Array.from({ length: 4 }, async () => {
      while (!over) {
        const appeal = appealOf();
        const answer = await suqiao.push('hotline-96178', appeal).catch(() => null);
        if (answer?.status === 202 && typeof answer.body === 'object' && answer.body !== null && 'id' in answer.body) acknowledged.set(String(answer.body.id), appeal.channelReference);
        else if (answer !== null) {
          others.add(answer.status);
          expect(problemIn(answer).type).toBe('urn:suqiao:problem:unavailable');
          expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        }
        await delay(100);
      }
    });
    await failure();
    over = true;
    await Promise.all(pushing);
    return { acknowledged, others };
  };

  const total = async () => supervisionPageSchema.parse((await suqiao.call('GET', '/api/v1/supervision/cases?limit=1', suqiao.user('supervisor-province').token)).body).total;
  const arrived = async (id: string) => (await suqiao.call('GET', `/api/v1/supervision/cases/${id}`, suqiao.user('supervisor-province').token)).status === 200;

  const outage = (part: StackPart, awayInMs: number) => async () => {
    await delay(500);
    await suqiao.stack.kill(part, 'SIGKILL');
    await delay(awayInMs);
    await suqiao.stack.restart(part);
    await delay(1000);
  };

  it.each([
    ['kafka', [] as number[]],
    ['temporal', [] as number[]],
    ['mongod', [503]],
  ] as const)('%s: nothing acknowledged is lost, nothing comes twice, and it drains by itself', async (part, expectedOthers) => {
    const before = await total();
    const { acknowledged, others } = await pushThrough(outage(part, 8000));
    expect([...others]).toEqual([...expectedOthers]);
    expect(acknowledged.size).toBeGreaterThan(5);
    await suqiao.waitUntilReady();
    await until('every acknowledged appeal is a case on the board', async () => {
      for (const id of acknowledged.keys()) if (!(await arrived(id))) return false;
      return true;
    }, 60_000);
    const appeals = new Set(acknowledged.values());
    expect(appeals.size).toBe(acknowledged.size);
    // An unacknowledged push may have been stored before its answer was lost; nothing may be there twice.
    expect(await total()).toBeGreaterThanOrEqual(before + acknowledged.size);
    const [id] = acknowledged.keys();
    await until('a command works again', async () => (await suqiao.command('handler-shandong', id ?? '', 'accept', {}, { 'idempotency-key': `after-${part}` })).status === 200, 60_000);
  });

  it.each(['worker', 'app'] as const)('%s killed by -9 in the middle changes nothing', async (name) => {
    const { acknowledged } = await pushThrough(async () => {
      await delay(1000);
      await suqiao.killProcess(name);
      await delay(1000);
      await suqiao.startProcess(name);
      await suqiao.waitUntilReady();
    });
    await until('every acknowledged appeal is a case on the board', async () => {
      for (const id of acknowledged.keys()) if (!(await arrived(id))) return false;
      return true;
    }, 120_000);
  });
});
