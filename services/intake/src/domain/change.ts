import type { AppealClassified, AppealRequestDecided, AppealStatus, CaseEvent, Change, ChangeType, IssueAppealAnswered, TransitionType } from '@suqiao/contracts';
import { isToldToChannel } from './appeal';

/** A change before it has its place in the feed. The channel's own number is looked up when it is told. */
export interface NewChange extends Omit<Change, 'channelReference' | 'sandbox'> {
  readonly channel: string;
  readonly sandbox: boolean;
  /** W3C trace of the fact that it tells, where that had one. */
  readonly traceparent?: string;
}

interface Subject {
  readonly appealId: string;
  readonly trackingNumber: string;
  readonly channel: string;
  readonly sandbox?: boolean;
}

/** A step before there is a case, which has neither level nor unit. */
export function earlyChange({ appealId, trackingNumber, channel, sandbox = false }: Subject, type: Extract<ChangeType, AppealStatus>, at: string): NewChange {
  return { id: `${appealId}:${type}`, type, at, appealId, trackingNumber, channel, sandbox, status: type, level: null, unitName: null, request: null };
}

/** What a channel is told when its appeal was sorted: that, and before it that it was received. */
export function changesOfClassified({ data: { appeal }, time }: AppealClassified): NewChange[] {
  return [earlyChange(appeal, 'received', appeal.receivedAt), earlyChange(appeal, 'classified', time)];
}

/** A check that an answer passed makes it readable; the channel's timeline has no step for that, the feed has. */
const alsoTold: ReadonlySet<TransitionType> = new Set(['answerPassed']);

/**
 * What channels are told of a case's step. The first one tells the steps before it, too, if it comes before their event.
 * @param duplicates appeals that were merged into this case, each with its channel: what becomes of it becomes of them
 */
export function changesOfCase({ id, data: { case: snapshot, transition } }: CaseEvent, duplicates: readonly Subject[]): NewChange[] {
  const own: Subject = { appealId: snapshot.caseId, trackingNumber: snapshot.trackingNumber, channel: snapshot.channel };
  if (!isToldToChannel(transition.type) && !alsoTold.has(transition.type)) return [];
  const told = { type: transition.type, at: transition.at, status: snapshot.state, level: snapshot.level, unitName: snapshot.unit.name, request: null, sandbox: false };
  const before = transition.type === 'dispatched' ? [earlyChange(own, 'received', snapshot.receivedAt), earlyChange(own, 'classified', snapshot.dispatchedAt)] : [];
  return [...before, { ...told, ...own, id }, ...duplicates.map((duplicate) => ({ ...told, ...duplicate, id: `${id}:${duplicate.appealId}`, sandbox: false }))];
}

/** What a channel is told of its request. */
export function changeOfDecision({ id, data: { appealId, trackingNumber, channel, requestId, kind, decision, state, reason, at } }: AppealRequestDecided): NewChange {
  return { id, type: decision === 'taken' ? 'requestTaken' : 'requestRefused', at, appealId, trackingNumber, channel, sandbox: false, status: state, level: null, unitName: null, request: { requestId, kind, reason } };
}

/** What a channel is told when a closed common issue answered an appeal; the answer itself stands in the appeal. */
export function changeOfIssueAnswer({ id, data: { appealId, trackingNumber, at } }: IssueAppealAnswered, channel: string, status: AppealStatus): NewChange {
  return { id, type: 'commonIssueAnswered', at, appealId, trackingNumber, channel, sandbox: false, status, level: null, unitName: null, request: null };
}

/** `changes` in the trace of the fact that they tell. */
export function traced(changes: readonly NewChange[], { traceparent }: { readonly traceparent?: string | undefined }): NewChange[] {
  return changes.map((change) => ({ ...change, ...(traceparent !== undefined && { traceparent }) }));
}

/** When, after it was received, a sandbox appeal takes its steps. A shared life is enough to try a client on. */
const sandboxLife = [{ status: 'received', afterInMs: 0 }, { status: 'classified', afterInMs: 2000 }, { status: 'dispatched', afterInMs: 5000 }] as const;

/** The steps of a sandbox appeal's simulated life from `from` (RFC 3339) that are due at `now`, and when the next one is. */
export function sandboxSteps(subject: Subject, receivedAt: string, from: string, now: Date): { readonly changes: NewChange[]; readonly nextStepAt: Date | null } {
  const start = Date.parse(receivedAt);
  const ahead = sandboxLife.filter(({ afterInMs }) => start + afterInMs >= Date.parse(from));
  const changes = ahead.filter(({ afterInMs }) => start + afterInMs <= now.getTime()).map(({ status, afterInMs }): NewChange => {
    const at = new Date(start + afterInMs).toISOString();
    if (status !== 'dispatched') return earlyChange({ ...subject, sandbox: true }, status, at);
    return { ...subject, id: `${subject.appealId}:1`, type: 'dispatched', at, sandbox: true, status, level: 'county', unitName: { zh: '沙箱单位', en: 'Sandbox unit' }, request: null };
  });
  const next = ahead[changes.length];
  return { changes, nextStepAt: next === undefined ? null : new Date(start + next.afterInMs) };
}
