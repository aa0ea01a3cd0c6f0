import type { CaseCommand, CaseState, CaseView, CommandBodies, Light, Reader, Transition } from '@suqiao/contracts';
import { cases, instant, minute, referenceOf, type FakeCase } from './fake-cases';
import { units } from './fake-directory';

export function lightOf({ state, clocks }: Pick<FakeCase, 'state' | 'clocks'>): Light {
  if (state === 'closed' || state === 'suspended') return 'off';
  if (state === 'answered') return 'green';
  const now = Date.now();
  return now >= Date.parse(clocks.dueAt) ? 'red' : now >= Date.parse(clocks.dueSoonAt) ? 'yellow' : 'green';
}

const always = ['comment', 'setConfidential'] as const;
const open = ['withdraw', 'merge', ...always] as const;
const byState: Readonly<Record<CaseState, readonly CaseCommand[]>> = {
  dispatched: ['accept', 'return', 'transfer', 'requestRise', ...open], returned: ['accept', 'transfer', ...open],
  accepted: ['answer', 'transfer', 'askJoint', 'answerJoint', 'releaseJoint', 'requestExtension', 'requestSuspension', 'requestRise', 'approve', 'refuse', ...open],
  suspended: ['resume', ...open], answered: ['close', 'followUp', 'passAnswer', 'sendBack', ...always], closed: ['reopen', 'followUp', ...always],
};
const supervisorsWork: ReadonlySet<CaseCommand> = new Set(['approve', 'refuse', 'passAnswer', 'sendBack', 'followUp', 'reopen', 'unmerge', 'setConfidential', 'transfer', 'resume', 'close', 'withdraw', 'merge', 'comment']);
const supervisorsOnly: ReadonlySet<CaseCommand> = new Set(['approve', 'refuse', 'passAnswer', 'sendBack', 'followUp', 'reopen', 'unmerge', 'setConfidential']);

const reasons = {
  role: { zh: '您的角色不办理这一步', en: 'Your role does not take this step' }, turn: { zh: '现在不由您的单位办理', en: 'It is not your unit\'s turn' }, state: { zh: '当前状态不能这样办理', en: 'The case\'s state does not allow it' },
};

export function hindranceOf(reader: Reader, found: FakeCase, command: CaseCommand) {
  if (reader.role === 'supervisor' ? !supervisorsWork.has(command) : supervisorsOnly.has(command) && reader.role !== 'administrator') return reasons.role;
  const part = found.joint.some((each) => each.endedAt === null && (reader.unitId === null || each.unit.unitId === reader.unitId));
  if (command === 'answerJoint' ? !part : command !== 'comment' && reader.unitId !== null && reader.unitId !== found.unit.unitId) return reasons.turn;
  const asks = command === 'requestExtension' || command === 'requestSuspension' || command === 'requestRise';
  const allowed = byState[found.state].includes(command) && (!asks || found.request === null) && (command !== 'approve' && command !== 'refuse' || found.request !== null) && (command !== 'releaseJoint' || part);
  return allowed ? null : reasons.state;
}

/** A row of a list: the case without what only its own page shows. */
export function rowOf(found: FakeCase): object {
  const own = new Set(['content', 'sorting', 'timeline']);
  return { ...Object.fromEntries(Object.entries(found).filter(([key]) => !own.has(key))), light: lightOf(found) };
}

interface Change {
  readonly type: Transition['type'];
  readonly to?: Partial<FakeCase>;
  readonly reason?: string | undefined;
  readonly text?: string;
  readonly toUnitId?: string;
}

/** Believed as it comes: the console has checked it by the contract. */
const bodyOf = <Command extends CaseCommand>(_command: Command, body: unknown) => body as CommandBodies[Command];
const unitOf = (unitId: string) => units.find((unit) => unit.unitId === unitId);
type Changing = (found: FakeCase, body: unknown, at: string, reader: Reader) => readonly Change[];

/** What each command changes: just enough for the pages to move. */
const changes: Readonly<Record<CaseCommand, Changing>> = {
  accept: (found, _body, at) => [{ type: 'accepted', to: { state: 'accepted', acceptedAt: at, firstAcceptedAt: found.firstAcceptedAt ?? at, clocks: { ...found.clocks, acceptBy: null } } }],
  return: (_found, body) => [{ type: 'returned', to: { state: 'returned' }, reason: bodyOf('return', body).reason }],
  transfer: (found, body) => {
    const { unitId, reason } = bodyOf('transfer', body);
    const unit = unitOf(unitId);
    return [{ type: 'transferred', to: { state: 'dispatched', unit: unit === undefined ? found.unit : referenceOf(unit) }, reason, toUnitId: unitId }];
  },
  askJoint: (found, body, at) => {
    const { unitIds, demand, within = { unit: 'workingDays', amount: 3 } } = bodyOf('askJoint', body);
    const parts = unitIds.flatMap((unitId) => unitOf(unitId) ?? []).map((unit) => ({ unit: referenceOf(unit), demand, askedAt: at, dueAt: instant(Date.now() + 180 * minute), basis: { from: at, within, pauses: [] }, late: false, endedAt: null, answer: null }));
    return parts.map((part, index) => ({ type: 'jointAsked', text: demand, toUnitId: part.unit.unitId, ...(index === 0 && { to: { joint: [...found.joint, ...parts] } }) }));
  },
  answerJoint: (found, body, at, reader) => {
    const { content } = bodyOf('answerJoint', body);
    return [{ type: 'jointAnswered', text: content, to: { joint: found.joint.map((part) => (part.endedAt === null && (reader.unitId === null || part.unit.unitId === reader.unitId) ? { ...part, endedAt: at, answer: content } : part)) } }];
  },
  releaseJoint: (found, body, at) => {
    const { unitId, reason } = bodyOf('releaseJoint', body);
    return [{ type: 'jointReleased', reason, toUnitId: unitId, to: { joint: found.joint.map((part) => (part.unit.unitId === unitId ? { ...part, endedAt: at } : part)) } }];
  },
  answer: (found, body, at) => {
    const { content, final, solution } = bodyOf('answer', body);
    if (final === false) return [{ type: 'interimAnswered', text: content, to: { interimAnswers: [...found.interimAnswers, { at, text: content }] } }];
    return [{ type: 'answered', to: { state: 'answered', answeredAt: at, answer: content, solution: solution ?? null, check: 'pending', clocks: { ...found.clocks, closeBy: instant(Date.now() + 60 * minute) } } }];
  },
  requestExtension: (_found, body, at, reader) => {
    const { extendBy, reason } = bodyOf('requestExtension', body);
    return [{ type: 'extensionRequested', reason, to: { request: { kind: 'extension', reason, by: personOf(reader), at, extendBy, until: null } } }];
  },
  requestSuspension: (_found, body, at, reader) => {
    const { until, reason } = bodyOf('requestSuspension', body);
    return [{ type: 'suspensionRequested', reason, to: { request: { kind: 'suspension', reason, by: personOf(reader), at, extendBy: null, until } } }];
  },
  requestRise: (_found, body, at, reader) => {
    const { reason } = bodyOf('requestRise', body);
    return [{ type: 'riseRequested', reason, to: { request: { kind: 'rise', reason, by: personOf(reader), at, extendBy: null, until: null } } }];
  },
  approve: (found, body) => {
    const { note } = bodyOf('approve', body);
    if (found.request?.kind === 'suspension') return [{ type: 'suspended', reason: note, to: { request: null, state: 'suspended', suspendedUntil: found.request.until } }];
    return [{ type: found.request?.kind === 'rise' ? 'escalated' : 'extended', reason: note, to: { request: null, extensions: found.extensions + 1 } }];
  },
  refuse: (_found, body) => [{ type: 'requestRefused', to: { request: null }, reason: bodyOf('refuse', body).reason }],
  resume: (_found, body) => [{ type: 'resumed', to: { state: 'accepted', suspendedUntil: null }, reason: bodyOf('resume', body).reason }],
  passAnswer: (_found, body) => [{ type: 'answerPassed', to: { check: 'passed' }, reason: bodyOf('passAnswer', body).note }],
  sendBack: (_found, body) => [{ type: 'sentBack', to: { state: 'accepted', check: 'sentBack', answeredAt: null }, reason: bodyOf('sendBack', body).reason }],
  followUp: (found, body) => {
    const { satisfaction, solution, note } = bodyOf('followUp', body);
    const said = { satisfaction, solution: solution ?? found.solution };
    if (satisfaction !== 'dissatisfied') return [{ type: 'followedUp', reason: note, text: satisfaction, to: said }];
    return [{ type: 'redoStarted', reason: note, text: satisfaction, to: { ...said, state: 'accepted', redos: found.redos + 1, answeredAt: null, check: 'none' } }];
  },
  close: (_found, body, at) => [{ type: 'closed', to: { state: 'closed', closedAt: at, outcome: 'answered' }, reason: bodyOf('close', body).note }],
  reopen: (found, body) => [{ type: 'reopened', to: { state: 'dispatched', reopenings: found.reopenings + 1, closedAt: null, outcome: null }, reason: bodyOf('reopen', body).reason }],
  withdraw: (_found, body, at) => [{ type: 'withdrawn', to: { state: 'closed', closedAt: at, outcome: 'withdrawn' }, reason: bodyOf('withdraw', body).reason }],
  merge: (_found, body, at) => {
    const { into, reason } = bodyOf('merge', body);
    const target = cases.find((each) => each.trackingNumber === into);
    return [{ type: 'merged', reason, to: { state: 'closed', closedAt: at, outcome: 'merged', mergedInto: target === undefined ? null : { caseId: target.caseId, trackingNumber: into } } }];
  },
  unmerge: (_found, body) => [{ type: 'unmerged', reason: bodyOf('unmerge', body).reason, to: { state: 'dispatched', closedAt: null, outcome: null, mergedInto: null } }],
  comment: (_found, body) => [{ type: 'commented', text: bodyOf('comment', body).text }],
  setConfidential: (_found, body) => {
    const { confidential, reason } = bodyOf('setConfidential', body);
    return [{ type: 'confidentialSet', reason, to: { confidential } }];
  },
};

function personOf({ subject, name, role, unitId }: Reader) {
  return { kind: 'person', subject, name, role, unitId } as const;
}

/** Carries out a command; `false` when it may not be given. */
export function carryOut(found: FakeCase, command: CaseCommand, body: unknown, reader: Reader): boolean {
  if (hindranceOf(reader, found, command) !== null) return false;
  const at = instant(Date.now());
  const fromUnitId = found.unit.unitId;
  for (const { type, to = {}, reason, text, toUnitId } of changes[command](found, body, at, reader)) {
    const line: Transition = { type, at, by: personOf(reader), reason: reason ?? null, text: text ?? null, fromState: found.state, fromUnitId, toUnitId: toUnitId ?? null };
    Object.assign(found, { ...to, timeline: [...found.timeline, line] });
  }
  return true;
}

const commandNames = Object.keys(changes) as CaseCommand[];

export function viewOf(found: FakeCase, reader: Reader): CaseView {
  const commands = commandNames.map((command) => ({ command, reason: hindranceOf(reader, found, command) }));
  return { ...found, light: lightOf(found), commands: commands.map((offer) => ({ ...offer, allowed: offer.reason === null })) };
}

export const isCommand = (name: string): name is CaseCommand => commandNames.some((command) => command === name);
