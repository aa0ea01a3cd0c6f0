import type { CaseSnapshot, JointPart, UnitReference } from '@suqiao/contracts';
import { extendedBasis, redoFollows, secondWrongReturn, type CaseOrder, type Change } from '@suqiao/workflows';
import { basesOf, basisFrom, dated, dateOf, openingBases, paused, pausedParts, replied, resumed, withAcceptance, withClosing } from './dates';
import { reference, resuming, rising, type PlanningFacts } from './hand-over';

/** The change that an order makes, after the table allowed it. */
export function planOrder(before: CaseSnapshot, order: CaseOrder, at: string, facts: PlanningFacts): Change {
  const base = { at, by: order.by, reason: order.reason };
  const { policy } = facts;
  switch (order.command) {
    case 'accept':
      return { ...base, type: 'accepted', set: withAcceptance(before, null, facts) };
    case 'return': {
      const unit = reference(facts.route({ categoryCode: null, divisionCode: before.unit.divisionCode, level: before.level }));
      return { ...base, type: 'returned', toUnitId: unit.unitId, set: { unit, ...withAcceptance(before, basisFrom(at, policy.acceptWithin), facts) } };
    }
    case 'transfer':
      return transfer(before, order, at, facts);
    case 'askJoint':
    case 'answerJoint':
    case 'releaseJoint':
      return { ...base, ...jointChange(before, order, at, facts) };
    case 'answer':
      return { ...base, ...answerChange(before, order, at, facts) };
    case 'requestExtension':
    case 'requestSuspension':
    case 'requestRise':
      return { ...base, ...requestChange(order, at) };
    case 'approve':
      return { ...base, ...approval(before, at, facts) };
    case 'refuse':
      return { ...base, type: 'requestRefused', text: before.request?.kind ?? null };
    case 'resume':
      return { ...base, type: 'resumed', set: resuming(before, at, facts) };
    case 'passAnswer':
      return { ...base, type: 'answerPassed', set: withClosing(before, basisFrom(at, policy.closeWithin), facts) };
    case 'sendBack':
      return { ...base, type: 'sentBack', set: newStep(before, at, facts) };
    case 'followUp':
      return followUp(before, order, at, facts);
    case 'close':
      return { ...base, type: 'closed', set: { ...withClosing(before, null, facts), solution: order.solution ?? before.solution } };
    case 'reopen':
      return { ...base, type: 'reopened', toUnitId: before.unit.unitId, set: newRound(at, facts) };
    case 'withdraw':
      return { ...base, type: 'withdrawn' };
    case 'merge':
      return { ...base, type: 'merged', set: { mergedInto: order.into ?? null } };
    case 'unmerge':
      return { ...base, type: 'unmerged', text: before.mergedInto?.trackingNumber ?? null, toUnitId: before.unit.unitId, set: takenUpAgain(before, at, facts) };
    case 'comment':
      return { ...base, type: 'commented', text: order.text ?? null };
    case 'setConfidential':
      return { ...base, type: 'confidentialSet', set: { confidential: order.confidential ?? true } };
  }
}

function transfer(before: CaseSnapshot, order: CaseOrder, at: string, facts: PlanningFacts): Change {
  if (order.unit === null) throw new Error('a transfer without its unit passed the table');
  const base = { at, by: order.by, reason: order.reason };
  const categoryCode = order.categoryCode ?? before.categoryCode;
  if (secondWrongReturn(before, order)) return { ...base, type: 'escalated', ...rising({ ...before, categoryCode }, at, facts) };
  const jurisdictionFound = order.unit.divisionCode !== before.unit.divisionCode;
  return {
    ...base, type: 'transferred', toUnitId: order.unit.unitId,
    set: {
      unit: order.unit, categoryCode, ...withAcceptance(before, basisFrom(at, facts.policy.acceptWithin), facts),
      ...(jurisdictionFound && { divisionCode: order.unit.divisionCode }),
    },
  };
}

function jointChange(before: CaseSnapshot, order: CaseOrder, at: string, facts: PlanningFacts): Pick<Change, 'type' | 'text' | 'toUnitId' | 'set'> {
  const end = (unitId: string | null | undefined, answer: string | null): JointPart[] =>
    before.joint.map((part) => (part.unit.unitId === unitId && part.endedAt === null ? { ...part, endedAt: at, answer } : part));
  switch (order.command) {
    case 'answerJoint':
      return { type: 'jointAnswered', text: order.answer, toUnitId: before.unit.unitId, set: { joint: end(order.byUnitId, order.answer) } };
    case 'releaseJoint':
      return { type: 'jointReleased', toUnitId: order.unit?.unitId ?? null, set: { joint: end(order.unit?.unitId, null) } };
    default: {
      const basis = basisFrom(at, order.within ?? facts.policy.jointWithin);
      const dueAt = dateOf(basis, facts.calendar).at.toISOString();
      const part = (unit: UnitReference): JointPart => ({ unit, demand: order.text ?? '', askedAt: at, dueAt, basis, late: false, endedAt: null, answer: null });
      const units = order.units ?? [];
      return { type: 'jointAsked', text: order.text ?? null, toUnitId: units[0]?.unitId ?? null, set: { joint: [...before.joint, ...units.map(part)] } };
    }
  }
}

function answerChange(before: CaseSnapshot, order: CaseOrder, at: string, facts: PlanningFacts): Pick<Change, 'type' | 'text' | 'set'> {
  const text = order.answer ?? '';
  if (order.final === false) return { type: 'interimAnswered', text, set: { interimAnswers: [...before.interimAnswers, { at, text }], ...replied({ bases: basesOf(before, facts.policy), clocks: before.clocks }) } };
  const check = facts.policy.qualityCheck === 'required' ? 'pending' : 'none';
  const solution = order.solution ?? before.solution;
  return { type: 'answered', text, set: { answer: order.answer, check, solution, ...replied(withClosing(before, basisFrom(at, facts.policy.closeWithin), facts)) } };
}

function requestChange(order: CaseOrder, at: string): Pick<Change, 'type' | 'set'> {
  const request = { reason: order.reason ?? '', by: order.by, at, extendBy: order.extendBy ?? null, until: order.until ?? null };
  switch (order.command) {
    case 'requestExtension':
      return { type: 'extensionRequested', set: { request: { ...request, kind: 'extension' } } };
    case 'requestSuspension':
      return { type: 'suspensionRequested', set: { request: { ...request, kind: 'suspension' } } };
    default:
      return { type: 'riseRequested', set: { request: { ...request, kind: 'rise' } } };
  }
}

function approval(before: CaseSnapshot, at: string, facts: PlanningFacts): Pick<Change, 'type' | 'set' | 'toUnitId'> {
  const { request } = before;
  const bases = basesOf(before, facts.policy);
  switch (request?.kind) {
    case 'extension': {
      const { extendBy } = request;
      const decision = extendBy === null ? null : extendedBasis(bases.business, facts.policy.extension, extendBy, before.extensions);
      if (extendBy === null || decision?.ok !== true) throw new Error('an extension beyond the policy was asked for and approved');
      const { within } = bases.step;
      // The step of this level gets what the appeal gets; a step in another unit of time keeps its own.
      const step = within.unit === extendBy.unit ? { ...bases.step, within: { ...within, amount: within.amount + extendBy.amount } } : bases.step;
      return { type: 'extended', set: dated({ ...bases, business: decision.basis, step }, facts) };
    }
    case 'suspension':
      return { type: 'suspended', set: { bases: paused(bases, at), joint: pausedParts(before.joint, at), suspendedUntil: request.until } };
    case 'rise':
      return { type: 'escalated', ...rising(before, at, facts) };
    case undefined:
      throw new Error('an approval without a request passed the table');
  }
}

function followUp(before: CaseSnapshot, order: CaseOrder, at: string, facts: PlanningFacts): Change {
  const said = { satisfaction: order.satisfaction ?? null, solution: order.solution ?? before.solution };
  const base = { at, by: order.by, reason: order.reason, text: order.satisfaction ?? null };
  if (!redoFollows(before, order)) return { ...base, type: 'followedUp', set: said };
  return { ...base, type: 'redoStarted', set: { ...said, ...newStep(before, at, facts) } };
}

/** 重办 of an answer: a step of its own; the appeal's business clock never stopped. */
function newStep(before: CaseSnapshot, at: string, facts: PlanningFacts): Pick<CaseSnapshot, 'bases' | 'clocks' | 'calendarVersion'> {
  return dated({ ...basesOf(before, facts.policy), step: basisFrom(at, facts.policy.redoWithin), acceptance: null, closing: null }, facts);
}

/** A reopened case begins a round of its own: the round before ended in time or not, and that stays on the record. */
function newRound(at: string, facts: PlanningFacts): Pick<CaseSnapshot, 'bases' | 'clocks' | 'calendarVersion'> {
  return dated(openingBases(at, facts.policy), facts);
}

/**
 * 撤销并案: the case goes on under the due date that it had. A merge buys no time, neither does its undoing; only a
 * suspension that the merge met ends where the merge began.
 */
function takenUpAgain(before: CaseSnapshot, at: string, facts: PlanningFacts): Pick<CaseSnapshot, 'bases' | 'clocks' | 'calendarVersion'> {
  const bases = resumed(basesOf(before, facts.policy), before.closedAt ?? at);
  return dated({ ...bases, acceptance: basisFrom(at, facts.policy.acceptWithin), closing: null }, facts);
}
