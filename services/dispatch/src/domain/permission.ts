import type { CaseCommand, CaseView, Reader } from '@suqiao/contracts';
import { allowedCommands, type DecidingFacts } from '@suqiao/workflows';

/**
 * Which roles may give which command at all. Whose case it is is a question of jurisdiction and is answered by the
 * store's query; what the case allows now is answered by the lifecycle table.
 */
const rolesOf: Readonly<Record<CaseCommand, readonly Reader['role'][]>> = {
  accept: ['unitHandler', 'unitHead', 'administrator'],
  return: ['unitHandler', 'unitHead', 'administrator'],
  transfer: ['unitHandler', 'unitHead', 'supervisor', 'administrator'],
  answer: ['unitHandler', 'unitHead', 'administrator'],
  close: ['unitHandler', 'unitHead', 'supervisor', 'administrator'],
};

export function mayCommand(reader: Pick<Reader, 'role'>, command: CaseCommand): boolean {
  return rolesOf[command].includes(reader.role);
}

const roleReason = { zh: '您的角色不办理这一步', en: 'Your role does not take this step' };
const unitReason = { zh: '现在不由您的单位办理', en: 'It is not your unit\'s turn' };
const stateReason = { zh: '当前状态不能这样办理', en: 'The case\'s state does not allow it' };

/** Every command with whether this reader may give it now and, where not, why: pages show all of them. */
export function offersFor(reader: Pick<Reader, 'role'>, actionable: boolean, facts: DecidingFacts): CaseView['commands'] {
  const byState = new Set(allowedCommands(facts));
  const commands: readonly CaseCommand[] = ['accept', 'return', 'transfer', 'answer', 'close'];
  return commands.map((command) => {
    const reason = !mayCommand(reader, command) ? roleReason : !actionable ? unitReason : !byState.has(command) ? stateReason : null;
    return { command, allowed: reason === null, reason };
  });
}
