import createClient, { type Client } from 'openapi-fetch';
import { pushInBulk, type BulkAppeal, type BulkOptions, type BulkOutcome } from './bulk';
import { problemFrom } from './problem';
import { pause, retryingFetch, type RetryOptions } from './retrying';
import type { components, paths } from './schema';

type Schemas = components['schemas'];
export type NewAppeal = Schemas['NewAppeal'];
export type AppealAcknowledgement = Schemas['AppealAcknowledgement'];
export type AppealView = Schemas['AppealView'];
export type Attachment = Schemas['Attachment'];
export type Change = Schemas['Change'];

/** Where Suqiao is and who asks. */
export interface ChannelOptions extends RetryOptions {
  /** Such as `https://suqiao.example.cn`. */
  readonly baseUrl: string;
  /** The channel's key, `sqk_…`, or an access token of its client. */
  readonly key: string;
}

/** An acknowledgement, and whether the appeal had been there before. */
export interface Pushed extends AppealAcknowledgement {
  readonly replayed: boolean;
}

/** How changes are followed. */
export interface FollowOptions {
  /** The cursor to go on from, as a batch before gave it; `latest` for what happens from now on; from the beginning without it. */
  readonly after?: string;
  /** How long to wait when there is nothing new, in ms: 2000 unless told. */
  readonly pollInMs?: number;
  readonly signal?: AbortSignal;
}

/** Changes that came together. Keep `cursor` once they are dealt with: it is where to go on after a restart. */
export interface ChangeBatch {
  readonly changes: readonly Change[];
  readonly cursor: string;
}

/** A channel's side of Suqiao. Every method waits and tries again while Suqiao is away; none doubles anything. */
export interface SuqiaoChannel {
  /** Every documented route, typed. */
  readonly api: Client<paths>;
  /**
   * Pushes one appeal.
   * @param idempotencyKey made from `channelReference` unless told
   * @throws SuqiaoProblem
   */
  push(appeal: NewAppeal, idempotencyKey?: string): Promise<Pushed>;
  /** Pushes any number of appeals, and gives what became of each, in order; see `pushInBulk`. */
  pushAll(appeals: Iterable<BulkAppeal> | AsyncIterable<BulkAppeal>, options?: Pick<BulkOptions, 'perCall'>): AsyncGenerator<BulkOutcome>;
  /** What became of an appeal. @throws SuqiaoProblem */
  appeal(trackingNumber: string): Promise<AppealView>;
  /** Adds a file; the same one twice adds nothing. @throws SuqiaoProblem */
  attach(trackingNumber: string, file: Blob, name: string): Promise<Attachment>;
  /** Follows what becomes of the channel's appeals, without an end, until `signal`. @throws SuqiaoProblem */
  follow(options?: FollowOptions): AsyncGenerator<ChangeBatch>;
}

/** A channel's client. */
export function createSuqiaoChannel({ baseUrl, key, ...retry }: ChannelOptions): SuqiaoChannel {
  const root = baseUrl.replace(/\/+$/, '');
  const headers = { authorization: `Bearer ${key}` };
  const api = createClient<paths>({ baseUrl: root, headers, fetch: retryingFetch(retry) });
  return {
    api,
    async push(appeal, idempotencyKey) {
      const { data, error, response } = await api.POST('/api/v1/appeals', { params: { header: { 'Idempotency-Key': idempotencyKey ?? (await keyOf(appeal.channelReference)) } }, body: appeal });
      return { ...granted(data, error, response), replayed: response.headers.get('idempotent-replayed') === 'true' };
    },
    pushAll: (appeals, options) => pushInBulk(`${root}/api/v1/appeals/bulk`, headers, appeals, { ...retry, ...options }),
    async appeal(trackingNumber) {
      const { data, error, response } = await api.GET('/api/v1/appeals/{trackingNumber}', { params: { path: { trackingNumber } } });
      return granted(data, error, response);
    },
    async attach(trackingNumber, file, name) {
      const body = new FormData();
      body.set('file', file, name);
      const url = `${root}/api/v1/appeals/${encodeURIComponent(trackingNumber)}/attachments`;
      const response = await retryingFetch(retry, () => true)(new Request(url, { method: 'POST', headers, body }));
      const answer: unknown = await response.json().catch(() => null);
      if (!isAttachment(answer)) throw problemFrom(response.status, answer);
      return answer;
    },
    follow: (options) => follow(api, { wait: pause, ...retry }, options),
  };
}

async function* follow(api: Client<paths>, { wait }: Required<Pick<RetryOptions, 'wait'>>, { after, pollInMs = 2000, signal }: FollowOptions = {}): AsyncGenerator<ChangeBatch> {
  for (let cursor = after; signal?.aborted !== true; ) {
    const answer = await api.GET('/api/v1/changes', { params: { query: cursor === undefined ? {} : { after: cursor } }, ...(signal && { signal }) }).catch((failure: unknown) => {
      if (signal?.aborted === true) return null;
      throw failure;
    });
    if (answer === null) return;
    const { data, error, response } = answer;
    const { items, nextCursor, more } = granted(data, error, response);
    cursor = nextCursor;
    if (items.length > 0) yield { changes: items, cursor };
    if (!more) await wait(pollInMs);
  }
}

/** @throws SuqiaoProblem where the answer is a refusal */
function granted<Data>(data: Data | undefined, error: unknown, response: Response): Data {
  if (data === undefined) throw problemFrom(response.status, error);
  return data;
}

function isAttachment(value: unknown): value is Attachment {
  return typeof value === 'object' && value !== null && 'sha256' in value;
}

/** Visible ASCII of a bounded length, the same for the same number: a key must bear numbers in Chinese. */
async function keyOf(channelReference: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(channelReference));
  return `reference-${Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
