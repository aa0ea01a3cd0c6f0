import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { push } from './appeals';
import { until, withCallers } from './callers';
import { bareTaskQueue } from './names';
import { interleave, type Comparison } from './rounds';
import type { Running } from './running';

/** As many as dispatch has in hand at once. */
const startingCallers = 64;
const pushingCallers = 16;
const lifeCallers = 8;
const handler = 'handler-lixia-market';
/** The caller shares the processors with what it measures: asking more often would slow what it waits for. */
const retryInMs = 50;
const lifeLimitInMs = 30_000;

/** Appeals pushed until their workflows wait, a second, against bare starts of a workflow until it waits. */
export async function compareWaiting(running: Running, client: Client, options: { readonly rounds: number; readonly count: number; readonly drained: (pushed: number) => Promise<void> }): Promise<Comparison> {
  const { rounds, count, drained } = options;
  const channelKey = await running.channelKey();
  return interleave(rounds, {
    limit: async () => {
      const ids = Array.from({ length: count }, () => randomUUID());
      const startedAtInMs = Date.now();
      await withCallers(startingCallers, count, async (index) => {
        await client.workflow.start('bareWait', { workflowId: ids[index] ?? '', taskQueue: bareTaskQueue });
      });
      return (1000 * count) / ((await lastWaitingAtInMs(client, ids)) - startedAtInMs);
    },
    suqiao: async () => {
      const ids: string[] = [];
      const startedAtInMs = Date.now();
      await withCallers(pushingCallers, count, async () => {
        ids.push(await push(running.http, channelKey));
      });
      await drained(count);
      return (1000 * count) / ((await lastWaitingAtInMs(client, ids)) - startedAtInMs);
    },
  });
}

/**
 * When the last of these workflows had its first task done, by the server's own record: asked for afterwards, so that
 * asking takes no part of the time.
 */
async function lastWaitingAtInMs(client: Client, ids: readonly string[]): Promise<number> {
  await delay(500);
  let last = 0;
  await withCallers(pushingCallers, ids.length, async (index) => {
    await until('a workflow waits', async () => {
      const doneAtInMs = await firstTaskDoneAtInMs(client, ids[index] ?? '');
      last = Math.max(last, doneAtInMs ?? 0);
      return doneAtInMs !== null;
    }, lifeLimitInMs);
  });
  return last;
}

async function firstTaskDoneAtInMs(client: Client, workflowId: string): Promise<number | null> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const done = events?.find((event) => event.workflowTaskCompletedEventAttributes != null);
  return done?.eventTime == null ? null : Number(done.eventTime.seconds ?? 0) * 1000 + (done.eventTime.nanos ?? 0) / 1e6;
}

/** Whole lives a second (push, accept, answer, close through the API), against bare workflows of the same shape. */
export async function compareLives(running: Running, client: Client, options: { readonly rounds: number; readonly count: number; readonly drained: (pushed: number) => Promise<void> }): Promise<Comparison> {
  const { rounds, count, drained } = options;
  const channelKey = await running.channelKey();
  const token = running.token(handler);
  return interleave(rounds, {
    limit: async () => count / (await withCallers(lifeCallers, count, () => bareLife(client))),
    suqiao: async () => {
      const seconds = await withCallers(lifeCallers, count, () => suqiaoLife(running, channelKey, token));
      await drained(count);
      return count / seconds;
    },
  });
}

async function bareLife(client: Client): Promise<void> {
  const workflowId = randomUUID();
  const handle = await client.workflow.start('bareLife', { workflowId, taskQueue: bareTaskQueue });
  for (let step = 0; step < 3; step++) await handle.executeUpdate<number, [string]>('step', { args: [workflowId] });
}

async function suqiaoLife(running: Running, channelKey: string, token: string): Promise<void> {
  const caseId = await push(running.http, channelKey);
  const command = (name: string, body: object) => running.http.call('POST', `/api/v1/cases/${caseId}/commands/${name}`, token, JSON.stringify(body));
  // The handler takes the case the moment that it lies in the inbox and its workflow lives.
  await until('the case can be accepted', async () => {
    const { status, text } = await command('accept', {});
    if (status !== 200 && status !== 404 && status !== 503) throw new Error(`accept answered ${String(status)}: ${text}`);
    return status === 200;
  }, lifeLimitInMs, retryInMs);
  for (const [name, body] of [['answer', { content: '已为企业办结变更登记，并一次性告知所需材料。' }], ['close', {}]] as const) {
    const { status, text } = await command(name, body);
    if (status !== 200) throw new Error(`${name} answered ${String(status)}: ${text}`);
  }
}
