import { commandBodySchemas, type CaseCommand, type CaseView, type Duration, type Satisfaction, type Solution } from '@suqiao/contracts';
import type { CommandOrder } from './use-command';

/** Commands that ask for words or a choice; 签收 asks for nothing. */
export type WrittenCommand = Exclude<CaseCommand, 'accept'>;

/** What is wrong with a field. */
export type FormFault = 'missing' | 'tooShort' | 'tooLong' | 'badText' | 'badNumber' | 'badAmount';

/** What the forms hold, as it is typed and chosen; each command takes what it needs. */
export interface Filled {
  readonly reason: string;
  readonly content: string;
  readonly demand: string;
  readonly note: string;
  readonly text: string;
  readonly into: string;
  readonly unitId: string | null;
  readonly unitIds: readonly string[];
  readonly categoryCode: string | null;
  readonly within: string;
  readonly extendBy: string;
  /** Day and time of day, Shanghai. */
  readonly until: { readonly day: string; readonly time: string };
  readonly final: boolean;
  readonly solution: Solution | null;
  readonly satisfaction: Satisfaction | null;
  readonly confidential: boolean;
}
export type FieldName = keyof Filled;

/** The fields of each command's form, in the order in which they are asked. Their names are the contract's own. */
export const fieldsOf: Readonly<Record<WrittenCommand, readonly FieldName[]>> = {
  return: ['reason'],
  transfer: ['unitId', 'categoryCode', 'reason'],
  askJoint: ['unitIds', 'demand', 'within'],
  answerJoint: ['content'],
  releaseJoint: ['unitId', 'reason'],
  answer: ['final', 'content', 'solution'],
  requestExtension: ['extendBy', 'reason'],
  requestSuspension: ['until', 'reason'],
  requestRise: ['reason'],
  approve: ['note'],
  refuse: ['reason'],
  resume: ['reason'],
  passAnswer: ['note'],
  sendBack: ['reason'],
  followUp: ['satisfaction', 'solution', 'note'],
  close: ['solution', 'note'],
  reopen: ['reason'],
  withdraw: ['reason'],
  merge: ['into', 'reason'],
  unmerge: ['reason'],
  comment: ['text'],
  setConfidential: ['confidential', 'reason'],
};

/** An empty form on this case; the end of a day unless another time is said. */
export function blankFor(view: Pick<CaseView, 'confidential'>): Filled {
  return {
    reason: '', content: '', demand: '', note: '', text: '', into: '', unitId: null, unitIds: [], categoryCode: null, within: '', extendBy: '',
    until: { day: '', time: '23:59' }, final: true, solution: null, satisfaction: null, confidential: !view.confidential,
  };
}

/** The unit in which the case's rule counts: more time is asked for in the same. */
export function ruleUnitOf({ bases }: Pick<CaseView, 'bases'>): Duration['unit'] {
  return bases?.business.within.unit ?? 'workingDays';
}

/** A day and a time of Shanghai's clock as an instant; nothing where they are none. */
function instantOf({ day, time }: Filled['until']): string | null {
  const at = new Date(`${day}T${time}:00.000+08:00`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

function valueOf(name: FieldName, filled: Filled, unit: Duration['unit']): unknown {
  switch (name) {
    case 'within':
    case 'extendBy':
      return filled[name].trim() === '' ? null : { unit, amount: Number(filled[name]) };
    case 'until':
      return instantOf(filled.until);
    case 'solution':
      // An interim answer settles nothing yet.
      return filled.final ? filled.solution : null;
    case 'unitIds':
      return filled.unitIds.length === 0 ? null : filled.unitIds;
    case 'into':
      return filled.into.trim().toUpperCase();
    default:
      return filled[name];
  }
}

/** The body as the form has it: what was left empty is left out. */
function bodyOf(command: WrittenCommand, filled: Filled, unit: Duration['unit']): Record<string, unknown> {
  const given = fieldsOf[command].map((name) => [name, valueOf(name, filled, unit)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== null && !(typeof value === 'string' && value.trim() === '')));
}

const isAmount = (value: unknown) => typeof value === 'object' && value !== null && 'amount' in value && typeof value.amount === 'number' && value.amount > 0;

function faultOf(name: FieldName, code: string | undefined, value: unknown): FormFault {
  if (value === undefined) return 'missing';
  if (name === 'into') return 'badNumber';
  if (name === 'within' || name === 'extendBy') return 'badAmount';
  if (code === 'too_big') return 'tooLong';
  return code === 'too_small' ? 'tooShort' : 'badText';
}

/** What is wrong with the form, field by field, by the contract's own rules. */
export function faultsOf(command: WrittenCommand, filled: Filled, unit: Duration['unit']): Readonly<Partial<Record<FieldName, FormFault>>> {
  const body = bodyOf(command, filled, unit);
  const issues = commandBodySchemas[command].safeParse(body).error?.issues ?? [];
  const byContract = fieldsOf[command].flatMap((name) => {
    const issue = issues.find(({ path }) => path[0] === name);
    return issue === undefined ? [] : [[name, faultOf(name, issue.code, body[name])] as const];
  });
  // The contract takes no time at all for a length of time; asking for none is a slip.
  const amounts = (['within', 'extendBy'] as const).filter((name) => body[name] !== undefined && !isAmount(body[name])).map((name) => [name, 'badAmount'] as const);
  return Object.fromEntries([...byContract, ...amounts]);
}

/** The order as the contract wants it, or nothing while the form is not right. */
export function orderFrom(command: WrittenCommand, filled: Filled, unit: Duration['unit']): CommandOrder | null {
  if (Object.keys(faultsOf(command, filled, unit)).length > 0) return null;
  const body = commandBodySchemas[command].safeParse(bodyOf(command, filled, unit));
  return body.success ? { command, body: body.data } : null;
}
