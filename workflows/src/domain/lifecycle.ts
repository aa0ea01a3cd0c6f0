import type { CaseCommand, CaseSnapshot, CaseState, Satisfaction, UnitReference } from '@suqiao/contracts';
import { compareLevels, levelAbove } from './levels';

/** Where a command leads: a state, or `asAsked` where that hangs on what was asked or said. */
type Target = CaseState | 'asAsked';

const anytime = { comment: 'asAsked', setConfidential: 'asAsked' } as const;
const whileOpen = { ...anytime, withdraw: 'closed', merge: 'closed' } as const;
const underRequest = { approve: 'asAsked', refuse: 'asAsked' } as const;

/**
 * The one table of a case's life: from each state, which command leads where. A command that is not in its state's row is
 * refused by name. Clocks have their own rules in `clocks.ts`; nothing else changes a state.
 */
export const lifecycle: Readonly<Record<CaseState, Readonly<Partial<Record<CaseCommand, Target>>>>> = {
  dispatched: { accept: 'accepted', return: 'returned', transfer: 'dispatched', requestRise: 'dispatched', ...underRequest, ...whileOpen },
  returned: { accept: 'accepted', transfer: 'dispatched', requestRise: 'returned', ...underRequest, ...whileOpen },
  accepted: {
    answer: 'asAsked', transfer: 'dispatched', askJoint: 'accepted', answerJoint: 'accepted', releaseJoint: 'accepted',
    requestExtension: 'accepted', requestSuspension: 'accepted', requestRise: 'accepted', ...underRequest, ...whileOpen,
  },
  suspended: { resume: 'accepted', answerJoint: 'suspended', ...whileOpen },
  answered: { close: 'closed', followUp: 'asAsked', passAnswer: 'answered', sendBack: 'accepted', ...anytime },
  closed: { reopen: 'dispatched', unmerge: 'dispatched', followUp: 'asAsked', ...anytime },
};

/** What a command asks, as far as the table must know it. */
export interface CommandQuestion {
  readonly command: CaseCommand;
  /** transfer: to whom; releaseJoint: whose part. */
  readonly unit: UnitReference | null;
  /** askJoint: who else. */
  readonly units?: readonly UnitReference[];
  /** answerJoint: on whose behalf. */
  readonly byUnitId?: string | null;
  /** answer: false for an interim one. */
  readonly final?: boolean;
  readonly satisfaction?: Satisfaction | null;
  /** merge: the case that goes on. */
  readonly intoCaseId?: string | null;
  /** followUp: how many redos the policy grants. */
  readonly redoAtMost?: number;
}

/** Why a command is refused. Rules of the policy (`window`, `allowance`) are asked where the policy is known. */
export type RefusalRule =
  | 'state' | 'federationReturns' | 'unitMissing' | 'sameUnit' | 'levelRises' | 'levelFalls' | 'leadIsJoint' | 'jointTwice' | 'jointUnknown' | 'jointOpen'
  | 'requestPending' | 'noRequest' | 'topLevel' | 'checkPending' | 'notUnderCheck' | 'outcome' | 'notMerged' | 'intoItself' | 'intoLater' | 'targetClosed' | 'window' | 'allowance';

/** A refused command: which, the state it met, what would be allowed there, and the rule. */
export interface Refusal {
  readonly command: CaseCommand;
  readonly state: CaseState;
  readonly allowed: readonly CaseCommand[];
  readonly rule: RefusalRule;
  /** A limit in words, where the rule has one. */
  readonly limit?: { readonly zh: string; readonly en: string };
}

export type Decision = { readonly ok: true; readonly to: CaseState } | { readonly ok: false; readonly refusal: Refusal };

/** What decides on a command: the part of a case that the table looks at. */
export type DecidingFacts = Pick<
  CaseSnapshot,
  'caseId' | 'state' | 'unit' | 'level' | 'unsure' | 'request' | 'joint' | 'check' | 'outcome' | 'redos' | 'returnedBy' | 'wrongReturns'
>;

/** Commands that the case allows now, in the order of the table, whatever they may ask. */
export function allowedCommands(facts: DecidingFacts): CaseCommand[] {
  const commands = Object.keys(lifecycle[facts.state]) as CaseCommand[];
  return commands.filter((command) => ruleAgainst(facts, { command, unit: null }, true) === null);
}

/** A refusal of `command` by `rule`, with the state it met. */
export function refusalBy(rule: RefusalRule, facts: DecidingFacts, command: CaseCommand, limit?: Refusal['limit']): Refusal {
  return { command, state: facts.state, allowed: allowedCommands(facts), rule, ...(limit && { limit }) };
}

/** Decides on one command against one case: the state it leads to, or the refusal. */
export function decide(facts: DecidingFacts, question: CommandQuestion): Decision {
  const rule = ruleAgainst(facts, question, false);
  if (rule !== null) return { ok: false, refusal: refusalBy(rule, facts, question.command) };
  return { ok: true, to: targetOf(facts, question) };
}

/** @param anyTarget true: whether the command could be given at all, with a fitting unit, answer or case */
function ruleAgainst(facts: DecidingFacts, question: CommandQuestion, anyTarget: boolean): RefusalRule | null {
  if (lifecycle[facts.state][question.command] === undefined) return 'state';
  return ruleOfState(facts, question) ?? (anyTarget ? null : ruleOfTarget(facts, question));
}

/** Rules that hang on the case alone. */
function ruleOfState(facts: DecidingFacts, { command }: CommandQuestion): RefusalRule | null {
  switch (command) {
    case 'return':
      return facts.unit.kind === 'federation' ? 'federationReturns' : null;
    case 'requestExtension':
    case 'requestSuspension':
      return facts.request === null ? null : 'requestPending';
    case 'requestRise':
      return levelAbove(facts.level) === null ? 'topLevel' : facts.request === null ? null : 'requestPending';
    case 'approve':
    case 'refuse':
      return facts.request === null ? 'noRequest' : null;
    case 'answerJoint':
    case 'releaseJoint':
      return facts.joint.some((part) => part.endedAt === null) ? null : 'jointUnknown';
    case 'passAnswer':
      return facts.check === 'passed' ? 'notUnderCheck' : null;
    case 'close':
      return facts.check === 'pending' ? 'checkPending' : null;
    case 'unmerge':
      return facts.outcome === 'merged' ? null : 'notMerged';
    case 'followUp':
    case 'reopen':
      // What was merged goes on elsewhere, or again by `unmerge`; 撤诉 ends by the appellant's own word, which may be taken back.
      return facts.outcome === 'merged' || (command === 'followUp' && facts.outcome === 'withdrawn') ? 'outcome' : null;
    default:
      return null;
  }
}

/** Rules that hang on what the command asks. */
function ruleOfTarget(facts: DecidingFacts, question: CommandQuestion): RefusalRule | null {
  const isOpenPart = (unitId: string | null | undefined) => facts.joint.some((part) => part.unit.unitId === unitId && part.endedAt === null);
  switch (question.command) {
    case 'transfer':
      return transferRule(facts, question.unit);
    case 'askJoint': {
      const ids = (question.units ?? []).map((unit) => unit.unitId);
      if (ids.length === 0) return 'unitMissing';
      if (ids.includes(facts.unit.unitId)) return 'leadIsJoint';
      return new Set(ids).size < ids.length || ids.some(isOpenPart) ? 'jointTwice' : null;
    }
    case 'answerJoint':
      return isOpenPart(question.byUnitId) ? null : 'jointUnknown';
    case 'releaseJoint':
      return isOpenPart(question.unit?.unitId) ? null : 'jointUnknown';
    case 'answer':
      return question.final !== false && facts.joint.some((part) => part.endedAt === null) ? 'jointOpen' : null;
    case 'merge':
      return intoRule(facts.caseId, question.intoCaseId);
    default:
      return null;
  }
}

/** 转办 stays on its level; only a case whose jurisdiction nobody has found yet may be given to a level below. */
function transferRule(facts: DecidingFacts, unit: UnitReference | null): RefusalRule | null {
  if (unit === null) return 'unitMissing';
  if (unit.unitId === facts.unit.unitId) return 'sameUnit';
  const step = compareLevels(unit.level, facts.level);
  if (step > 0) return 'levelRises';
  if (step < 0 && !facts.unsure.includes('jurisdiction')) return 'levelFalls';
  return null;
}

/**
 * 并案 goes into the earlier case: its clock has run longest, so that no merge buys time, and two cases can't end in each
 * other. Ids are UUIDv7: their order is that of intake.
 */
function intoRule(caseId: string, intoCaseId: string | null | undefined): RefusalRule | null {
  if (intoCaseId === null || intoCaseId === undefined) return 'unitMissing';
  if (intoCaseId === caseId) return 'intoItself';
  return intoCaseId > caseId ? 'intoLater' : null;
}

function targetOf(facts: DecidingFacts, question: CommandQuestion): CaseState {
  const target = lifecycle[facts.state][question.command];
  if (target !== undefined && target !== 'asAsked') return target;
  switch (question.command) {
    case 'answer':
      return question.final === false ? 'accepted' : 'answered';
    case 'approve':
      return facts.request?.kind === 'suspension' ? 'suspended' : facts.request?.kind === 'rise' ? 'dispatched' : facts.state;
    case 'followUp':
      return redoFollows(facts, question) ? 'accepted' : facts.state;
    default:
      return facts.state;
  }
}

/** 不满意 leads to a redo, as often as the policy grants one; after that it stays on the record and with the supervisors. */
export function redoFollows(facts: Pick<CaseSnapshot, 'redos'>, question: Pick<CommandQuestion, 'satisfaction' | 'redoAtMost'>): boolean {
  return question.satisfaction === 'dissatisfied' && facts.redos < (question.redoAtMost ?? 0);
}

/** A case that its dispatcher gives back for the second time to the unit that returned it rises instead, where it can. */
export function secondWrongReturn(facts: DecidingFacts, question: CommandQuestion): boolean {
  return question.command === 'transfer' && facts.state === 'returned' && facts.wrongReturns >= 1 && question.unit?.unitId === facts.returnedBy?.unitId && levelAbove(facts.level) !== null;
}
