import { caseCommands, type CaseCommand, type CaseSnapshot, type CaseView, type Level, type Reader } from '@suqiao/contracts';
import { allowedCommands, compareLevels, levelAbove } from '@suqiao/workflows';

const unitPeople: readonly Reader['role'][] = ['unitHandler', 'unitHead', 'administrator'];
const unitPeopleAndSupervisors: readonly Reader['role'][] = [...unitPeople, 'supervisor'];
const supervisors: readonly Reader['role'][] = ['supervisor', 'administrator'];
const unitHeadsAndSupervisors: readonly Reader['role'][] = [...supervisors, 'unitHead'];

/**
 * Which roles may give which command at all. Whose case it is is a question of jurisdiction and is answered by the
 * store's query; what the case allows now is answered by the lifecycle table.
 */
const rolesOf: Readonly<Record<CaseCommand, readonly Reader['role'][]>> = {
  accept: unitPeople, return: unitPeople, transfer: unitPeopleAndSupervisors, askJoint: unitPeople, answerJoint: unitPeople, releaseJoint: unitPeople,
  answer: unitPeople, requestExtension: unitPeople, requestSuspension: unitPeople, requestRise: unitPeople, approve: supervisors, refuse: supervisors,
  resume: unitPeopleAndSupervisors, passAnswer: supervisors, sendBack: supervisors, followUp: supervisors, close: unitPeopleAndSupervisors,
  reopen: supervisors, withdraw: unitPeopleAndSupervisors, merge: unitPeopleAndSupervisors, unmerge: unitHeadsAndSupervisors, comment: unitPeopleAndSupervisors, setConfidential: supervisors,
};

/** A federation's own people call back and take up again what others answered: 回访、重办、审核、撤销并案 are the federation's work. */
const federationWork: ReadonlySet<CaseCommand> = new Set(['followUp', 'reopen', 'passAnswer', 'sendBack', 'setConfidential', 'unmerge']);

type Asking = Pick<Reader, 'role' | 'unitId' | 'level'>;
type Asked = Pick<CaseSnapshot, 'unit' | 'level' | 'joint' | 'state'>;

export function mayCommand(reader: Asking, command: CaseCommand): boolean {
  return rolesOf[command].includes(reader.role) || (federationWork.has(command) && isFederation(reader));
}

function isFederation(reader: Asking): boolean {
  return reader.unitId?.endsWith('-federation') === true && (reader.role === 'unitHandler' || reader.role === 'unitHead');
}

/** Why this reader may not give this command on this case; `null`: they may. */
export type Hindrance = 'role' | 'turn' | 'level' | null;

/**
 * Whether it is this reader's place to give a command now. A supervisor acts on cases of their own level and below, and
 * decides on requests of the levels below only; the province, which has nobody above it, decides on its own.
 * @param actionable the case waits for the reader's unit, or lies in a division of theirs
 */
export function hindrance(reader: Asking, command: CaseCommand, actionable: boolean, facts: Asked): Hindrance {
  if (!mayCommand(reader, command)) return 'role';
  if (command === 'answerJoint') return facts.joint.some((part) => part.endedAt === null && (reader.unitId === null || part.unit.unitId === reader.unitId)) ? null : 'turn';
  // Whoever may read a case may add a remark to it.
  if (command === 'comment') return null;
  const above = compareLevels(reader.level, facts.level);
  if (command === 'approve' || command === 'refuse') return decidesFor(reader, facts.level) ? null : 'level';
  if (federationWork.has(command)) return above >= 0 ? null : 'level';
  if (!actionable) return 'turn';
  return reader.role === 'supervisor' && above < 0 ? 'level' : null;
}

/** Whether requests of a level are this reader's to decide: of the levels below theirs, and at the province of its own. */
export function decidesFor(reader: Pick<Reader, 'role' | 'level'>, level: Level): boolean {
  const above = compareLevels(reader.level, level);
  return supervisors.includes(reader.role) && (above > 0 || (above === 0 && levelAbove(level) === null));
}

const reasons: Readonly<Record<Exclude<Hindrance, null>, { readonly zh: string; readonly en: string }>> = {
  role: { zh: '您的角色不办理这一步', en: 'Your role does not take this step' },
  turn: { zh: '现在不由您的单位办理', en: 'It is not your unit\'s turn' },
  level: { zh: '须由上一级办理', en: 'It is for the level above' },
};
const stateReason = { zh: '当前状态不能这样办理', en: 'The case\'s state does not allow it' };

/**
 * Every command with whether this reader may give it now and, where not, why: pages show all of them.
 * @param limitOf the policy's word on a command that the table allows
 */
export function offersFor(
  reader: Asking, actionable: boolean, facts: CaseSnapshot, limitOf: (command: CaseCommand) => { readonly zh: string; readonly en: string } | null,
): CaseView['commands'] {
  const byState = new Set(allowedCommands(facts));
  return caseCommands.map((command) => {
    const hindered = hindrance(reader, command, actionable, facts);
    const reason = hindered !== null ? reasons[hindered] : !byState.has(command) ? stateReason : limitOf(command);
    return { command, allowed: reason === null, reason };
  });
}
