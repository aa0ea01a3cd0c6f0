import { readFileSync } from 'node:fs';
import { settingIn } from '@suqiao/infra/environment';
import { z } from 'zod';
import { urgencyRules } from './data/urgency-rules';
import type { UrgencyRule } from './domain/urgency';

/** A word, or several joined by `&`: an empty one would be found in every text. */
const phraseSchema = z.string().regex(/^[^&\s]+(?:&[^&\s]+)*$/, 'a word, or words joined by &');
/** The file that URGENCY_RULES names. */
const rulesSchema = z.array(z.strictObject({
  urgency: z.enum(['critical', 'urgent']), name: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }), phrases: z.array(phraseSchema).min(1),
})).min(1);

/**
 * A deployment's rules of urgency: those of the file URGENCY_RULES, or those that ship.
 * @throws Error naming the variable when the file is missing or holds no rules
 */
export function urgencyRulesOf(environment: NodeJS.ProcessEnv): readonly UrgencyRule[] {
  const file = settingIn(environment, 'URGENCY_RULES');
  if (file === undefined) return urgencyRules;
  try {
    return rulesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`URGENCY_RULES names a file that holds no rules of urgency: ${file}`, { cause: error });
  }
}
