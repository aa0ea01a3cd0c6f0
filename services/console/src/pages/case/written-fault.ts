import type { z } from 'zod';
import type { FormFault } from './command-form';

/** What is wrong with a written text by the contract's own rule; of one field, or of the only one. */
export function faultOfText(parsed: z.ZodSafeParseResult<unknown>, field?: string): FormFault | null {
  const issue = parsed.error?.issues.find(({ path }) => field === undefined || path[0] === field);
  if (issue === undefined) return null;
  if (issue.code === 'too_big') return 'tooLong';
  return issue.code === 'too_small' ? 'tooShort' : 'badText';
}
