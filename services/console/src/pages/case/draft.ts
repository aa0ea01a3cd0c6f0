import type { CaseCommand } from '@suqiao/contracts';

/** Commands whose text is long enough to be worth keeping while it is written. */
const drafted = ['answer', 'answerJoint'] as const satisfies readonly CaseCommand[];
export type DraftedCommand = (typeof drafted)[number];

export function isDrafted(command: CaseCommand): command is DraftedCommand {
  return drafted.some((each) => each === command);
}

/**
 * A text that is being written, kept on this machine until it is sent: a closed tab or an expired session loses nothing.
 * Storage may be full or forbidden; then the draft is not kept, and writing goes on.
 */
const keyOf = (caseId: string, command: DraftedCommand, readerSubject: string) => `suqiao.draft.${readerSubject}.${caseId}${command === 'answer' ? '' : `.${command}`}`;

/** The draft of this reader's answer to this case; empty where there is none. */
export function readDraft(caseId: string, command: DraftedCommand, readerSubject: string): string {
  try {
    return localStorage.getItem(keyOf(caseId, command, readerSubject)) ?? '';
  } catch {
    return '';
  }
}

/** Keeps a draft; an empty one is forgotten. Gives whether it was kept. */
export function keepDraft(caseId: string, command: DraftedCommand, readerSubject: string, text: string): boolean {
  try {
    if (text === '') localStorage.removeItem(keyOf(caseId, command, readerSubject));
    else localStorage.setItem(keyOf(caseId, command, readerSubject), text);
    return text !== '';
  } catch {
    return false;
  }
}
