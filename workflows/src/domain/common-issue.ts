import type { CommonIssue, IssueCommand, IssueState } from '@suqiao/contracts';

/** What may be asked of a common issue: a person's commands, and two that only the system gives. */
export type IssueAsk = IssueCommand | 'joinInto' | 'recount';

/** Where a command leads: a state, or `asAsked` where that hangs on the issue. */
type Target = IssueState | 'asAsked';

const anytime = { comment: 'asAsked' } as const;
/** 更正 of which appeals belong together: possible as long as the issue lives. */
const corrections = { rename: 'asAsked', join: 'asAsked', split: 'asAsked', move: 'asAsked', undo: 'asAsked' } as const;
const whileOpen = { ...corrections, ...anytime, recount: 'asAsked' } as const;
const underClock = { ...whileOpen, extend: 'asAsked' } as const;

/**
 * The one table of a common issue's life: from each state, which command leads where. A command that is not in its state's row
 * is refused by name. Clocks have their own rules in `common-issue-clocks.ts`; nothing else changes a state.
 */
export const issueLifecycle: Readonly<Record<IssueState, Readonly<Partial<Record<IssueAsk, Target>>>>> = {
  candidate: { confirm: 'confirmed', dismiss: 'dismissed', joinInto: 'joined', ...underClock },
  confirmed: { nameLead: 'studying', dismiss: 'dismissed', joinInto: 'joined', ...underClock },
  studying: { propose: 'proposed', nameLead: 'studying', ...underClock },
  proposed: { callConsultation: 'consulting', adoptMeasure: 'measured', studyAgain: 'studying', ...underClock },
  consulting: { adoptMeasure: 'measured', callConsultation: 'consulting', studyAgain: 'studying', ...underClock },
  measured: { adoptMeasure: 'measured', studyAgain: 'studying', ...whileOpen },
  watching: { close: 'closed', adoptMeasure: 'measured', studyAgain: 'studying', ...underClock },
  closed: { reopen: 'studying', ...anytime },
  dismissed: { revive: 'asAsked', ...anytime },
  // By the undoing of the join only, which the other issue records.
  joined: { revive: 'asAsked', ...anytime },
};

/** Why a command is refused. */
export type IssueRefusalRule = 'state' | 'onlyByUndo' | 'intoItself' | 'notGrouped' | 'contradicts' | 'nothingLeft' | 'rested' | 'notFound';

/** A refused command: which, the state it met, what would be allowed there, and the rule. */
export interface IssueRefusal {
  readonly command: IssueAsk;
  readonly state: IssueState;
  readonly allowed: readonly IssueCommand[];
  readonly rule: IssueRefusalRule;
}

export type IssueDecision = { readonly ok: true; readonly to: IssueState } | { readonly ok: false; readonly refusal: IssueRefusal };

/** What decides on a command. `bySystem`: not a person's word. */
export interface IssueQuestion {
  readonly command: IssueAsk;
  readonly bySystem: boolean;
}

type Facts = Pick<CommonIssue, 'state' | 'stateBeforeEnd'>;

/** States in which nothing more happens by itself. */
export const endedIssueStates: readonly IssueState[] = ['closed', 'dismissed', 'joined'];

/** Commands that a state takes from people, in the order of the table. */
export function allowedIssueCommands({ state }: Pick<CommonIssue, 'state'>): IssueCommand[] {
  const commands = Object.keys(issueLifecycle[state]) as IssueAsk[];
  return commands.filter((command): command is IssueCommand => command !== 'joinInto' && command !== 'recount' && !(state === 'joined' && command === 'revive'));
}

/** A refusal of `command` by `rule`, with the state it met. */
export function issueRefusalBy(rule: IssueRefusalRule, facts: Pick<CommonIssue, 'state'>, command: IssueAsk): IssueRefusal {
  return { command, state: facts.state, allowed: allowedIssueCommands(facts), rule };
}

/** Decides on one command against one issue: the state it leads to, or the refusal. */
export function decideIssue(facts: Facts, { command, bySystem }: IssueQuestion): IssueDecision {
  const target = issueLifecycle[facts.state][command];
  if (target === undefined) return { ok: false, refusal: issueRefusalBy('state', facts, command) };
  if (!bySystem && facts.state === 'joined' && command === 'revive') return { ok: false, refusal: issueRefusalBy('onlyByUndo', facts, command) };
  if (target !== 'asAsked') return { ok: true, to: target };
  return { ok: true, to: command === 'revive' ? (facts.stateBeforeEnd ?? 'candidate') : facts.state };
}
