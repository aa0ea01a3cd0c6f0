import type { CaseSnapshot, Duration, DropReason, Name, ReminderCause, Transition, UnitReference, WorkingCalendar } from '@suqiao/contracts';
import { addDuration, nextOfficeInstant, withinOfficeHours } from '@suqiao/workflows/domain';

/** A dated, named set of rules for reminders, with its source. */
export interface ReminderRules {
  readonly name: string;
  readonly version: number;
  readonly title: Name;
  readonly source: Name;
  /** First day in force, Asia/Shanghai. */
  readonly validFrom: string;
  /** First day no longer in force; null: open. */
  readonly validTo: string | null;
  /** How long the same person leaves the same unit alone on the same case. */
  readonly pause: Duration;
  /** What a reminder says by itself, in the language of the document. */
  readonly texts: Readonly<Record<ReminderCause, string>>;
}

/** The deployment's rules, the oldest first. Edit them here: add a set with its first day and close the one before. */
export const reminderRules: readonly ReminderRules[] = [
  {
    name: 'reminders', version: 1, validFrom: '2020-01-01', validTo: null, pause: { unit: 'officeHours', amount: 4 },
    title: { zh: '催办规则', en: 'Rules for reminders' },
    source: {
      zh: '山东省 2020 年企业诉求规则：超期先催办、再督办。文件未给出、由部署选择：同一人两次催办的间隔、催办用语',
      en: 'Shandong rule for enterprise appeals of 2020: overdue, then a reminder, then supervision. Not in the document, the deployment\'s choice: the pause between two reminders by one person, and the words',
    },
    texts: {
      acceptanceOverdue: '该诉求已过签收期限，请立即签收并办理。',
      replyOverdue: '该诉求已过首次回复期限，请立即联系诉求人并给予回复。',
      dueSoon: '该诉求即将到期，请抓紧办理并按期答复。',
      overdue: '该诉求已超过本级办理期限，请立即办理并说明超期原因。',
      jointOverdue: '该诉求的协办事项已超过期限，请立即向主办单位答复。',
      person: '请抓紧办理该诉求并及时答复。',
    },
  },
];

const shanghaiOffsetInMs = 8 * 3600 * 1000;

/**
 * The set in force on the Shanghai day of an instant; the newest of several.
 * @throws RangeError when none is in force on that day
 */
export function rulesInForce(rules: readonly ReminderRules[], at: Date): ReminderRules {
  const day = new Date(at.getTime() + shanghaiOffsetInMs).toISOString().slice(0, 10);
  const found = rules.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo)).at(-1);
  if (found === undefined) throw new RangeError(`no rules for reminders are in force on ${day}`);
  return found;
}

/** What of a case decides on a reminder. */
export type RemindedFacts = Pick<CaseSnapshot, 'sequence' | 'state' | 'unit' | 'joint' | 'fired' | 'clocks'>;

/** Whom a step of a case makes a clock remind, and why; `null` for any other step. */
export function reminderAskedBy(facts: Pick<CaseSnapshot, 'unit' | 'joint'>, transition: Pick<Transition, 'type' | 'toUnitId'>): { readonly cause: ReminderCause; readonly unit: UnitReference } | null {
  switch (transition.type) {
    case 'acceptanceOverdue':
    case 'replyOverdue':
    case 'dueSoon':
    case 'overdue':
      return { cause: transition.type, unit: facts.unit };
    case 'jointOverdue': {
      const part = facts.joint.findLast(({ unit }) => unit.unitId === transition.toUnitId);
      return part === undefined ? null : { cause: 'jointOverdue', unit: part.unit };
    }
    default:
      return null;
  }
}

/** `${caseId}:${sequence}:${cause}`: what makes an automatic reminder the same one, however often its step is told. */
export function reminderKey({ caseId, sequence }: Pick<CaseSnapshot, 'caseId' | 'sequence'>, cause: ReminderCause): string {
  return `${caseId}:${String(sequence)}:${cause}`;
}

/** Why a unit need not be reminded any more of what a case waited for; `null` while the case still waits for it. */
export function noLongerWaits(present: RemindedFacts, cause: ReminderCause, unitId: string, now: Date): DropReason | null {
  if (present.state === 'closed') return 'closed';
  if (cause === 'jointOverdue') return jointNoLongerWaits(present, unitId, now);
  if (present.state === 'answered' || present.state === 'suspended') return present.state;
  if (present.unit.unitId !== unitId) return 'movedOn';
  const { acceptBy, replyBy, dueSoonAt, stepDueAt } = present.clocks;
  switch (cause) {
    case 'acceptanceOverdue':
      if (present.state === 'accepted') return 'accepted';
      return acceptBy !== null && Date.parse(acceptBy) > now.getTime() ? 'notDue' : null;
    case 'replyOverdue':
      if (replyBy === undefined) return 'answered';
      return Date.parse(replyBy) > now.getTime() ? 'notDue' : null;
    case 'dueSoon':
      if (present.fired.overdue) return 'overtaken';
      return Date.parse(dueSoonAt) > now.getTime() ? 'notDue' : null;
    case 'overdue':
      return Date.parse(stepDueAt) > now.getTime() ? 'notDue' : null;
    case 'person':
      return null;
  }
}

function jointNoLongerWaits({ state, joint }: RemindedFacts, unitId: string, now: Date): DropReason | null {
  const open = joint.find((part) => part.unit.unitId === unitId && part.endedAt === null);
  if (open === undefined) return 'jointEnded';
  if (state === 'suspended') return 'suspended';
  return Date.parse(open.dueAt) > now.getTime() ? 'notDue' : null;
}

/** What becomes of a reminder at an instant. */
export type ReminderFate =
  | { readonly kind: 'send' }
  | { readonly kind: 'drop'; readonly reason: DropReason }
  | { readonly kind: 'wait'; readonly sendAt: Date };

/**
 * What to do with a reminder whose time has come. However late this is asked, nothing leaves outside office hours; what is
 * asked for no more is dropped first, so that a night's wait does not keep it.
 */
export function fateOf(present: RemindedFacts, reminder: { readonly cause: ReminderCause; readonly unitId: string; readonly sendAt: string }, calendar: WorkingCalendar, now: Date): ReminderFate {
  const reason = noLongerWaits(present, reminder.cause, reminder.unitId, now);
  if (reason !== null) return { kind: 'drop', reason };
  const planned = new Date(reminder.sendAt);
  if (planned > now) return { kind: 'wait', sendAt: planned };
  return withinOfficeHours(calendar, now) ? { kind: 'send' } : { kind: 'wait', sendAt: nextOfficeInstant(calendar, now).at };
}

/** Until when a person leaves a unit alone on a case after a reminder. */
export function pausedUntil(rules: ReminderRules, calendar: WorkingCalendar, lastAskedAt: Date): Date {
  return addDuration(calendar, lastAskedAt, rules.pause).at;
}

/** `2026-11-24 08:30` in Asia/Shanghai, as people read it. */
export function shanghaiMinute(at: Date): string {
  return new Date(at.getTime() + shanghaiOffsetInMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** The calendar day `yyyy-mm-dd` of an instant in Asia/Shanghai. */
export function shanghaiDay(at: Date): string {
  return shanghaiMinute(at).slice(0, 10);
}
