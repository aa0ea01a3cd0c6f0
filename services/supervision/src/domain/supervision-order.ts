import type { Actor, OrderCommand, OrderState, OrderTransition, OrderTransitionType, SupervisionOrder, WorkingCalendar } from '@suqiao/contracts';
import { orderCommands } from '@suqiao/contracts';
import { addDuration } from '@suqiao/workflows/domain';

interface OrderStep {
  readonly from: readonly OrderState[];
  readonly to: OrderState;
  readonly type: OrderTransitionType;
}

/** 督办单的一生: the only place that says which command an order takes in which state, and what it leaves behind. */
export const orderSteps: Readonly<Record<OrderCommand, OrderStep>> = {
  receive: { from: ['issued'], to: 'received', type: 'received' },
  feedback: { from: ['received'], to: 'answered', type: 'feedbackGiven' },
  returnFeedback: { from: ['answered'], to: 'received', type: 'feedbackReturned' },
  close: { from: ['answered'], to: 'closed', type: 'closed' },
  revoke: { from: ['issued', 'received', 'answered'], to: 'revoked', type: 'revoked' },
};

/** Where an order stands in a list: 0 the ordered unit has to answer and the clock runs, 1 it waits for its closing, 2 ended. */
export const orderRanks: Readonly<Record<OrderState, 0 | 1 | 2>> = { issued: 0, received: 0, answered: 1, closed: 2, revoked: 2 };

/** A command as it was given, with what was written. */
export interface OrderWish {
  readonly command: OrderCommand;
  readonly by: Actor;
  readonly reason: string | null;
  readonly text: string | null;
}

/** An illegal command, by name, with the state it met and what that state allows. */
export interface OrderRefusal {
  readonly command: OrderCommand;
  readonly state: OrderState;
  readonly allowed: readonly OrderCommand[];
}

/** A transition and the order right after it. */
export interface TakenStep {
  readonly order: SupervisionOrder;
  readonly transition: OrderTransition;
}

/** An order after some steps, which stand in their order; at least one. */
export interface OrderChange {
  readonly order: SupervisionOrder;
  readonly steps: readonly TakenStep[];
}

export type OrderDecision = ({ readonly ok: true } & OrderChange) | { readonly ok: false; readonly refusal: OrderRefusal };

/** The commands that a state takes. */
export function allowedCommands(state: OrderState): OrderCommand[] {
  return orderCommands.filter((command) => orderSteps[command].from.includes(state));
}

/** Past its due date while the ordered unit still has to answer. */
export function isOverdue(order: Pick<SupervisionOrder, 'state' | 'dueAt'>, now: Date): boolean {
  return orderRanks[order.state] === 0 && Date.parse(order.dueAt) <= now.getTime();
}

/** When the sweep has to look at an order: its due date while its clock runs and the lateness is not on record; else `null`. */
export function sweepInstant(order: Pick<SupervisionOrder, 'state' | 'dueAt' | 'overdueAt'>): Date | null {
  return orderRanks[order.state] === 0 && order.overdueAt === null ? new Date(order.dueAt) : null;
}

/** Everything of a new order but what issuing itself adds. */
export type OrderDraft = Omit<SupervisionOrder, 'state' | 'receivedAt' | 'feedback' | 'overdueAt' | 'endedAt' | 'sequence'>;

/** A new order with its first transition. */
export function issued(draft: OrderDraft, by: Actor): OrderChange {
  const order: SupervisionOrder = { ...draft, state: 'issued', receivedAt: null, feedback: null, overdueAt: null, endedAt: null, sequence: 1 };
  const transition: OrderTransition = { type: 'issued', at: draft.issuedAt, by, fromState: null, reason: null, text: draft.demand, unitId: draft.unit.unitId };
  return { order, steps: [{ order, transition }] };
}

/**
 * The order once its lateness is on record, at its due date exactly, however late this is asked; `null` when it is not late
 * or the record has it. Both the sweep and every command ask, so that feedback a moment too late stays late.
 */
export function lateChange(order: SupervisionOrder, now: Date): OrderChange | null {
  return lateFrom(order, now, order.dueAt);
}

function lateFrom(order: SupervisionOrder, now: Date, at: string): OrderChange | null {
  if (order.overdueAt !== null || !isOverdue(order, now)) return null;
  const transition: OrderTransition = { type: 'overdue', at, by: { kind: 'clock' }, fromState: order.state, reason: null, text: null, unitId: null };
  const after = { ...order, overdueAt: at, sequence: order.sequence + 1 };
  return { order: after, steps: [{ order: after, transition }] };
}

/**
 * The order with its due date counted anew, on the record; `null` when nothing changes, when a date was given instead of a
 * length, or when its clock runs no more. A lateness that was recorded stays.
 */
export function recountChange(order: SupervisionOrder, calendar: WorkingCalendar, now: Date): OrderChange | null {
  if (order.within === undefined || order.endedAt !== null) return null;
  const { at: due, provisional } = addDuration(calendar, new Date(order.issuedAt), order.within);
  const dueAt = due.toISOString();
  if (dueAt === order.dueAt && provisional === order.provisional) return null;
  const transition: OrderTransition = {
    type: 'recalculated', at: now.toISOString(), by: { kind: 'system' }, fromState: order.state, reason: `calendar ${calendar.version}`, text: `${order.dueAt} → ${dueAt}`, unitId: null,
  };
  const after = { ...order, dueAt, provisional, sequence: order.sequence + 1 };
  return { order: after, steps: [{ order: after, transition }] };
}

/** Carries out a command, or refuses it by name. A lateness that is not on record yet is recorded with it, in its place. */
export function carryOut(before: SupervisionOrder, wish: OrderWish, now: Date): OrderDecision {
  const step = orderSteps[wish.command];
  if (!step.from.includes(before.state)) return { ok: false, refusal: { command: wish.command, state: before.state, allowed: allowedCommands(before.state) } };
  const late = lateChange(before, now);
  const order = late?.order ?? before;
  const at = now.toISOString();
  const transition: OrderTransition = { type: step.type, at, by: wish.by, fromState: order.state, reason: wish.reason, text: wish.text, unitId: null };
  const stepped: SupervisionOrder = { ...order, ...consequences(wish, at), state: step.to, sequence: order.sequence + 1 };
  // Feedback that is returned after the due date leaves a late order behind: late from the return on.
  const lateAfter = lateFrom(stepped, now, at);
  return { ok: true, order: lateAfter?.order ?? stepped, steps: [...(late?.steps ?? []), { order: stepped, transition }, ...(lateAfter?.steps ?? [])] };
}

function consequences({ command, by, text }: OrderWish, at: string): Partial<SupervisionOrder> {
  switch (command) {
    case 'receive':
      return { receivedAt: at };
    case 'feedback':
      return { feedback: { at, by, text: text ?? '' } };
    case 'returnFeedback':
      return { feedback: null };
    case 'close':
    case 'revoke':
      return { endedAt: at };
  }
}
