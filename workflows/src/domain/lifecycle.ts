import type { CaseCommand, CaseSnapshot, CaseState, UnitReference } from '@suqiao/contracts';
import { compareLevels } from './levels';

/**
 * The one table of a case's life: from each state, which command leads where. A command that is not in its state's row is
 * refused by name. Clocks have their own rules in `clocks.ts`; nothing else changes a state.
 */
export const lifecycle: Readonly<Record<CaseState, Readonly<Partial<Record<CaseCommand, CaseState>>>>> = {
  dispatched: { accept: 'accepted', return: 'returned', transfer: 'dispatched' },
  returned: { accept: 'accepted', transfer: 'dispatched' },
  accepted: { answer: 'answered', transfer: 'dispatched' },
  answered: { close: 'closed' },
  closed: {},
};

/** What a command asks: the target of a transfer is part of the question, because not every unit may be one. */
export interface CommandQuestion {
  readonly command: CaseCommand;
  readonly unit: UnitReference | null;
}

/** Why a command is refused. */
export type RefusalRule = 'state' | 'federationReturns' | 'unitMissing' | 'sameUnit' | 'levelRises' | 'levelFalls';

/** A refused command: which, the state it met, what would be allowed there, and the rule. */
export interface Refusal {
  readonly command: CaseCommand;
  readonly state: CaseState;
  readonly allowed: readonly CaseCommand[];
  readonly rule: RefusalRule;
}

export type Decision = { readonly ok: true; readonly to: CaseState } | { readonly ok: false; readonly refusal: Refusal };

/** What decides on a command: the part of a case that the table looks at. */
export type DecidingFacts = Pick<CaseSnapshot, 'state' | 'unit' | 'level' | 'unsure'>;

/** Commands that the case's state allows, in the order of the table. A federation has nobody to return a case to. */
export function allowedCommands(facts: DecidingFacts): CaseCommand[] {
  const commands: readonly CaseCommand[] = ['accept', 'return', 'transfer', 'answer', 'close'];
  return commands.filter((command) => lifecycle[facts.state][command] !== undefined && !(command === 'return' && facts.unit.kind === 'federation'));
}

/** Decides on one command against one case: the state it leads to, or the refusal. */
export function decide(facts: DecidingFacts, question: CommandQuestion): Decision {
  const refuse = (rule: RefusalRule): Decision => ({
    ok: false,
    refusal: { command: question.command, state: facts.state, allowed: allowedCommands(facts), rule },
  });
  const to = lifecycle[facts.state][question.command];
  if (to === undefined) return refuse('state');
  if (question.command === 'return' && facts.unit.kind === 'federation') return refuse('federationReturns');
  if (question.command === 'transfer') {
    const rule = transferRefusal(facts, question.unit);
    if (rule !== null) return refuse(rule);
  }
  return { ok: true, to };
}

/** 转办 stays on its level; only a case whose jurisdiction nobody has found yet may be given to a level below. */
function transferRefusal(facts: DecidingFacts, unit: UnitReference | null): RefusalRule | null {
  if (unit === null) return 'unitMissing';
  if (unit.unitId === facts.unit.unitId) return 'sameUnit';
  const step = compareLevels(unit.level, facts.level);
  if (step > 0) return 'levelRises';
  if (step < 0 && !facts.unsure.includes('jurisdiction')) return 'levelFalls';
  return null;
}
