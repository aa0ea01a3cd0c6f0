import { settingIn } from '@suqiao/infra/environment';
import { z } from 'zod';
import { formationRules, type FormationRules } from './domain/formation-rules';
import { issuePresetOf, type IssuePreset } from './domain/issue-presets';

/** Injection tokens of the deployment's `FormationRules` and `IssuePreset`. */
export const FORMATION_RULES = Symbol('formation rules');
export const ISSUE_PRESET = Symbol('issue preset');

const count = z.coerce.number().int().min(0);
const rulesSchema = z.tuple([count.min(2), count.min(1), count.min(1), count]);

/**
 * When a group becomes a candidate: SUQIAO_ISSUE_FORMATION as `appeals/enterprises/within days/horizon in days`, such as
 * `5/3/180/730`; the shipped rules without it.
 * @throws Error when it cannot be read
 */
export function formationRulesIn(environment: NodeJS.ProcessEnv): FormationRules {
  const setting = settingIn(environment, 'SUQIAO_ISSUE_FORMATION');
  if (setting === undefined) return formationRules;
  const read = rulesSchema.safeParse(setting.split('/'));
  if (!read.success) throw new Error('SUQIAO_ISSUE_FORMATION is not appeals/enterprises/within days/horizon in days, such as 5/3/180/730');
  const [leastAppeals, leastEnterprises, withinDays, horizonInDays] = read.data;
  return { leastAppeals, leastEnterprises, withinDays, horizonInDays };
}

/** The times of each step: the preset that SUQIAO_ISSUE_PRESET names. @throws RangeError for a name that is none */
export function issuePresetIn(environment: NodeJS.ProcessEnv): IssuePreset {
  return issuePresetOf(settingIn(environment, 'SUQIAO_ISSUE_PRESET') ?? 'working-days');
}

/** The deployment's rules and times. */
export const formationProviders = [
  { provide: FORMATION_RULES, useFactory: () => formationRulesIn(process.env) },
  { provide: ISSUE_PRESET, useFactory: () => issuePresetIn(process.env) },
];
