import { consultationCommandBodySchemas, newConsultationSchema, type Consultation, type ConsultationCommand } from '@suqiao/contracts';

/** A task as it is written down. */
export interface WrittenTask {
  readonly text: string;
  readonly unitId: string;
  readonly days: string;
}

/** What was filled in, as written: lists have one entry a line. */
export interface ConsultationFilled {
  readonly title: string;
  readonly day: string;
  readonly time: string;
  readonly place: string;
  readonly unitIds: readonly string[];
  readonly others: string;
  readonly issueIds: readonly string[];
  readonly topics: string;
  readonly minutes: string;
  readonly decisions: string;
  readonly tasks: readonly WrittenTask[];
  readonly taskId: string;
  /** Feedback, reason or note. */
  readonly said: string;
}

/** What a form asks for: to call one, or a command. */
export type ConsultationAsk = ConsultationCommand | 'call';

const inShanghai = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString();

/** A form for a new consultation, or with what a consultation has now. */
export function filledFrom(now: Consultation | null, taskId = ''): ConsultationFilled {
  return {
    title: now?.title ?? '', day: now === null ? '' : inShanghai(now.at).slice(0, 10), time: now === null ? '09:00' : inShanghai(now.at).slice(11, 16), place: now?.place ?? '', unitIds: now?.units.map(({ unitId }) => unitId) ?? [],
    others: now?.others.join('\n') ?? '', issueIds: now?.agenda.flatMap(({ issueId }) => issueId ?? []) ?? [], topics: now?.agenda.flatMap(({ issueId, title }) => (issueId === null ? [title] : [])).join('\n') ?? '',
    minutes: '', decisions: '', tasks: [], taskId, said: '',
  };
}

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

function bodyOf(ask: ConsultationAsk, filled: ConsultationFilled): unknown {
  const said = filled.said.trim();
  switch (ask) {
    case 'call':
    case 'change': {
      const at = new Date(`${filled.day}T${filled.time}:00+08:00`);
      return { title: filled.title.trim(), at: Number.isNaN(at.getTime()) ? filled.day : at.toISOString(), place: filled.place.trim(), unitIds: filled.unitIds, others: lines(filled.others), issueIds: filled.issueIds, topics: lines(filled.topics) };
    }
    case 'hold':
      return { minutes: filled.minutes.trim(), decisions: lines(filled.decisions), tasks: filled.tasks.map(({ text, unitId, days }) => ({ text: text.trim(), unitId, within: { unit: 'workingDays', amount: Number(days) } })) };
    case 'finishTask':
      return { taskId: filled.taskId, feedback: said };
    case 'returnTask':
      return { taskId: filled.taskId, reason: said };
    case 'close':
      return said === '' ? {} : { note: said };
    case 'cancel':
      return { reason: said };
  }
}

/** Fields that a form can point at; a task's are `tasks.0.text`. */
export type ConsultationBody = { readonly ok: true; readonly body: object } | { readonly ok: false; readonly faults: readonly string[] };

const formNames: Readonly<Record<string, string>> = { at: 'day', feedback: 'said', reason: 'said', note: 'said', 'tasks.unitId': 'unitId', 'tasks.within': 'days' };

/** The body as the contract allows it, or the fields that it does not allow. */
export function consultationBodyFrom(ask: ConsultationAsk, filled: ConsultationFilled): ConsultationBody {
  const parsed = (ask === 'call' ? newConsultationSchema : consultationCommandBodySchemas[ask]).safeParse(bodyOf(ask, filled));
  if (parsed.success) return { ok: true, body: parsed.data };
  const faults = parsed.error.issues.map(({ path: [name, index, part] }) => (name === 'tasks' && part !== undefined ? `tasks.${String(index)}.${formNames[`tasks.${String(part)}`] ?? String(part)}` : (formNames[String(name)] ?? String(name))));
  return { ok: false, faults: [...new Set(faults)] };
}
