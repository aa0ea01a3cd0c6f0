import type { Actor, ReportProblem, ReportTransition, ReportTransitionType, SpecialReport } from '@suqiao/contracts';
import type { ReportHappening, ReportOrder } from '@suqiao/workflows';
import { reportQuestionOf } from '@suqiao/workflows';
import { decideReport, endOfDayInMs, nextReportClock, type ReportAsk, type ReportDecision } from '@suqiao/workflows/domain';
import type { ReportOffice } from './report-names';

/** A report after something happened to it, and the line of its history. Its number and digest are given by who stores it. */
export interface ReportChange {
  readonly report: SpecialReport;
  readonly transition: ReportTransition;
}

export type PlannedReportChange = { readonly ok: true; readonly change: ReportChange | null } | Extract<ReportDecision, { readonly ok: false }>;

const typeOf: Readonly<Record<ReportAsk, ReportTransitionType>> = {
  finishDrawing: 'drafted', redraft: 'redrafted', submit: 'submitted', approve: 'stepApproved', sendBack: 'sentBack', freeze: 'frozen', send: 'sent', recordReceipt: 'receiptRecorded', recordInstruction: 'instructed',
  addProblem: 'problemAdded', changeProblem: 'problemChanged', removeProblem: 'problemRemoved', followProblem: 'problemFollowed', comment: 'commented', abandon: 'abandoned',
};

/** A report that is to be drafted, and how its history begins. */
export function newReport(reportId: string, quarter: string, { divisionCode, steps }: ReportOffice, by: Actor, now: Date): ReportChange {
  const at = now.toISOString();
  return {
    report: {
      reportId, quarter, divisionCode, state: 'drafting', drawing: 0, keepText: false, steps: steps.map(({ step, name }) => ({ step, name: { ...name } })), approvals: [], submittedBy: null, number: null, digest: null,
      frozenAt: null, sending: null, receipt: null, instructions: [], problems: [], createdAt: at, sequence: 1,
    },
    transition: { type: 'created', at, by, fromState: null, reason: null, text: quarter },
  };
}

/** The report after `happening`; no change where the clock's fact is no longer the next. */
export function planReportChange(before: SpecialReport, happening: ReportHappening): PlannedReportChange {
  if (happening.kind === 'clock') return { ok: true, change: overdueChange(before, happening.problemId, happening.at) };
  const { order, at } = happening;
  const decision = decideReport(before, reportQuestionOf(order));
  if (!decision.ok) return decision;
  const ends = decision.to !== before.state && (decision.to === 'approved' || (decision.to === 'concluded' && order.command === 'followProblem'));
  const type = ends ? (decision.to === 'approved' ? 'approved' : 'concluded') : typeOf[order.command];
  const report = { ...before, ...consequences(before, order, at), state: decision.to, sequence: before.sequence + 1 };
  return { ok: true, change: { report, transition: { type, at, by: order.by, fromState: before.state, reason: order.reason ?? null, text: textOf(before, order) } } };
}

function overdueChange(before: SpecialReport, problemId: string, at: string): ReportChange | null {
  const next = nextReportClock(before);
  if (next?.problemId !== problemId || next.atInMs > Date.parse(at)) return null;
  const problems = before.problems.map((problem) => (problem.problemId === problemId ? { ...problem, overdue: true } : problem));
  const name = before.problems.find((problem) => problem.problemId === problemId)?.name ?? null;
  return { report: { ...before, problems, sequence: before.sequence + 1 }, transition: { type: 'problemOverdue', at, by: { kind: 'clock' }, fromState: before.state, reason: null, text: name } };
}

function consequences(before: SpecialReport, order: ReportOrder, at: string): Partial<SpecialReport> {
  switch (order.command) {
    case 'finishDrawing':
      return { drawing: before.drawing + 1, keepText: false };
    case 'redraft':
      return { keepText: order.keepText ?? true };
    case 'submit':
      return { approvals: [], submittedBy: order.by.kind === 'person' ? order.by.subject : null };
    case 'approve':
      return { approvals: [...before.approvals, approvalOf(before, order, at)] };
    case 'freeze':
      return { frozenAt: at };
    case 'send':
      return { sending: order.sending === undefined ? null : { ...order.sending, at } };
    case 'recordReceipt':
      return { receipt: order.receipt ?? null };
    case 'recordInstruction':
      return order.instruction === undefined ? {} : { instructions: [...before.instructions, order.instruction] };
    case 'addProblem':
      return { problems: [...before.problems, problemOf(order, null, at)] };
    case 'changeProblem':
    case 'followProblem':
      return { problems: before.problems.map((problem) => (problem.problemId === order.problemId ? problemOf(order, problem, at) : problem)) };
    case 'removeProblem':
      return { problems: before.problems.filter(({ problemId }) => problemId !== order.problemId) };
    default:
      return {};
  }
}

function approvalOf({ steps, approvals }: SpecialReport, { by, opinion }: ReportOrder, at: string): SpecialReport['approvals'][number] {
  const person = by.kind === 'person' ? by : { subject: '', name: '' };
  return { step: steps[approvals.length]?.step ?? '', bySubject: person.subject, byName: person.name, at, opinion: opinion ?? null };
}

/** A problem is late anew for each day that it is given. */
function problemOf({ problemId, orderId, problem }: ReportOrder, before: ReportProblem | null, at: string): ReportProblem {
  const blank: ReportProblem = { problemId: problemId ?? orderId, name: '', issueId: null, state: 'open', owner: null, dueOn: null, overdue: false, progress: null };
  const after = { ...(before ?? blank), ...problem };
  const isLate = after.dueOn !== null && before?.overdue === true && endOfDayInMs(after.dueOn) <= Date.parse(at);
  return { ...after, overdue: isLate };
}

function textOf(before: SpecialReport, order: ReportOrder): string | null {
  const name = before.problems.find(({ problemId }) => problemId === order.problemId)?.name;
  switch (order.command) {
    case 'approve':
      return [before.steps[before.approvals.length]?.name.zh, order.opinion].filter((part) => part != null).join('：');
    case 'send':
      return order.sending === undefined ? null : `${order.sending.recipient}（${order.sending.way}）`;
    case 'recordReceipt':
      return order.receipt?.receiptNumber ?? null;
    case 'recordInstruction':
      return order.instruction === undefined ? null : `${order.instruction.office}：${order.instruction.text}`;
    case 'addProblem':
      return order.problem?.name ?? null;
    case 'changeProblem':
    case 'removeProblem':
      return name ?? null;
    case 'followProblem':
      return [name, order.problem?.progress].filter((part) => part != null).join('：');
    default:
      return order.text ?? null;
  }
}
