import type { Actor, CommonIssue, IssueState, IssueTransition, IssueTransitionType } from '@suqiao/contracts';
import { decideIssue, levelAbove, nextIssueClock, type IssueAsk, type IssueDecision } from '@suqiao/workflows/domain';
import type { IssueHappening, IssueOrder } from '@suqiao/workflows';
import { clockFrom, clockOfStep, type GroupPlace, type StepFacts } from './issue-step';

/** An issue after something happened to it, and the line of its history. */
export interface IssueChange {
  readonly issue: CommonIssue;
  readonly transition: IssueTransition;
}

/** How a command is called once it is done. */
const typeOf: Readonly<Record<IssueAsk, IssueTransitionType>> = {
  confirm: 'confirmed', dismiss: 'dismissed', revive: 'revived', rename: 'renamed', join: 'tookIn', joinInto: 'joined', split: 'split', move: 'moved', undo: 'undone', nameLead: 'leadNamed',
  propose: 'proposed', callConsultation: 'consultationCalled', adoptMeasure: 'measureAdopted', studyAgain: 'studiedAgain', close: 'closed', reopen: 'reopened', extend: 'extended', comment: 'commented',
  recount: 'recalculated',
};

export type PlannedChange = { readonly ok: true; readonly change: IssueChange | null } | Extract<IssueDecision, { readonly ok: false }>;

/**
 * The issue after `happening`; no change where a clock's fact is no longer the next, or a recount changes nothing.
 * @param place what its group is like now
 */
export function planIssueChange(before: CommonIssue, happening: IssueHappening, place: GroupPlace, facts: StepFacts): PlannedChange {
  const at = new Date(happening.at);
  if (happening.kind === 'clock') return { ok: true, change: clockChange(before, happening, place, facts, at) };
  const { order } = happening;
  const decision = decideIssue(before, { command: order.command, bySystem: order.by.kind !== 'person' });
  if (!decision.ok) return decision;
  if (order.command === 'recount') return { ok: true, change: recounted(before, place, facts, at) };
  const set = { ...consequences(before, order, at), ...clockAfter(before, order, decision.to, facts, at) };
  return { ok: true, change: changed(before, { type: typeOf[order.command], at, by: order.by, to: decision.to, place, set, reason: order.reason ?? null, text: textOf(order) }) };
}

function clockChange(before: CommonIssue, happening: Extract<IssueHappening, { kind: 'clock' }>, place: GroupPlace, facts: StepFacts, at: Date): IssueChange | null {
  const next = nextIssueClock(before);
  if (next?.fact !== happening.fact || next.atInMs > at.getTime()) return null;
  const by: Actor = { kind: 'clock' };
  switch (happening.fact) {
    case 'overdue':
      return changed(before, { type: 'overdue', at, by, to: before.state, place, set: { clock: { ...before.clock, overdue: true } } });
    case 'escalated': {
      const escalatedTo = levelAbove(before.level) ?? 'province';
      return changed(before, { type: 'escalated', at, by, to: before.state, place, set: { clock: { ...before.clock, escalatedTo } }, text: escalatedTo });
    }
    case 'watchStarted':
      return changed(before, { type: 'watchStarted', at, by, to: 'watching', place, set: { clock: clockOfStep('watching', at, facts), calendarVersion: facts.calendar.version } });
  }
}

/** The present step's dates by the calendar in force; a lateness that is on record stays. */
function recounted(before: CommonIssue, place: GroupPlace, facts: StepFacts, at: Date): IssueChange | null {
  const { clock } = before;
  if (clock.basis === null || clock.overdue) return null;
  const next = clockFrom(clock.basis, facts);
  if (next.dueAt === clock.dueAt && next.provisional === clock.provisional) return null;
  const set = { clock: next, calendarVersion: facts.calendar.version };
  return changed(before, { type: 'recalculated', at, by: { kind: 'system' }, to: before.state, place, set, reason: `calendar ${facts.calendar.version}`, text: `${clock.dueAt ?? ''} → ${next.dueAt ?? ''}` });
}

interface Step {
  readonly type: IssueTransitionType;
  readonly at: Date;
  readonly by: Actor;
  readonly to: IssueState;
  readonly place: GroupPlace;
  readonly set: Partial<CommonIssue>;
  readonly reason?: string | null;
  readonly text?: string | null;
}

function changed(before: CommonIssue, { type, at, by, to, place, set, reason = null, text = null }: Step): IssueChange {
  const transition: IssueTransition = { type, at: at.toISOString(), by, fromState: before.state, reason, text };
  return { issue: { ...before, ...place, ...set, state: to, sequence: before.sequence + 1 }, transition };
}

/** A step's clock starts anew with its state; an extension moves its end, nothing else does. */
function clockAfter(before: CommonIssue, order: IssueOrder, to: IssueState, facts: StepFacts, at: Date): Partial<CommonIssue> {
  const calendarVersion = facts.calendar.version;
  if (order.command === 'extend') {
    const { basis, dueAt } = before.clock;
    if (basis === null || dueAt === null || order.extendBy === undefined) return {};
    const { amount, unit } = order.extendBy;
    // In its own unit the whole length is counted again from the same start; in another it is counted from the end.
    const extended = unit === basis.within.unit ? { from: basis.from, within: { unit, amount: basis.within.amount + amount } } : { from: dueAt, within: order.extendBy };
    return { clock: clockFrom(extended, facts), calendarVersion };
  }
  if (to === before.state && order.command !== 'callConsultation') return {};
  const meeting = order.consultation === undefined ? null : Date.parse(order.consultation.at);
  const from = meeting !== null && meeting > at.getTime() ? new Date(meeting) : at;
  return { clock: clockOfStep(to, from, facts), calendarVersion };
}

function consequences(before: CommonIssue, order: IssueOrder, at: Date): Partial<CommonIssue> {
  switch (order.command) {
    case 'confirm':
    case 'rename':
      return order.name == null ? {} : { name: order.name };
    case 'dismiss':
      return { stateBeforeEnd: before.state };
    case 'joinInto':
      return { stateBeforeEnd: before.state, joinedInto: order.into ?? null };
    case 'revive':
      return { stateBeforeEnd: null, joinedInto: null };
    case 'undo':
      return order.name == null ? {} : { name: order.name };
    case 'nameLead':
      return { ...(order.lead !== undefined && { lead: order.lead }), joint: [...(order.joint ?? [])] };
    case 'propose':
      return { study: order.study ?? null, proposals: [...(order.proposals ?? [])] };
    case 'callConsultation':
      return { consultation: order.consultation ?? null };
    case 'adoptMeasure':
      return { measure: order.measure ?? null };
    case 'close':
      return { outcome: order.outcome ?? null, reply: order.reply ?? null, closedAt: at.toISOString() };
    case 'reopen':
      return { outcome: null, reply: null, closedAt: null, measure: null, reopenings: before.reopenings + 1 };
    default:
      return {};
  }
}

function textOf(order: IssueOrder): string | null {
  switch (order.command) {
    case 'confirm':
    case 'rename':
      return order.name ?? order.text ?? null;
    case 'nameLead':
      return [order.lead?.name.zh, order.text].filter((part) => part != null).join('：');
    case 'propose':
      return order.study ?? null;
    case 'adoptMeasure':
      return order.measure?.title ?? null;
    case 'close':
      return order.reply ?? null;
    default:
      return order.text ?? null;
  }
}
