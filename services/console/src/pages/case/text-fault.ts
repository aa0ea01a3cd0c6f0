import { commandBodySchemas, type CaseCommand } from '@suqiao/contracts';

/** What is wrong with a written text. */
export type TextFault = 'required' | 'tooLong' | 'badText';

const rules = {
  return: commandBodySchemas.return.shape.reason,
  transfer: commandBodySchemas.transfer.shape.reason,
  answer: commandBodySchemas.answer.shape.content,
  close: commandBodySchemas.close.shape.note,
} as const;

/** The first thing wrong with the text of a command by the contract's own rule, or `null`. A note on closing may be left out. */
export function textFault(command: Exclude<CaseCommand, 'accept'>, text: string): TextFault | null {
  const result = rules[command].safeParse(command === 'close' && text.trim() === '' ? undefined : text);
  if (result.success) return null;
  const code = result.error.issues[0]?.code;
  if (code === 'too_big') return 'tooLong';
  return code === 'too_small' ? 'required' : 'badText';
}
