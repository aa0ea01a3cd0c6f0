import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { generateAppeal } from '@suqiao/directory';
import { pushAppeal } from './channel-client';
import { sampleCredentials } from './credentials';

/** A running stream of invented appeals. */
export interface SampleStream {
  stop(): Promise<void>;
}

const firstAppeals = 120;
const firstPerSecond = 12;
/** After the first ones a new appeal comes this often, so that the board stays alive without filling a disk. */
const thenEveryInMs = 15_000;

/**
 * Feeds invented appeals through intake as five channels would: a first batch with progress, then a trickle.
 * @param onProgress how many of the first batch were taken
 */
export function startSampleStream(options: { readonly baseUrl: string; readonly stateDir: string; readonly onProgress?: (done: number, total: number) => void }): SampleStream {
  const abort = new AbortController();
  const { channels } = sampleCredentials(options.stateDir);
  const random = () => randomInt(2 ** 32) / 2 ** 32;
  const run = Date.now().toString(36);
  const push = async (index: number) => {
    const { channel, appeal } = generateAppeal(random);
    const key = channels[channel];
    if (key === undefined) throw new Error(`the sample channel ${channel} has no key`);
    await pushAppeal(options.baseUrl, key, { ...appeal, channelReference: `sample-${run}-${String(index)}` });
  };
  const feeding = (async () => {
    let index = 0;
    for (; index < firstAppeals && !abort.signal.aborted; index++) {
      await push(index);
      options.onProgress?.(index + 1, firstAppeals);
      await delay(1000 / firstPerSecond, undefined, { signal: abort.signal });
    }
    for (; !abort.signal.aborted; index++) {
      await delay(thenEveryInMs, undefined, { signal: abort.signal });
      await push(index);
    }
  })().catch((error: unknown) => {
    if (!abort.signal.aborted) console.error('样例诉求中断 The sample appeals stopped:', error instanceof Error ? error.message : error);
  });
  return {
    stop: async () => {
      abort.abort();
      await feeding;
    },
  };
}
