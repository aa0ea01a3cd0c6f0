import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { isTrackingNumber, type AppealRequest, type NewAmendment, type NewWithdrawal } from '@suqiao/contracts';
import type { CurrentChannelInfo } from '@suqiao/infra/auth';
import { ProblemError, type Text } from '@suqiao/infra/http';
import { uuidv7 } from 'uuidv7';
import { AmendStore } from './amend.store';
import { ChangesStore } from './changes.store';
import { canonicalJson } from './domain/canonical';
import { refusalOfRequest, requestView, type RequestRefusal, type StoredRequest } from './domain/request';
import type { AppealDocument } from './intake.store';

/** What a channel asks, and by which key. */
export interface Asked {
  readonly channel: CurrentChannelInfo;
  readonly trackingNumber: string;
  readonly key: string;
  readonly wanted: { readonly kind: 'amendment'; readonly body: NewAmendment } | { readonly kind: 'withdrawal'; readonly body: NewWithdrawal };
}

/** The request, and whether it answers for one that was there before. */
export interface Requested {
  readonly request: AppealRequest;
  readonly replayed: boolean;
}

/** An appeal that changes under each try is somebody else's quarrel. */
const attempts = 5;
const refusals: Readonly<Record<RequestRefusal, Text>> = {
  closed: { 'zh-CN': '诉求已办结，不能撤诉', en: 'The appeal is closed and can not be withdrawn' },
  withdrawalAsked: { 'zh-CN': '已请求撤诉', en: 'The withdrawal was asked for already' },
  tooMany: { 'zh-CN': '每件诉求至多 100 次补充', en: 'An appeal takes at most 100 requests' },
};

/** 补充与撤诉: takes what a channel asks of an appeal that it has pushed, exactly once. */
@Injectable()
export class AmendService {
  constructor(
    @Inject(AmendStore) private readonly store: AmendStore,
    @Inject(ChangesStore) private readonly changes: ChangesStore,
  ) {}

  /**
   * Stores the request; the case decides on it once it has one. What a sandbox asks is taken at once.
   * @throws ProblemError `not-found` for an appeal that is not the channel's; `idempotency-key-mismatch`; `command-refused`
   */
  async ask({ channel: { name, sandbox }, trackingNumber, key, wanted }: Asked): Promise<Requested> {
    const bodyHash = createHash('sha256').update(canonicalJson(wanted)).digest('hex');
    for (let attempt = 0; attempt < attempts; attempt++) {
      const appeal = isTrackingNumber(trackingNumber) ? await this.store.find(trackingNumber, name, sandbox) : null;
      if (appeal === null) throw new ProblemError('not-found');
      const earlier = appeal.requests?.find((request) => request.key === key);
      if (earlier !== undefined && earlier.bodyHash !== bodyHash) throw new ProblemError('idempotency-key-mismatch');
      if (earlier !== undefined) return { request: requestView(earlier), replayed: true };
      const refusal = refusalOfRequest(appeal, wanted.kind);
      if (refusal !== null) throw new ProblemError('command-refused', { state: appeal.status, allowed: [], detail: refusals[refusal] });
      const request = requestOf(appeal, key, bodyHash, wanted, sandbox);
      if (!(await this.store.add(appeal, request, wanted.kind === 'amendment' ? wanted.body : {}, sandbox))) continue;
      if (sandbox) await this.changes.record([sandboxChange(appeal, request)]);
      return { request: requestView(request), replayed: false };
    }
    throw new ProblemError('unavailable', { headers: { 'retry-after': '1' } });
  }
}

function requestOf({ sequence }: AppealDocument, key: string, bodyHash: string, wanted: Asked['wanted'], sandbox: boolean): StoredRequest {
  const at = new Date().toISOString();
  const text = (wanted.kind === 'amendment' ? wanted.body.text : wanted.body.reason) ?? null;
  const contactChanged = wanted.kind === 'amendment' && (wanted.body.contact !== undefined || wanted.body.phone !== undefined);
  const state = sandbox ? 'taken' : sequence === 0 ? 'waiting' : 'sent';
  return { requestId: uuidv7(), kind: wanted.kind, state, at, text, decidedAt: sandbox ? at : null, reason: null, key, bodyHash, contactChanged };
}

function sandboxChange({ _id: appealId, trackingNumber, channel, status }: AppealDocument, { requestId, kind, at }: StoredRequest) {
  return { id: `${requestId}:decided`, type: 'requestTaken' as const, at, appealId, trackingNumber, channel, sandbox: true, status, level: null, unitName: null, request: { requestId, kind, reason: null } };
}
