import { setTimeout as delay } from 'node:timers/promises';
import { appealAcknowledgementSchema, problemSchema, type NewAppeal, type Problem } from '@suqiao/contracts';

/** How one push ended. `doubled`: the appeal was there before. */
export type PushOutcome =
  | { readonly kind: 'accepted' | 'doubled'; readonly id: string; readonly trackingNumber: string; readonly tookInMs: number }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly tookInMs: number };

const patienceInMs = 120_000;

/**
 * Pushes one appeal as a channel does, and again with the same key while intake is away: a repetition never doubles.
 * @throws Error when intake stays away for two minutes
 */
export async function pushAppeal(baseUrl: string, key: string, appeal: NewAppeal): Promise<PushOutcome> {
  const end = Date.now() + patienceInMs;
  for (;;) {
    const started = performance.now();
    const response = await post(baseUrl, key, appeal);
    const tookInMs = performance.now() - started;
    if (response?.status === 202) {
      const { id, trackingNumber } = appealAcknowledgementSchema.parse(await response.json());
      return { kind: response.headers.get('idempotent-replayed') === 'true' ? 'doubled' : 'accepted', id, trackingNumber, tookInMs };
    }
    if (response !== null && response.status < 500 && response.status !== 429) {
      const problem = problemSchema.parse(await response.json());
      // An earlier try of this very push, whose connection broke, is still being worked on: asked again, its answer comes.
      if (problem.type !== 'urn:suqiao:problem:idempotency-key-in-flight') return { kind: 'refused', problem, tookInMs };
    }
    if (Date.now() > end) throw new Error(`intake at ${baseUrl} did not answer for ${String(patienceInMs / 1000)} s`);
    await delay(1000 * Number(response?.headers.get('retry-after') ?? 1));
  }
}

async function post(baseUrl: string, key: string, appeal: NewAppeal): Promise<Response | null> {
  try {
    return await fetch(`${baseUrl}/api/v1/appeals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': Buffer.from(appeal.channelReference).toString('base64url') },
      body: JSON.stringify(appeal),
    });
  } catch {
    return null;
  }
}
