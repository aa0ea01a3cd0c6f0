import type { CaseCommand, CaseView } from '@suqiao/contracts';

/** The commands by what they are for: 办理、会办、申请、督办、其他. Every command stands in one of them. */
export const commandGroups = {
  handle: ['accept', 'answer', 'transfer', 'return', 'resume', 'close'],
  joint: ['askJoint', 'answerJoint', 'releaseJoint'],
  request: ['requestExtension', 'requestSuspension', 'requestRise', 'approve', 'refuse'],
  supervise: ['passAnswer', 'sendBack', 'followUp', 'reopen', 'unmerge', 'setConfidential'],
  other: ['comment', 'merge', 'withdraw'],
} as const satisfies Record<string, readonly CaseCommand[]>;
export type CommandGroup = keyof typeof commandGroups;
export const commandGroupNames = Object.keys(commandGroups) as CommandGroup[];

/** What brings a case on, the most pressing first: what waits for a decision, then what waits for an answer, then what hands it on. */
const onwards: readonly CaseCommand[] = [
  'approve', 'refuse', 'accept', 'answerJoint', 'resume', 'answer', 'passAnswer', 'followUp', 'close', 'sendBack', 'return', 'transfer', 'askJoint', 'reopen',
];
const mostButtons = 3;

/** The commands that stand as buttons: those that may be given now and bring the case on, three at the most. */
export function mainCommands(offers: CaseView['commands']): readonly CaseCommand[] {
  const allowed = new Set(offers.filter((offer) => offer.allowed).map((offer) => offer.command));
  return onwards.filter((command) => allowed.has(command)).slice(0, mostButtons);
}
