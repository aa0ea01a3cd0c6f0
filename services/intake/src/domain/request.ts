import { topics, type AppealAmended, type AppealRequest, type AppealWithdrawalRequested } from '@suqiao/contracts';

/** A channel's request about an appeal as stored. */
export interface StoredRequest extends AppealRequest {
  /** Idempotency key, and the fingerprint of the body that came with it. */
  readonly key: string;
  readonly bodyHash: string;
  readonly contactChanged: boolean;
}

/** What of an appeal decides on a request. */
export interface Requested {
  readonly _id: string;
  readonly trackingNumber: string;
  readonly channel: string;
  readonly status: string;
  readonly requests?: readonly StoredRequest[];
}

/** Requests that one appeal takes; more are a channel's mistake. */
export const mostRequests = 100;

/** Why intake itself refuses a request, in the state that the appeal is known to be in; the case may refuse it later. */
export type RequestRefusal = 'closed' | 'withdrawalAsked' | 'tooMany';

/** @returns `null` when the request may go to the case */
export function refusalOfRequest({ status, requests = [] }: Requested, kind: AppealRequest['kind']): RequestRefusal | null {
  if (requests.length >= mostRequests) return 'tooMany';
  if (kind === 'amendment') return null;
  if (status === 'closed') return 'closed';
  return requests.some((request) => request.kind === 'withdrawal' && request.state !== 'refused') ? 'withdrawalAsked' : null;
}

/** The fact that tells the case of a request; without contact and phone, which stay with intake. */
export function eventOfRequest({ _id: appealId, trackingNumber, channel }: Requested, { requestId, kind, at, text, contactChanged }: StoredRequest) {
  const envelope = { specversion: '1.0', id: `${requestId}:requested`, source: '/suqiao/intake', subject: appealId, time: at, datacontenttype: 'application/json', partitionkey: appealId } as const;
  const about = { appealId, trackingNumber, channel, requestId, at };
  const event: AppealAmended | AppealWithdrawalRequested = kind === 'amendment'
    ? { ...envelope, type: 'appeal.amended', dataschema: 'urn:suqiao:schema:appeal.amended:1', data: { ...about, text, contactChanged } }
    : { ...envelope, type: 'appeal.withdrawalRequested', dataschema: 'urn:suqiao:schema:appeal.withdrawalRequested:1', data: { ...about, reason: text } };
  return { topic: topics.appealReceived, event };
}

/** A request as its channel and a reader see it. */
export function requestView({ requestId, kind, state, at, text, decidedAt, reason }: StoredRequest): AppealRequest {
  return { requestId, kind, state, at, text, decidedAt, reason };
}
