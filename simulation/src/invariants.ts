import { isDeepStrictEqual } from 'node:util';
import { compareLevels, nextClock } from '@suqiao/workflows';
import type { CaseEvent, CaseSnapshot, Transition, TransitionType } from '@suqiao/contracts';
import type { Evidence, StoredCase } from './evidence';
import { isUnanswered, verdictOf, type Journal, type OrderEntry, type Place } from './journal';

/** A broken invariant: which, how, and where known, of which case and which decision. */
export interface Break {
  readonly invariant: string;
  readonly how: string;
  readonly caseId?: string;
  readonly place?: Place;
}

/** Everything that must hold when all has settled. No break: it holds. */
export function breaksOf(journal: Journal, evidence: Evidence): Break[] {
  return [
    ...everyAppealOnce(journal, evidence), ...everyOrderOnce(journal, evidence), ...nothingWaits(evidence), ...onlyPoisonIsPutAside(evidence),
    ...mergesEnd(evidence), ...evidence.cases.flatMap((stored) => [...timelineIsPublished(stored, evidence), ...viewsAgree(stored, evidence)]),
  ];
}

/** What was acknowledged is one appeal and one case; what was refused is nowhere; what nobody pushed is not there. */
function everyAppealOnce(journal: Journal, { appeals, cases, received }: Evidence): Break[] {
  const invariant = 'every appeal once';
  const pushed = journal.expectedAppeals();
  const known = new Set(pushed.map(({ channel, reference }) => `${channel} ${reference}`));
  const caseIds = cases.map(({ _id }) => _id);
  const breaks: Break[] = journal.keysOfTwoBodies().map(({ place, push }) => ({ invariant, place, how: `two bodies were acknowledged under the key ${push.key}` }));
  for (const { place, push, answers } of journal.pushes) {
    if (answers.every(isUnanswered)) breaks.push({ invariant, place, how: `${push.appeal.channelReference} under ${push.key}: nobody ever got an answer` });
  }
  for (const { place, channel, reference, verdict, ids } of pushed) {
    const stored = appeals.filter((appeal) => appeal.channel === channel && appeal.channelReference === reference);
    const say = (how: string) => breaks.push({ invariant, place, how: `${reference}: ${how}`, ...(stored[0] !== undefined && { caseId: stored[0]._id }) });
    if (ids.size > 1) say(`acknowledged as ${[...ids].join(' and ')}`);
    if (stored.length > 1) say(`stored ${String(stored.length)} times`);
    if (verdict === 'never' && stored.length > 0) say('refused, and stored');
    if (verdict === 'once' && (stored.length === 0 || !ids.has(stored[0]?._id ?? ''))) say('acknowledged, and not stored under that id');
  }
  for (const appeal of appeals) {
    if (!known.has(`${appeal.channel} ${appeal.channelReference}`)) breaks.push({ invariant, caseId: appeal._id, how: 'stored, and never pushed' });
    const of = caseIds.filter((id) => id === appeal._id).length;
    if (of !== 1) breaks.push({ invariant, caseId: appeal._id, how: `in ${String(of)} cases` });
    if (!received.has(appeal._id)) breaks.push({ invariant, caseId: appeal._id, how: 'appeal.received was never published' });
  }
  const stored = new Set(appeals.map(({ _id }) => _id));
  return [...breaks, ...caseIds.filter((id) => !stored.has(id)).map((caseId) => ({ invariant, caseId, how: 'a case without its appeal' }))];
}

/** An acknowledged order stands in its timeline once, a refused one never, however often either was given. */
function everyOrderOnce(journal: Journal, { cases }: Evidence): Break[] {
  const invariant = 'every order once';
  const byId = new Map(cases.map((stored) => [stored._id, stored]));
  const breaks = [...Map.groupBy(journal.orders, ({ caseId, order }) => `${caseId} ${order.orderId}`).values()].flatMap((entries) => {
    const [first] = entries;
    if (first === undefined) return [];
    const { caseId, place, order } = first;
    const answers = entries.flatMap((entry) => entry.answers);
    const stored = byId.get(caseId);
    const asId = stored?.orderIds.filter((id) => id === order.orderId).length ?? 0;
    // An acceptance says nothing that its line could be known by.
    const asLine = order.command === 'accept' ? asId : (stored?.timeline.filter((line) => line.text === order.orderId || line.reason === order.orderId).length ?? 0);
    const verdict = verdictOf(answers, 200);
    const told = `${order.command} ${order.orderId} was answered ${answers.map(({ status }) => status).join(', ')}`;
    const say = (how: string): Break => ({ invariant, place, caseId, how: `${told}; ${how}` });
    return [
      ...(asId !== asLine || asLine > 1 ? [say(`it is among the orders ${String(asId)} times and in the timeline ${String(asLine)} times`)] : []),
      ...(verdict === 'once' && asLine === 0 ? [say('it is not in the timeline')] : []),
      ...(verdict === 'never' && asLine > 0 ? [say('it is in the timeline')] : []),
      ...(answers.every(isUnanswered) ? [say('nobody ever got an answer')] : []),
      ...(answers.some(({ status }) => status === 500) ? [say('an internal error is no answer')] : []),
      ...(isRefusedOnceTaken(entries) ? [say('it was refused when it had been taken')] : []),
    ];
  });
  const unknown = cases.filter((stored) => stored.timeline.filter(({ by }) => by.kind === 'person').length !== stored.orderIds.length);
  return [...breaks, ...unknown.map(({ _id }) => ({ invariant, caseId: _id, how: 'the timeline holds other steps of persons than the orders that were carried out' }))];
}

/**
 * What was refused may be taken when it is sent again later, to a case that has moved on; what was taken is never refused.
 * Two sendings of one step are under way at once: a time limit that passes between them refuses the one and not the other.
 */
function isRefusedOnceTaken(entries: readonly OrderEntry[]): boolean {
  const answeredWith = (status: number) => entries.flatMap(({ place, answers }) => answers.filter((answer) => answer.status === status).map(({ askedAt = place.step }) => askedAt));
  const taken = answeredWith(200);
  return taken.length > 0 && answeredWith(409).some((askedAt) => askedAt > Math.min(...taken));
}

/** Outboxes are empty, consumers have taken everything, no clock that may fire is left, and who is closed is over. */
function nothingWaits({ appeals, cases, behind, undead }: Evidence): Break[] {
  const invariant = 'nothing waits';
  return [
    ...behind.map((how) => ({ invariant, how: `behind: ${how}` })),
    ...undead.map((caseId) => ({ invariant, caseId, how: 'it is closed, and its workflow is not over' })),
    ...[...appeals, ...cases].filter(({ outbox }) => outbox.length > 0).map(({ _id }) => ({ invariant, caseId: _id, how: 'its outbox is not empty' })),
    ...cases.flatMap((stored) => {
      const clock = nextClock(stored.snapshot);
      return clock === null ? [] : [{ invariant, caseId: stored._id, how: `the clock ${clock.fact} of ${new Date(clock.atInMs).toISOString()} has not fired` }];
    }),
  ];
}

function onlyPoisonIsPutAside({ letters, expectedLetters, possibleLetters }: Evidence): Break[] {
  const invariant = 'dead letters are the poison';
  return [
    ...[...letters].filter((id) => !possibleLetters.has(id)).map((id) => ({ invariant, how: `nobody put in ${id}` })),
    ...[...expectedLetters].filter((id) => !letters.has(id)).map((id) => ({ invariant, how: `${id} was not put aside` })),
  ];
}

function knows(stored: StoredCase | undefined, duplicateId: string): boolean {
  return stored?.snapshot.duplicates.some(({ caseId }) => caseId === duplicateId) === true;
}

/** 并案 ends in a case that goes on by itself, and is known on the way to it. */
function mergesEnd({ cases }: Evidence): Break[] {
  const invariant = 'merges end';
  const byId = new Map(cases.map((stored) => [stored._id, stored]));
  return cases.flatMap(({ _id, snapshot: { mergedInto } }) => {
    if (mergedInto === null) return [];
    const seen = new Set([_id]);
    let end = byId.get(mergedInto.caseId);
    let isKnown = knows(end, _id);
    while (end?.snapshot.mergedInto != null && !seen.has(end._id)) {
      seen.add(end._id);
      end = byId.get(end.snapshot.mergedInto.caseId);
      isKnown ||= knows(end, _id);
    }
    return [
      ...(isKnown ? [] : [{ invariant, caseId: _id, how: `${mergedInto.caseId} knows nothing of it, nor does what that one was merged into` }]),
      ...(end !== undefined && seen.has(end._id) ? [{ invariant, caseId: _id, how: 'cases were merged into each other: none goes on' }] : []),
    ];
  });
}

/** The timeline has no gap, every step of it was published, nothing else was, and each step follows from the one before. */
function timelineIsPublished({ _id, timeline, snapshot }: StoredCase, { published }: Evidence): Break[] {
  const invariant = 'the topic tells the timeline';
  const { sequence } = snapshot;
  const breaks: Break[] = [];
  const say = (how: string) => breaks.push({ invariant, caseId: _id, how });
  if (timeline.length !== sequence) say(`sequence ${String(sequence)}, ${String(timeline.length)} lines`);
  const bySequence = new Map<number, CaseEvent>();
  const byEventId = new Map<string, CaseEvent>();
  for (const event of published.get(_id) ?? []) {
    const place = event.data.case.sequence;
    const same = byEventId.get(event.id);
    if (same !== undefined && !isDeepStrictEqual(same, event)) say(`two different events ${event.id}`);
    byEventId.set(event.id, event);
    bySequence.set(place, event);
    if (place < 1 || place > timeline.length) say(`published sequence ${String(place)}, which the timeline has not`);
    else if (!isDeepStrictEqual(event.data.transition, timeline[place - 1])) say(`sequence ${String(place)} differs from the timeline`);
  }
  for (let place = 1; place <= timeline.length; place++) if (!bySequence.has(place)) say(`sequence ${String(place)} was never published`);
  const last = bySequence.get(sequence)?.data.case;
  if (last !== undefined && !isDeepStrictEqual(last, snapshot)) say('the last event tells another snapshot than the store');
  return [...breaks, ...lifeHolds(_id, bySequence, timeline)];
}

const beginsStep: ReadonlySet<TransitionType> = new Set(['escalated', 'redoStarted', 'reopened', 'sentBack', 'extended']);
const beginsAcceptance: ReadonlySet<TransitionType> = new Set([...beginsStep, 'transferred', 'returned', 'unmerged']);

/** Levels fall only where jurisdiction was unknown, rise one at a time by an escalation, and lateness stays on the record. */
function lifeHolds(caseId: string, bySequence: ReadonlyMap<number, CaseEvent>, timeline: readonly Transition[]): Break[] {
  const invariant = 'a life as it must be';
  const breaks: Break[] = [];
  const say = (sequence: number, how: string) => breaks.push({ invariant, caseId, how: `sequence ${String(sequence)}: ${how}` });
  let [overdue, notAccepted, replies] = [0, 0, 0];
  timeline.forEach(({ type }, index) => {
    if (beginsStep.has(type)) overdue = 0;
    if (beginsAcceptance.has(type)) notAccepted = 0;
    if (type === 'reopened') replies = 0;
    if ((type === 'interimAnswered' || type === 'answered' || type === 'replyOverdue') && ++replies > 1 && type === 'replyOverdue') say(index + 1, 'late with the first reply twice, or after it');
    if (type === 'overdue' && ++overdue > 1) say(index + 1, 'overdue twice in one step');
    if (type === 'acceptanceOverdue' && ++notAccepted > 1) say(index + 1, 'not accepted in time twice in one step');
    const [before, after]: (CaseSnapshot | undefined)[] = [bySequence.get(index)?.data.case, bySequence.get(index + 1)?.data.case];
    if (before === undefined || after === undefined) return;
    const rise = compareLevels(after.level, before.level);
    if (type === 'escalated' ? rise !== 1 : rise > 0) say(index + 1, `${type} took it from ${before.level} to ${after.level}`);
    if (rise < 0 && !(type === 'transferred' && before.unsure.includes('jurisdiction'))) say(index + 1, `it fell from ${before.level} to ${after.level}`);
    if (!isDeepStrictEqual(after.late.slice(0, before.late.length), before.late)) say(index + 1, 'a lateness left the record');
  });
  return breaks;
}

/** Supervision and intake show the case as it is, with every step once and in order. */
function viewsAgree({ _id, timeline, snapshot }: StoredCase, { board, appeals }: Evidence): Break[] {
  const invariant = 'views agree with the case';
  const row = board.find((one) => one._id === _id);
  const appeal = appeals.find((one) => one._id === _id);
  const order = JSON.stringify(timeline.map((_line, index) => index + 1));
  const steps = (lines: readonly { readonly sequence: number }[] | undefined) => JSON.stringify(lines?.map(({ sequence }) => sequence));
  const checks: readonly (readonly [boolean, string])[] = [
    [isDeepStrictEqual(row?.snapshot, snapshot), 'the board shows another case'],
    [isDeepStrictEqual(appeal?.case, snapshot), 'intake shows another case'],
    [steps(row?.timeline) === order, `the board's steps are ${steps(row?.timeline) ?? 'missing'}`],
    [steps(appeal?.timeline) === order, `intake's steps are ${steps(appeal?.timeline) ?? 'missing'}`],
  ];
  return checks.flatMap(([holds, how]) => (holds ? [] : [{ invariant, caseId: _id, how }]));
}
