import { randomInt } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { generateAppeal, type SampleAppeal } from '@suqiao/directory';
import { pushAppeal } from './channel-client';
import { sampleLife } from './sample-lives';
import { storedCredentials } from './stored-credentials';

/** A running stream of invented appeals. */
export interface SampleStream {
  stop(): Promise<void>;
}

export interface SampleOptions {
  readonly baseUrl: string;
  readonly stateDir: string;
  /** How many of the first batch were taken. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The first start fills the board; later ones find what is there and add a little. */
const firstBatch = { ever: 120, later: 20 };
const firstPerSecond = 12;
/** After the first batch a new appeal comes this often, so that the board stays alive without filling a disk. */
const thenEveryInMs = 15_000;
const longestPauseInMs = 80_000;
/** Some appellants call twice, so that there are duplicates to look at. */
const twiceShare = 0.05;
const samplePeople = { handler: 'handler-shandong', supervisor: 'supervisor-province' } as const;

/** Feeds invented appeals through intake as five channels would, first a batch, then a trickle, and works on some. */
export function startSampleStream(options: SampleOptions): SampleStream {
  const abort = new AbortController();
  const { signal } = abort;
  const marker = join(options.stateDir, 'samples-fed');
  const total = existsSync(marker) ? firstBatch.later : firstBatch.ever;
  const run = Date.now().toString(36);
  const works: Promise<void>[] = [];
  const push = async (index: number) => {
    const id = await pushSample(options, `sample-${run}-${String(index)}`);
    works.push(workOn(options, id, signal).catch(() => undefined));
  };
  const feeding = (async () => {
    let index = 0;
    for (; index < total; index++) {
      await push(index);
      options.onProgress?.(index + 1, total);
      await delay(1000 / firstPerSecond, undefined, { signal });
    }
    writeFileSync(marker, new Date().toISOString());
    for (; !signal.aborted; index++) {
      await delay(thenEveryInMs, undefined, { signal });
      await push(index);
    }
  })().catch((error: unknown) => {
    if (!signal.aborted) console.error('样例诉求中断 The sample appeals stopped:', error instanceof Error ? error.message : error);
  });
  return {
    stop: async () => {
      abort.abort();
      await Promise.all([feeding, ...works]);
    },
  };
}

const random = () => randomInt(2 ** 32) / 2 ** 32;

let latest: Pick<SampleAppeal, 'channel' | 'appeal'> | null = null;

/** The same matter once more, in other words and by the other hotline. */
function toldAgain({ channel, appeal }: Pick<SampleAppeal, 'channel' | 'appeal'>): Pick<SampleAppeal, 'channel' | 'appeal'> {
  return { channel: channel === 'hotline-12345' ? 'hotline-96178' : 'hotline-12345', appeal: { ...appeal, title: `再次反映：${appeal.title}`, content: `此前已反映，至今未解决。${appeal.content}` } };
}

async function pushSample({ baseUrl, stateDir }: SampleOptions, channelReference: string): Promise<string> {
  const { channel, appeal } = random() < twiceShare && latest !== null ? toldAgain(latest) : generateAppeal(random);
  latest = { channel, appeal };
  const key = storedCredentials(stateDir).channels[channel];
  if (key === undefined) throw new Error(`the sample channel ${channel} has no key`);
  const outcome = await pushAppeal(baseUrl, key, { ...appeal, channelReference });
  if (outcome.kind === 'refused') throw new Error(`a sample appeal was refused: ${JSON.stringify(outcome.problem.errors ?? outcome.problem.title)}`);
  return outcome.id;
}

/** Sample people work on a case as its life says, each step after a while. What is refused by then is left alone. */
async function workOn({ baseUrl, stateDir }: SampleOptions, caseId: string, signal: AbortSignal): Promise<void> {
  const tokenOf = (person: string) => storedCredentials(stateDir).users.find(({ username }) => username === person)?.token ?? '';
  for (const { by, command, body } of sampleLife(random())) {
    await delay(5000 + random() * longestPauseInMs, undefined, { signal });
    const response = await fetch(`${baseUrl}/api/v1/cases/${caseId}/commands/${command}`, {
      method: 'POST', signal, headers: { authorization: `Bearer ${tokenOf(samplePeople[by])}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    if (!response.ok) return;
  }
}
