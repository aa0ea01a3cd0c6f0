import { issueCommandBodySchemas, type IssueCommand, type IssueCommandBodies } from '@suqiao/contracts';

/** Fields of the forms, as the contract or its parts call them. */
export type IssueField = 'name' | 'reason' | 'other' | 'unitId' | 'jointUnitIds' | 'demand' | 'study' | 'proposals' | 'day' | 'time' | 'participants' | 'agenda' | 'kind' | 'title' | 'text' | 'document' | 'outcome' | 'reply' | 'days';
/** Commands that are given by a form of their own; appeals are moved, and corrections undone, where they are shown. */
export type FormCommand = Exclude<IssueCommand, 'move' | 'undo'>;

/** What each form asks for, in the order in which it is asked. */
export const issueFields: Readonly<Record<FormCommand, readonly IssueField[]>> = {
  confirm: ['name'], dismiss: ['reason'], revive: ['reason'], rename: ['name'], join: ['other'], split: ['name'], nameLead: ['unitId', 'jointUnitIds', 'demand'], propose: ['study', 'proposals'],
  callConsultation: ['day', 'time', 'participants', 'agenda'], adoptMeasure: ['kind', 'title', 'text', 'document', 'day'], studyAgain: ['reason'], close: ['outcome', 'reply'], reopen: ['reason'], extend: ['days', 'reason'], comment: ['text'],
};

/** What was filled in, as written. */
export type IssueFilled = Readonly<Record<Exclude<IssueField, 'jointUnitIds'>, string>> & { readonly jointUnitIds: readonly string[]; readonly appealIds: readonly string[] };

export function blankIssueForm(appealIds: readonly string[] = []): IssueFilled {
  return { name: '', reason: '', other: '', unitId: '', jointUnitIds: [], demand: '', study: '', proposals: '', day: '', time: '09:00', participants: '', agenda: '', kind: 'policy', title: '', text: '', document: '', outcome: 'solved', reply: '', days: '', appealIds };
}

/** An instant of Shanghai's clock as RFC 3339 in UTC; the text as written where it is none. */
function instantOf(day: string, time: string): string {
  const at = new Date(`${day}T${time}:00+08:00`);
  return Number.isNaN(at.getTime()) ? day : at.toISOString();
}

const optional = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() });

/** The body that a filled form asks for, before the contract has looked at it. */
function bodyOf(command: FormCommand, filled: IssueFilled): unknown {
  switch (command) {
    case 'confirm':
      return optional('name', filled.name);
    case 'split':
      return { appealIds: filled.appealIds, ...optional('name', filled.name) };
    case 'rename':
      return { name: filled.name.trim() };
    case 'join':
      return { other: filled.other };
    case 'nameLead':
      return { unitId: filled.unitId, jointUnitIds: filled.jointUnitIds, demand: filled.demand.trim() };
    case 'propose':
      return { study: filled.study.trim(), proposals: filled.proposals.split('\n').map((line) => line.trim()).filter((line) => line !== '') };
    case 'callConsultation':
      return { at: instantOf(filled.day, filled.time), participants: filled.participants.trim(), agenda: filled.agenda.trim() };
    case 'adoptMeasure':
      return { kind: filled.kind, title: filled.title.trim(), text: filled.text.trim(), effectiveAt: instantOf(filled.day, '00:00'), ...optional('document', filled.document) };
    case 'close':
      return { outcome: filled.outcome, reply: filled.reply.trim() };
    case 'extend':
      return { by: { unit: 'workingDays', amount: Number(filled.days) }, reason: filled.reason.trim() };
    case 'comment':
      return { text: filled.text.trim() };
    case 'dismiss':
    case 'revive':
    case 'studyAgain':
    case 'reopen':
      return { reason: filled.reason.trim() };
  }
}

/** Where the contract's name is another than the form's. */
const formNames: Readonly<Record<string, IssueField>> = { at: 'day', effectiveAt: 'day', by: 'days' };

export type IssueBody = { readonly ok: true; readonly body: IssueCommandBodies[FormCommand] } | { readonly ok: false; readonly faults: readonly IssueField[] };

/** The body of a command as the contract allows it, or the fields that it does not allow. */
export function issueBodyFrom(command: FormCommand, filled: IssueFilled): IssueBody {
  const parsed = issueCommandBodySchemas[command].safeParse(bodyOf(command, filled));
  if (parsed.success) return { ok: true, body: parsed.data };
  const names = parsed.error.issues.map(({ path }) => String(path[0]));
  return { ok: false, faults: issueFields[command].filter((field) => names.some((name) => (formNames[name] ?? name) === field)) };
}
