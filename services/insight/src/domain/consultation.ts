import type { Actor, Consultation, ConsultationCommand, ConsultationState, ConsultationTask, ConsultationTransition, ConsultationTransitionType } from '@suqiao/contracts';

/** The one table of a consultation's life: from each state, which command leads where. */
export const consultationLifecycle: Readonly<Record<ConsultationState, Readonly<Partial<Record<ConsultationCommand, ConsultationState>>>>> = {
  called: { change: 'called', hold: 'held', cancel: 'cancelled' },
  held: { finishTask: 'held', returnTask: 'held', close: 'closed' },
  closed: {},
  cancelled: {},
};

/** What is decided on, with what the contract's body became. */
export interface ConsultationOrder {
  readonly command: ConsultationCommand;
  readonly by: Actor;
  readonly text: string | null;
  /** finishTask, returnTask. */
  readonly taskId?: string;
  /** change, hold: what is different afterwards. */
  readonly set?: Partial<Pick<Consultation, 'title' | 'at' | 'place' | 'units' | 'others' | 'agenda' | 'minutes' | 'decisions' | 'tasks'>>;
}

/** Why a command is refused. */
export type ConsultationRule = 'state' | 'taskUnknown' | 'taskDone' | 'taskOpen' | 'tasksOpen';

export interface ConsultationRefusal {
  readonly command: ConsultationCommand;
  readonly state: ConsultationState;
  readonly allowed: readonly ConsultationCommand[];
  readonly rule: ConsultationRule;
}

export interface ConsultationChange {
  readonly consultation: Consultation;
  readonly transition: ConsultationTransition;
}
export type ConsultationDecision = { readonly ok: true; readonly change: ConsultationChange } | { readonly ok: false; readonly refusal: ConsultationRefusal };

const typeOf: Readonly<Record<ConsultationCommand, ConsultationTransitionType>> = { change: 'changed', hold: 'held', finishTask: 'taskDone', returnTask: 'taskReturned', close: 'closed', cancel: 'cancelled' };

export function allowedConsultationCommands({ state }: Pick<Consultation, 'state'>): ConsultationCommand[] {
  return Object.keys(consultationLifecycle[state]) as ConsultationCommand[];
}

/** Decides on one command: the consultation after it with the line of its record, or the refusal. */
export function decideConsultation(before: Consultation, order: ConsultationOrder, now: Date): ConsultationDecision {
  const { command } = order;
  const refuse = (rule: ConsultationRule): ConsultationDecision => ({ ok: false, refusal: { command, state: before.state, allowed: allowedConsultationCommands(before), rule } });
  const to = consultationLifecycle[before.state][command];
  if (to === undefined) return refuse('state');
  if (command === 'close' && before.tasks.some(({ doneAt }) => doneAt === null)) return refuse('tasksOpen');
  const task = before.tasks.find(({ taskId }) => taskId === order.taskId);
  if (command === 'finishTask' || command === 'returnTask') {
    if (task === undefined) return refuse('taskUnknown');
    if ((task.doneAt !== null) !== (command === 'returnTask')) return refuse(command === 'returnTask' ? 'taskOpen' : 'taskDone');
  }
  const tasks = order.set?.tasks ?? before.tasks.map((each) => (each === task ? afterCommand(each, order, now) : each));
  return { ok: true, change: changed({ ...before, ...order.set, tasks }, to, typeOf[command], order, now) };
}

function afterCommand(task: ConsultationTask, { command, text }: ConsultationOrder, now: Date): ConsultationTask {
  if (command === 'finishTask') return { ...task, doneAt: now.toISOString(), feedback: text };
  // Taken up again: its due date stays as it was given.
  return command === 'returnTask' ? { ...task, doneAt: null } : task;
}

/** The first task that has fallen due and was not late before, as late; `null` when there is none. Once a task. */
export function lateTask(before: Consultation, now: Date): ConsultationChange | null {
  const late = before.state !== 'held' ? undefined : before.tasks.find(({ doneAt, overdue, dueAt }) => doneAt === null && !overdue && Date.parse(dueAt) <= now.getTime());
  if (late === undefined) return null;
  const tasks = before.tasks.map((task) => (task === late ? { ...task, overdue: true } : task));
  return changed({ ...before, tasks }, before.state, 'taskOverdue', { by: { kind: 'clock' }, taskId: late.taskId, text: late.text }, now);
}

/** When the next task of a consultation falls due; `null` when none is open and not late already. */
export function nextTaskDue({ state, tasks }: Pick<Consultation, 'state' | 'tasks'>): Date | null {
  const open = state === 'held' ? tasks.filter(({ doneAt, overdue }) => doneAt === null && !overdue).map(({ dueAt }) => Date.parse(dueAt)) : [];
  return open.length === 0 ? null : new Date(Math.min(...open));
}

function changed(after: Consultation, state: ConsultationState, type: ConsultationTransitionType, { by, taskId = null, text }: Pick<ConsultationOrder, 'by' | 'text'> & { readonly taskId?: string | null }, now: Date): ConsultationChange {
  return { consultation: { ...after, state, sequence: after.sequence + 1 }, transition: { type, at: now.toISOString(), by, taskId, text } };
}
