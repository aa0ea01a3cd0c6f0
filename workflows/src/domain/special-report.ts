import type { ReportCommand, ReportProblem, ReportState, SpecialReport } from '@suqiao/contracts';

/** What may be asked of a special report: a person's commands, and one that only the system gives. */
export type ReportAsk = ReportCommand | 'finishDrawing';

/** Where a command leads: a state, or `asAsked` where that hangs on the report. */
type Target = ReportState | 'asAsked';

const anytime = { comment: 'asAsked' } as const;
/** What is worked on: text, figures and problems may change. */
const whileWorked = { submit: 'submitted', redraft: 'drafting', addProblem: 'asAsked', changeProblem: 'asAsked', removeProblem: 'asAsked', abandon: 'abandoned', ...anytime } as const;
/** From the number on, only what becomes of its problems changes. */
const whileTracked = { followProblem: 'asAsked', recordInstruction: 'asAsked', ...anytime } as const;

/**
 * The one table of a special report's life: from each state, which command leads where. A command that is not in its state's
 * row is refused by name. The clock has its own rule in `nextReportClock`; nothing else changes a state.
 */
export const reportLifecycle: Readonly<Record<ReportState, Readonly<Partial<Record<ReportAsk, Target>>>>> = {
  drafting: { finishDrawing: 'draft', abandon: 'abandoned', ...anytime },
  draft: whileWorked,
  submitted: { approve: 'asAsked', sendBack: 'sentBack', ...anytime },
  sentBack: whileWorked,
  approved: { freeze: 'frozen', sendBack: 'sentBack', ...anytime },
  frozen: { send: 'sent', ...whileTracked },
  sent: { recordReceipt: 'asAsked', ...whileTracked },
  received: whileTracked,
  concluded: whileTracked,
  abandoned: anytime,
};

/** Why a command is refused. */
export type ReportRefusalRule = 'state' | 'samePerson' | 'problemUnknown' | 'problemTwice' | 'tooManyProblems' | 'figureMissing';

/** A refused command: which, the state it met, what would be allowed there, and the rule. */
export interface ReportRefusal {
  readonly command: ReportAsk;
  readonly state: ReportState;
  readonly allowed: readonly ReportCommand[];
  readonly rule: ReportRefusalRule;
}

export type ReportDecision = { readonly ok: true; readonly to: ReportState } | { readonly ok: false; readonly refusal: ReportRefusal };

/** What decides on a command. `subject` is null for the system; `problemIsSettled` is what a followed problem will be. */
export interface ReportQuestion {
  readonly command: ReportAsk;
  readonly subject: string | null;
  readonly problemId?: string;
  /** Of an added or changed problem. */
  readonly issueId?: string | null;
  readonly problemState?: ReportProblem['state'];
}

type Facts = Pick<SpecialReport, 'state' | 'steps' | 'approvals' | 'submittedBy' | 'problems'>;

/** States in which nothing more happens by itself. */
export const endedReportStates: readonly ReportState[] = ['concluded', 'abandoned'];
/** States in which text and problems may be changed. */
export const workedReportStates: readonly ReportState[] = ['draft', 'sentBack'];
/** States in which the snapshot stands for ever. */
export const frozenReportStates: readonly ReportState[] = ['frozen', 'sent', 'received', 'concluded'];
/** One event carries them all. */
export const mostReportProblems = 100;

/** Commands that a state takes from people, in the order of the table. */
export function allowedReportCommands({ state }: Pick<SpecialReport, 'state'>): ReportCommand[] {
  return (Object.keys(reportLifecycle[state]) as ReportAsk[]).filter((command): command is ReportCommand => command !== 'finishDrawing');
}

/** A refusal of `command` by `rule`, with the state it met. */
export function reportRefusalBy(rule: ReportRefusalRule, facts: Pick<SpecialReport, 'state'>, command: ReportAsk): ReportRefusal {
  return { command, state: facts.state, allowed: allowedReportCommands(facts), rule };
}

/** Whether a problem waits for nobody any more. */
export function isSettled({ state }: Pick<ReportProblem, 'state'>): boolean {
  return state === 'solved' || state === 'dropped';
}

/** Decides on one command against one report: the state it leads to, or the refusal. */
export function decideReport(facts: Facts, question: ReportQuestion): ReportDecision {
  const { command } = question;
  const target = reportLifecycle[facts.state][command];
  if (target === undefined || (command === 'finishDrawing') !== (question.subject === null)) return { ok: false, refusal: reportRefusalBy('state', facts, command) };
  const rule = ruleAgainst(facts, question);
  if (rule !== null) return { ok: false, refusal: reportRefusalBy(rule, facts, command) };
  return { ok: true, to: target === 'asAsked' ? stateAfter(facts, question) : target };
}

/** Who wrote and submitted it signs nothing, and nobody signs twice. */
function ruleAgainst({ approvals, submittedBy, problems }: Facts, { command, subject, problemId, issueId }: ReportQuestion): ReportRefusalRule | null {
  if (command === 'approve' && (submittedBy === subject || approvals.some(({ bySubject }) => bySubject === subject))) return 'samePerson';
  if ((command === 'changeProblem' || command === 'removeProblem' || command === 'followProblem') && !problems.some((problem) => problem.problemId === problemId)) return 'problemUnknown';
  if (command === 'addProblem' && problems.length >= mostReportProblems) return 'tooManyProblems';
  const isNamed = command === 'addProblem' || command === 'changeProblem';
  return isNamed && issueId != null && problems.some((problem) => problem.issueId === issueId && problem.problemId !== problemId) ? 'problemTwice' : null;
}

function stateAfter({ state, steps, approvals, problems }: Facts, { command, problemId, problemState }: ReportQuestion): ReportState {
  switch (command) {
    case 'approve':
      return approvals.length + 1 >= steps.length ? 'approved' : 'submitted';
    case 'recordReceipt':
      return problems.every(isSettled) ? 'concluded' : 'received';
    case 'followProblem': {
      if (state !== 'received' && state !== 'concluded') return state;
      const after = problems.map((problem) => (problem.problemId === problemId ? { state: problemState ?? problem.state } : problem));
      return after.every(isSettled) ? 'concluded' : 'received';
    }
    default:
      return state;
  }
}

/** The next thing that time alone will do to a report: a problem falls overdue. */
export interface NextReportClock {
  readonly fact: 'problemOverdue';
  readonly problemId: string;
  readonly atInMs: number;
}

/**
 * The problem that falls overdue next, or `null` when only a person can move the report on. A problem is late once for each day
 * it is given; its day ends at midnight in Shanghai.
 */
export function nextReportClock({ state, problems }: Pick<SpecialReport, 'state' | 'problems'>): NextReportClock | null {
  if (!frozenReportStates.includes(state)) return null;
  const [next] = problems
    .flatMap((problem) => (problem.dueOn === null || problem.overdue || isSettled(problem) ? [] : [{ fact: 'problemOverdue' as const, problemId: problem.problemId, atInMs: endOfDayInMs(problem.dueOn) }]))
    .sort((one, other) => one.atInMs - other.atInMs || (one.problemId < other.problemId ? -1 : 1));
  return next ?? null;
}

/** When a day of Shanghai is over, in milliseconds of the epoch. */
export function endOfDayInMs(day: string): number {
  return Date.parse(`${day}T00:00:00.000+08:00`) + 86_400_000;
}
